#include "adapters/smpp/driver.hpp"
#include "adapters/smpp/prepare.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/post.hpp>

#include <new>
#include <utility>

namespace acikkapi::adapters::smpp {

driver::driver(
    smpp_options options,
    std::shared_ptr<asio::ssl::context> tls,
    const asio::any_io_executor& where,
    clock& now)
    : options_(std::move(options)), tls_(std::move(tls)), strand_(where), clock_(now),
      session_(options_, std::random_device{}())
{}

void driver::begin()
{
    alarm_ = clock_.make_alarm(strand_, [mine = weak_from_this()] {
        if (const auto self = mine.lock()) {
            self->ring();
        }
    });
}

void driver::ring()
{
    perform([this](session& to, instant now) {
        armed_.reset();
        to.tick(now);
    });
}

/// Does one action. The mutex is held, so the host's code is posted.
struct driver::doer {
    driver& of;

    void operator()(const act::connect&) const { of.connect(); }
    void operator()(act::write& what) const
    {
        if (of.connection_) {
            of.connection_->write(std::move(what.octets));
        }
    }
    void operator()(const act::close&) const
    {
        if (of.connection_) {
            std::exchange(of.connection_, nullptr)->close();
        }
    }
    void operator()(act::settle& what) const
    {
        auto found = of.pending_.extract(what.ticket);
        if (auto& when = what.how.not_before) {
            when = of.time_.on_clock(*when);
        }
        of.answer_with(std::move(found.mapped()), std::move(what.how));
    }
    void operator()(act::report& what) const
    {
        of.call_host([what = std::move(what)](const smpp_options& host) {
            if (host.report) {
                host.report(what.letter_id, what.how);
            }
        });
    }
    void operator()(act::message& what) const
    {
        of.call_host([what = std::move(what)](const smpp_options& host) {
            if (host.on_message) {
                host.on_message(what.from, what.text);
            }
        });
    }
    void operator()(act::log& what) const
    {
        of.call_host([what = std::move(what)](const smpp_options& host) {
            if (host.log) {
                host.log(what.line);
            }
        });
    }
    void operator()(const act::finish&) const
    {
        of.finished_ = true;
        of.work_.reset();
        if (of.run_end_) {
            asio::post(of.strand_, asio::append(*std::move(of.run_end_), error_code{}));
            of.run_end_.reset();
        }
    }
};

template <class Call>
void driver::call_host(Call call)
{
    asio::post(strand_, [self = shared_from_this(), call = std::move(call)] {
        self->call_host_now(call);
    });
}

/// What the host throws is the host's; it ends no thread of its own.
template <class Call>
void driver::call_host_now(const Call& call)
{
    if (is_gone()) {
        return;
    }
    try {
        call(options_);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
}

bool driver::is_gone()
{
    const std::lock_guard lock{mutex_};
    return gone_;
}

/// Tells the session something and does what it says. On the strand.
template <class Tell>
void driver::perform(const Tell& tell)
{
    const std::lock_guard lock{mutex_};
    if (gone_) {
        return;
    }
    const auto now = time_.at(clock_.now(), armed_);
    tell(session_, now);
    for (auto& one : session_.take_actions()) {
        std::visit(doer{*this}, one);
    }
    set_alarm(now);
}

void driver::set_alarm(instant now)
{
    auto next = session_.next_time(now);
    if (next) {
        next = time_.on_clock(*next);
    }
    if (next == armed_) {
        return;
    }
    armed_ = next;
    if (next) {
        alarm_->set(*next);
    } else {
        alarm_->clear();
    }
}

template <class Tell>
void driver::post(Tell tell)
{
    asio::post(strand_, [self = shared_from_this(), tell = std::move(tell)]() mutable {
        self->perform(tell);
    });
}

void driver::connect()
{
    const auto mine = weak_from_this();
    const auto tell = [mine](const auto& what) {
        if (const auto self = mine.lock()) {
            self->perform(what);
        }
    };
    connection_ = std::make_shared<connection>(
        strand_,
        tls_,
        connection::callbacks{
            [tell] { tell([](session& to, instant now) { to.connected(now); }); },
            [tell](std::string_view octets) {
                tell([&](session& to, instant now) { to.received(octets, now); });
            },
            [tell](const error_code& why) {
                tell([&](session& to, instant now) { to.disconnected(why.message(), now); });
            }});
    connection_->start(options_.host, options_.port);
}

void driver::hand_over(acikkapi::hand_over what, answer done)
{
    asio::post(
        strand_,
        [self = shared_from_this(), what = std::move(what), done = std::move(done)]() mutable {
            self->submit(std::move(what), std::move(done));
        });
}

void driver::submit(acikkapi::hand_over what, answer done)
{
    auto prepared = prepare(what, options_);
    if (auto* refused = std::get_if<hand_result>(&prepared)) {
        refused->means = "sms";
        answer_with(std::move(done), std::move(*refused));
        return;
    }
    perform([&](session& to, instant now) {
        auto& out = std::get<outgoing>(prepared);
        out.ticket = ++last_ticket_;
        pending_.emplace(out.ticket, std::move(done));
        to.submit(std::move(out), now);
    });
    if (done) {  // Shut down meanwhile.
        answer_with(std::move(done), hand_result{std::nullopt, "stopped"});
    }
}

void driver::answer_with(answer done, hand_result how)
{
    asio::post(strand_, asio::append(std::move(done), std::move(how)));
}

void driver::run(run_end done)
{
    asio::post(strand_, [self = shared_from_this(), done = std::move(done)]() mutable {
        self->start_running(std::move(done));
    });
}

void driver::start_running(run_end done)
{
    error_code refused = make_error_code(errc::stopping);
    perform([&](session& to, instant now) {
        refused = has_run_ ? make_error_code(errc::busy) : error_code{};
        if (has_run_ || finished_) {
            return;
        }
        run_end_ = std::move(done);
        work_.emplace(asio::any_io_executor{strand_});
        to.start(now);
    });
    if (done) {
        asio::post(strand_, asio::append(std::move(done), refused));
    }
    has_run_ = true;
}

void driver::stop()
{
    post([](session& to, instant now) { to.stop(now); });
}

void driver::expect(std::string letter_id, std::vector<std::string> message_ids)
{
    post([letter_id = std::move(letter_id), ids = std::move(message_ids)](
             session& to, instant now) { to.expect(letter_id, ids, now); });
}

void driver::shut_down()
{
    std::unordered_map<std::uint64_t, answer> pending;
    std::optional<run_end> end;
    std::shared_ptr<connection> last;
    {
        const std::lock_guard lock{mutex_};
        gone_ = true;
        alarm_.reset();
        pending.swap(pending_);
        end.swap(run_end_);
        last.swap(connection_);
        work_.reset();
    }
    if (last) {
        asio::post(strand_, [last = std::move(last)] { last->close(); });
    }
    for (auto& [ticket, done] : pending) {
        std::move(done)(hand_result{std::nullopt, "stopped"});
    }
    if (end) {
        // Whoever destroys it may hold what the host's code waits for.
        asio::post(strand_, asio::append(*std::move(end), make_error_code(errc::stopping)));
    }
}

}  // namespace acikkapi::adapters::smpp
