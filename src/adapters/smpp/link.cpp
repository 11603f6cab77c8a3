#include "adapters/smpp/link.hpp"
#include "adapters/smpp/status.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters::smpp {
namespace {

command bind_command(smpp_bind kind)
{
    return kind == smpp_bind::transceiver ? command::bind_transceiver : command::bind_transmitter;
}

}  // namespace

bool link::is_up() const noexcept
{
    return state_ >= state::binding && state_ <= state::unbinding;
}

std::optional<instant> link::next_time() const
{
    return state_ == state::idle || state_ == state::ended ? std::nullopt : std::optional{due_};
}

void link::start(instant now, actions& todo)
{
    if (state_ == state::idle || state_ == state::waiting) {
        state_ = state::connecting;
        due_ = now + options_.times.connect;
        todo.emplace_back(act::connect{});
    }
}

void link::connected(instant now, actions& todo)
{
    if (state_ == state::connecting) {
        state_ = state::binding;
        bind(now, todo);
    }
}

void link::bind(instant now, actions& todo)
{
    const bind_body login{options_.system_id, options_.password, options_.system_type};
    ask(bind_command(options_.bind), login, now, todo);
}

void link::ask(command what, body with, instant now, actions& todo)
{
    due_ = now + options_.times.response;
    todo.emplace_back(act::write{encode({what, 0, numbers_.next(), std::move(with)})});
}

void link::heard(instant now)
{
    if (state_ == state::bound || state_ == state::enquiring) {
        state_ = state::bound;
        due_ = now + options_.times.enquire;
    }
}

void link::take(const pdu& what, instant now, actions& todo)
{
    const auto answer = [&](command id, std::uint32_t status) {
        todo.emplace_back(act::write{encode({id, status, what.sequence, {}})});
    };
    if (what.id == command::enquire_link) {
        answer(command::enquire_link_resp, status_ok);
    } else if (what.id == command::unbind) {
        answer(command::unbind_resp, status_ok);
        wait("the centre logged us out", next_pause(), now, todo);
    } else if (!is_response(what.id)) {
        if (what.id != command::alert_notification) {  // The only one without an answer.
            answer(command::generic_nack, status_bad_command);
        }
    } else if (state_ == state::binding) {
        bound(what, now, todo);
    } else if (state_ == state::unbinding && what.id == command::unbind_resp) {
        end(todo);
    }
}

/// Nothing but the answer to the login can come while it is waited for.
void link::bound(const pdu& answer, instant now, actions& todo)
{
    const bool sound = answer.id == response_to(bind_command(options_.bind));
    if (answer.status != status_ok || !sound) {
        const auto pause = is_wrong_login(answer.status) ? options_.times.retry_max : next_pause();
        const auto why = answer.status == status_ok ? "another answer" : status_name(answer.status);
        wait("login refused: " + why, pause, now, todo);
        return;
    }
    state_ = state::bound;
    due_ = now + options_.times.enquire;
    pause_ = {};
    trouble_.clear();
    todo.emplace_back(act::log{"SMPP: logged in"});
}

void link::lost(std::string_view why, instant now, actions& todo)
{
    if (state_ == state::unbinding) {
        end(todo);
    } else if (is_up() || state_ == state::connecting) {
        wait(std::string{why}, next_pause(), now, todo);
    }
}

void link::tick(instant now, actions& todo)
{
    if (!next_time() || now < due_) {
        return;
    }
    switch (state_) {
    case state::waiting: start(now, todo); break;
    case state::bound:
        state_ = state::enquiring;
        ask(command::enquire_link, {}, now, todo);
        break;
    case state::connecting: wait("no connection in time", next_pause(), now, todo); break;
    case state::binding:
    case state::enquiring: wait("no answer in time", next_pause(), now, todo); break;
    case state::unbinding: end(todo); break;
    default: break;
    }
}

void link::stop(instant now, actions& todo)
{
    if (state_ == state::bound || state_ == state::enquiring) {
        state_ = state::unbinding;
        ask(command::unbind, {}, now, todo);
    } else if (state_ != state::unbinding && state_ != state::ended) {
        end(todo);
    }
}

void link::wait(std::string why, std::chrono::milliseconds pause, instant now, actions& todo)
{
    state_ = state::waiting;
    due_ = now + pause;
    todo.emplace_back(act::close{});
    todo.emplace_back(act::log{"SMPP: " + why});
    trouble_ = std::move(why);
}

void link::end(actions& todo)
{
    state_ = state::ended;
    trouble_ = "stopped";
    todo.emplace_back(act::close{});
    todo.emplace_back(act::finish{});
}

/// Twice as long each time, and of that the upper half by chance: so that not all who were cut off at once
/// come back at once.
std::chrono::milliseconds link::next_pause()
{
    pause_ = std::clamp(2 * pause_, options_.times.retry, options_.times.retry_max);
    std::uniform_int_distribution<std::int64_t> taken{0, pause_.count() / 2};
    return pause_ - std::chrono::milliseconds{taken(random_)};
}

}  // namespace acikkapi::adapters::smpp
