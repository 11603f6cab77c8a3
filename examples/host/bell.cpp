#include "host/bell.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <mutex>
#include <set>
#include <utility>

namespace host {

namespace asio = boost::asio;

struct bell::shared {
    struct waiter {
        asio::steady_timer timer;
        acikkapi::position after;
    };

    shared(const store* of, asio::any_io_executor on) : desk(of), where(std::move(on)) {}

    /// Whoever has a reason to wake ends his timer: there is one way in which waiting ends.
    void ring(acikkapi::position head)
    {
        const std::lock_guard lock{mutex};
        for (const auto& one : waiting) {
            if (one->after < head) {
                one->timer.cancel();
            }
        }
    }

    const store* desk;
    asio::any_io_executor where;
    std::mutex mutex;  // Of all timers too.
    std::set<std::shared_ptr<waiter>> waiting;
    bool stopped = false;
};

bell::bell(const store* desk, asio::any_io_executor where)
    : here_(std::make_shared<shared>(desk, std::move(where)))
{}

void bell::start()
{
    follow(here_);
}

// The head is taken before it rings, and followed from there: what comes meanwhile rings again.
void bell::follow(const std::shared_ptr<shared>& here)
{
    const auto head = here->desk->head();
    here->ring(head);
    auto next = here->desk->feed(head);
    next.async_next(
        1,
        asio::bind_executor(
            here->where, [here](acikkapi::error_code bad, const std::vector<acikkapi::record>&) {
                if (!bad) {
                    follow(here);
                }
            }));
}

void bell::wait(
    acikkapi::position after, std::chrono::milliseconds most, std::function<void()> then)
{
    auto one =
        std::make_shared<shared::waiter>(shared::waiter{asio::steady_timer{here_->where}, after});
    const std::lock_guard lock{here_->mutex};
    const bool now = here_->stopped || here_->desk->head() > after;
    one->timer.expires_after(now ? std::chrono::milliseconds{0} : most);
    here_->waiting.insert(one);
    one->timer.async_wait(
        [here = here_, one, then = std::move(then)](boost::system::error_code /*how*/) {
            {
                const std::lock_guard inside{here->mutex};
                here->waiting.erase(one);
            }
            then();
        });
}

void bell::stop()
{
    const std::lock_guard lock{here_->mutex};
    here_->stopped = true;
    for (const auto& one : here_->waiting) {
        one->timer.cancel();
    }
}

bool bell::stopped() const
{
    const std::lock_guard lock{here_->mutex};
    return here_->stopped;
}

}  // namespace host
