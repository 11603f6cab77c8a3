#include "outbox/sliced_alarm.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>

namespace acikkapi::outbox {

/// Outlives the alarm while a call to it is on its way.
struct sliced_alarm::shared : std::enable_shared_from_this<shared> {
    shared(
        const asio::any_io_executor& executor,
        std::function<void()> what,
        std::function<instant()> clock,
        std::chrono::milliseconds a_slice)
        : where(asio::make_strand(executor)), timer(where), call(std::move(what)),
          now(std::move(clock)), slice(a_slice)
    {}

    /// @param seen  What the clock showed when it was last looked at.
    void look(instant when, instant seen, std::uint64_t mine)
    {
        if (mine != wanted) {
            return;
        }
        const instant shown = now();
        if (shown >= when || shown < seen) {
            call();
            return;
        }
        timer.expires_after(std::min<instant::duration>(when - shown, slice));
        timer.async_wait([self = shared_from_this(), when, shown, mine](auto) {
            self->look(when, shown, mine);
        });
    }

    asio::any_io_executor where;  // A strand: the timer is set by one thread and rings on another.
    asio::steady_timer timer;
    std::function<void()> call;
    std::function<instant()> now;
    std::chrono::milliseconds slice;
    std::atomic<std::uint64_t> wanted{0};  // An older wish that is still on its way is void.
};

sliced_alarm::sliced_alarm(
    asio::any_io_executor where,
    std::function<void()> call,
    std::function<instant()> now,
    std::chrono::milliseconds slice)
    : shared_(std::make_shared<shared>(where, std::move(call), std::move(now), slice))
{}

sliced_alarm::~sliced_alarm()
{
    clear();
}

void sliced_alarm::set(instant when)
{
    const auto seen = shared_->now();
    asio::post(shared_->where, [s = shared_, when, seen, mine = ++shared_->wanted] {
        s->look(when, seen, mine);
    });
}

void sliced_alarm::clear()
{
    ++shared_->wanted;
    asio::post(shared_->where, [s = shared_] { s->timer.cancel(); });
}

}  // namespace acikkapi::outbox
