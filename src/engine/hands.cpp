#include "engine/hands.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace acikkapi::engine_room {
namespace {

// A clock that is kept right goes back by less; more is a clock that was set.
constexpr std::chrono::seconds clock_steps_max{1};

std::vector<verifier_key> keys_of(const engine_options& options)
{
    std::vector<verifier_key> out;
    for (const auto& [key, peer] : options.witnesses) {
        out.push_back(verifier_key::parse(key).value());  // Looked at before.
    }
    return out;
}

}  // namespace

hands::hands(hands_world world, position letters_done, journal::restored_row restored)
    : world_(std::move(world)), strand_(asio::make_strand(world_.options->blocking)),
      life_(restored.epoch), letters_(world_.options->retries, world_.options->random, life_),
      scanned_(letters_done), doubtful_(restored.upto),
      witnesses_(world_.signs->key(), keys_of(*world_.options), world_.options->log),
      late_([this](late_report what) { pass_on(std::move(what)); })
{
    const auto know = [this](const std::string& name) {
        const auto& rules = world_.options->adapters;
        const auto own = rules.find(name);
        letters_.know(name, own == rules.end() ? adapter_rule{} : own->second);
    };
    for (const auto& [name, port] : world_.options->notifiers) {
        know(name);
    }
    for (const auto& [name, port] : world_.options->departments) {
        know(name);
    }
    letters_.scanned(scanned_);
    shown_ = {letters_.channels(), letters_.read()};
}

void hands::start(detail::kernel::end_handler done)
{
    handler_work work{world_.executor, done};
    asio::post(strand_, [self = shared_from_this(), done = std::move(done), work]() mutable {
        if (std::exchange(self->asked_, true)) {
            asio::post(work.executor(), asio::append(std::move(done), error_code{errc::busy}));
            return;
        }
        self->done_.swap(done);  // Boost 1.81's move assignment wraps the handler without end.
        self->work_ = std::move(work);
        const auto inside = self->world_.open->enter();
        if (!inside || self->stopping_) {
            self->stopping_ = true;
            self->end_if_quiet();
            return;
        }
        self->started_ = true;
        self->make_alarm();
        self->pump();
    });
}

void hands::wake(const std::vector<timer_change>& timers)
{
    if (!timers.empty()) {
        const std::lock_guard lock{timers_mutex_};
        for (const auto& one : timers) {
            timers_.set(one.stream, one.earliest);
        }
    }
    if (started_) {
        post_pump();
    }
}

void hands::post_pump()
{
    if (!pump_posted_.exchange(true)) {
        asio::post(strand_, [self = shared_from_this()] {
            self->pump_posted_ = false;
            self->pump();
        });
    }
}

void hands::stop()
{
    // At once: when the strand's turn comes, the clock may be gone with the engine.
    drop_alarm();
    asio::post(strand_, [self = shared_from_this()] {
        self->stopping_ = true;
        self->late_.end(!self->ended_with_);
        self->end_if_quiet();
    });
}

void hands::hold(std::string adapter, bool held)
{
    asio::post(strand_, [self = shared_from_this(), adapter = std::move(adapter), held] {
        if (held) {
            self->letters_.hold(adapter);
        } else {
            self->letters_.release(adapter);
        }
        self->pump();
    });
}

void hands::report(late_report what)
{
    asio::post(strand_, [self = shared_from_this(), what = std::move(what)]() mutable {
        const auto id = outbox::parse_id(what.letter, self->life_);
        const bool is_open = id && self->is_open(*id);
        if (id && !self->recovered_ && self->ended_with_) {
            self->late_.pass_on_at_end(std::move(what), false);  // Nobody knows whether it is.
        } else if (!is_open) {
            self->pass_on(std::move(what));
        } else if (self->stopping_) {
            self->late_.pass_on_at_end(std::move(what), !self->ended_with_);
        } else {
            if (what.is_final()) {
                self->letters_.taken(*id);
                self->post_pump();
            }
            self->late_.keep(*id, std::move(what));
        }
    });
}

/// Whether the letter's outcome is still to be recorded; earlier runs may have left it open.
bool hands::is_open(const outbox::letter_id& id)
{
    if (const auto inside = world_.open->enter(); inside && !recovered_ && !ended_with_) {
        static_cast<void>(find_open(world_.store->head()));
    }
    return letters_.has(id);
}

void hands::pass_on(late_report what)
{
    if (const auto inside = world_.open->enter()) {
        world_.report(std::move(what));
    } else {
        what.done(errc::stopping, {});
    }
}

