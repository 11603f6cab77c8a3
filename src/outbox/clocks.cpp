#include <acikkapi/ports.hpp>

#include "outbox/sliced_alarm.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace acikkapi {
namespace {

// An idle host wakes twice a minute for it, which is nothing.
constexpr std::chrono::seconds slice{30};

}  // namespace

instant system_clock::now() noexcept
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<alarm>
system_clock::make_alarm(asio::any_io_executor where, std::function<void()> call)
{
    // The clock is asked here and not by `this`, which the alarm may outlive.
    return std::make_unique<outbox::sliced_alarm>(
        std::move(where), std::move(call), [] { return system_clock{}.now(); }, slice);
}

class manual_clock::manual_alarm final : public alarm {
public:
    manual_alarm(manual_clock& owner, asio::any_io_executor where, std::function<void()> call)
        : owner_(owner), where_(std::move(where)), call_(std::move(call))
    {
        const std::lock_guard lock{owner_.mutex_};
        owner_.alarms_.push_back(this);
    }

    ~manual_alarm() override
    {
        const std::lock_guard lock{owner_.mutex_};
        std::erase(owner_.alarms_, this);
    }

    void set(instant when) override
    {
        const std::lock_guard lock{owner_.mutex_};
        when_ = when;
        ring();
    }

    void clear() override
    {
        const std::lock_guard lock{owner_.mutex_};
        when_.reset();
    }

    /// @param set_back  The clock was: whoever waits looks at it anew.
    /// @pre The clock's mutex is held.
    void ring(bool set_back = false)
    {
        if (when_ && (set_back || *when_ <= owner_.now_)) {
            when_.reset();
            asio::post(where_, call_);
        }
    }

private:
    manual_clock& owner_;
    asio::any_io_executor where_;
    std::function<void()> call_;
    std::optional<instant> when_;
};

instant manual_clock::now() noexcept
{
    const std::lock_guard lock{mutex_};
    return now_;
}

std::unique_ptr<alarm>
manual_clock::make_alarm(asio::any_io_executor where, std::function<void()> call)
{
    return std::make_unique<manual_alarm>(*this, std::move(where), std::move(call));
}

void manual_clock::set(instant when)
{
    const std::lock_guard lock{mutex_};
    const bool set_back = when < std::exchange(now_, when);
    for (auto* one : alarms_) {
        one->ring(set_back);
    }
}

}  // namespace acikkapi
