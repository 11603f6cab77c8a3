#include "simulation/owned_clock.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace simulation {

namespace asio = boost::asio;

class owned_clock::owned_alarm final : public acikkapi::alarm {
public:
    owned_alarm(owned_clock& owner, asio::any_io_executor where, std::function<void()> call)
        : owner_(owner), where_(std::move(where)), call_(std::move(call))
    {
        owner_.alarms_.push_back(this);
    }
    ~owned_alarm() override { std::erase(owner_.alarms_, this); }

    owned_alarm(const owned_alarm&) = delete;
    owned_alarm& operator=(const owned_alarm&) = delete;

    void set(instant when) override
    {
        when_ = when;
        ring();
    }
    void clear() override { when_.reset(); }

    void ring(bool set_back = false)
    {
        if (when_ && (set_back || *when_ <= owner_.now())) {
            when_.reset();
            asio::post(where_, call_);
        }
    }
    [[nodiscard]] const std::optional<instant>& when() const noexcept { return when_; }

private:
    owned_clock& owner_;
    asio::any_io_executor where_;
    std::function<void()> call_;
    std::optional<instant> when_;
};

std::unique_ptr<acikkapi::alarm>
owned_clock::make_alarm(asio::any_io_executor where, std::function<void()> call)
{
    return std::make_unique<owned_alarm>(*this, std::move(where), std::move(call));
}

std::optional<instant> owned_clock::next_alarm() const
{
    std::optional<instant> out;
    for (const auto* one : alarms_) {
        if (one->when()) {
            out = std::min(out.value_or(instant::max()), *one->when() - error_);
        }
    }
    return out;
}

void owned_clock::pass_until(instant truth)
{
    truth_ = truth;
    ring();
}

void owned_clock::set_error(std::chrono::microseconds error)
{
    const bool set_back = error < std::exchange(error_, error);
    ring(set_back);
}

void owned_clock::ring(bool set_back)
{
    latest_ = std::max(latest_, now());
    for (auto* one : alarms_) {
        one->ring(set_back);
    }
}

}  // namespace simulation
