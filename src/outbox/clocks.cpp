#include <acikkapi/ports.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/system_timer.hpp>

#include <algorithm>
#include <atomic>

namespace acikkapi {
namespace {

/// Waits on the wall clock, not the monotonic one: a deadline is a time of day, also after the
/// machine slept or its clock was set.
class system_alarm final : public alarm {
public:
    system_alarm(asio::any_io_executor where, std::function<void()> call)
        : shared_(std::make_shared<shared>(std::move(where), std::move(call)))
    {}
    // NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
    ~system_alarm() override { clear(); }

    void set(instant when) override
    {
        asio::post(shared_->where, [s = shared_, when, mine = ++shared_->wanted] {
            if (mine == s->wanted) {
                wait(s, when, mine);
            }
        });
    }

    void clear() override
    {
        ++shared_->wanted;
        asio::post(shared_->where, [s = shared_] { s->timer.cancel(); });
    }

private:
    struct shared {
        shared(asio::any_io_executor executor, std::function<void()> what)
            : where(std::move(executor)), timer(where), call(std::move(what))
        {}
        asio::any_io_executor where;
        asio::basic_waitable_timer<std::chrono::system_clock> timer;
        std::function<void()> call;
        std::atomic<std::uint64_t> wanted{0};  // An older wish that is still on its way is void.
    };

    static void wait(const std::shared_ptr<shared>& s, instant when, std::uint64_t mine)
    {
        s->timer.expires_at(when);
        s->timer.async_wait([s, mine](boost::system::error_code error) {
            if (!error && mine == s->wanted) {
                s->call();
            }
        });
    }

    std::shared_ptr<shared> shared_;
};

}  // namespace

instant system_clock::now() noexcept
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<alarm>
system_clock::make_alarm(asio::any_io_executor where, std::function<void()> call)
{
    return std::make_unique<system_alarm>(std::move(where), std::move(call));
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

    /// @pre The clock's mutex is held.
    void ring()
    {
        if (when_ && *when_ <= owner_.now_) {
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
    now_ = when;
    for (auto* one : alarms_) {
        one->ring();
    }
}

}  // namespace acikkapi
