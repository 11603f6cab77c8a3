#pragma once

#include <acikkapi/ports.hpp>

namespace support {

/// Counts how often it is asked: who is gone must ask it no more, for it may be gone, too.
class asked_clock final : public acikkapi::clock {
public:
    explicit asked_clock(acikkapi::clock& real) : real_(real) {}
    int asked = 0;

    acikkapi::instant now() noexcept override
    {
        ++asked;
        return real_.now();
    }
    std::unique_ptr<acikkapi::alarm>
    make_alarm(acikkapi::asio::any_io_executor where, std::function<void()> call) override
    {
        return real_.make_alarm(std::move(where), std::move(call));
    }

private:
    acikkapi::clock& real_;
};

}  // namespace support