hands::letters_shown hands::shown() const
{
    const std::lock_guard lock{shown_mutex_};
    return shown_;
}

void hands::show()
{
    letters_shown now{letters_.channels(), letters_.read()};
    const std::lock_guard lock{shown_mutex_};
    shown_ = std::move(now);
}

void hands::pump()
{
    const auto inside = world_.open->enter();
    if (!inside || stopping_ || !started_) {
        end_if_quiet();
        return;
    }
    if (world_.commits->halted()) {
        // What is sent now could not be put on record, and would be sent again after the next start.
        fail(errc::outcome_unknown);
        return;
    }
    scan();
    act();
    show();
    if (!stopping_) {  // What was read may have ended it.
        look_at_checkpoint();
        look_at_witnesses();
        fire_due();
    }
}

void hands::look_at_checkpoint()
{
    if (world_.signs->look(world_.options->clock->now())) {
        world_.commits->commit_soon();
    }
    if (const auto next = world_.signs->next()) {
        next_ = std::min(next_.value_or(*next), *next);
    }
}

void hands::act()
{
    const instant now = world_.options->clock->now();
    if (now + clock_steps_max < latest_) {
        letters_.set_back(latest_ - now);
        latest_ = now;
        const std::lock_guard lock{timers_mutex_};
        timers_.end_pauses(now);
    }
    latest_ = std::max(latest_, now);
    next_.reset();
    while (!stopping_) {
        auto next = letters_.next(now);
        if (auto* what = std::get_if<outbox::send>(&next)) {
            hand_over_one(std::move(*what));
        } else if (auto* outcome = std::get_if<outbox::settle>(&next)) {
            record_outcome(std::move(*outcome));
        } else if (const auto* wait = std::get_if<outbox::wait_until>(&next)) {
            next_ = wait->when;
            return;
        } else {
            return;
        }
    }
}

void hands::hand_over_one(outbox::send what)
{
    const auto& options = *world_.options;
    adapter* port = nullptr;
    if (const auto found = options.notifiers.find(what.what.what.adapter);
        found != options.notifiers.end()) {
        port = found->second;
    } else {
        port = options.departments.find(what.what.what.adapter)->second;
    }
    const auto id = what.id;
    const auto attempt = what.what.attempt;
    const auto take = [id, attempt](hands& to, const hand_result& how) {
        to.tried(id, attempt, how);
    };
    auto done = asio::bind_executor(
        strand_,
        reply{shared_from_this(), hand_result{std::nullopt, "the adapter gave no answer"}, take});
    // A port must not throw; one that does has failed to hand over, and that is all: it has dropped
    // what it was to answer with.
    try {
        port->async_hand_over(std::move(what.what), std::move(done));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
    }
}

void hands::tried(outbox::letter_id id, std::uint32_t attempt, const hand_result& how)
{
    const auto inside = world_.open->enter();
    // After the engine's end nothing can be recorded: the letter goes out again, under its id.
    const instant now = inside ? world_.options->clock->now() : instant{};
    letters_.tried(id, attempt, how, now);
    if (inside && !stopping_) {
        pump();
    } else {
        end_if_quiet();
    }
}

void hands::record_outcome(outbox::settle what)
{
    world_.submit(
        wish_of(*world_.rules, what.outcome, what.stream, "letter/" + outbox::str(what.id)),
        asio::bind_executor(
            strand_, [self = shared_from_this(), id = what.id](error_code error, receipt) {
                self->recorded(id, error);
                self->post_pump();
            }));
}

void hands::recorded(outbox::letter_id id, error_code error)
{
    const auto inside = world_.open->enter();
    if (!inside) {
        return;
    }
    if (error && error != condition::rejected) {
        letters_.not_recorded(id, world_.options->clock->now());
        return;
    }
    // A refused outcome is recorded too, as a refusal that names the letter.
    letters_.recorded(id);
    late_.outcome_known(id);
    world_.commits->set_letters_done(letters_.done());
}

void hands::fail(error_code why)
{
    if (!ended_with_) {
        ended_with_ = why;
    }
    stopping_ = true;
    drop_alarm();
    late_.end(false);
    end_if_quiet();
}

void hands::end_if_quiet()
{
    const bool quiet = letters_.under_way() == 0 && witnesses_.under_way() == 0 && firing_ == 0;
    if (stopping_ && quiet && done_) {
        auto done = std::move(done_);
        const auto work = std::exchange(work_, {});
        asio::post(work.executor(), asio::append(std::move(done), ended_with_));
    }
}

}  // namespace acikkapi::engine_room
