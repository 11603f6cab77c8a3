#pragma once

#include <acikkapi/problems.hpp>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace support {

/// A city whose complaints are drawn by lot: each day as many of each kind as Poisson says.
class city {
public:
    using complaint = acikkapi::complaint;

    explicit city(std::uint64_t seed) : numbers_(seed) {}

    /// 00:00 of the n-th day, in Turkey.
    [[nodiscard]] static acikkapi::instant day(int n)
    {
        using namespace std::chrono;
        constexpr sys_days begin = year{2024} / 1 / 1;
        return acikkapi::instant{begin} + days{n} - hours{3};
    }
    [[nodiscard]] static acikkapi::unit_id unit(int n)
    {
        return acikkapi::unit_id::parse(std::to_string(10'000'000 + n)).value();
    }

    /// A complaint of the day, at noon, by somebody new.
    [[nodiscard]] complaint one(int day_number, std::string category, std::string district)
    {
        complaint out;
        ++last_;
        out.stream = acikkapi::stream_id{last_};
        out.at = day(day_number) + std::chrono::hours{12};
        out.category = std::move(category);
        out.district = std::move(district);
        out.unit = unit(1);
        out.subject = last_;
        return out;
    }

    /// @return A count of this mean.
    [[nodiscard]] int poisson(double mean)
    {
        // Knuth's: the standard's distributions differ between libraries.
        const double end = std::exp(-mean);
        int out = 0;
        for (double product = uniform(); product > end; product *= uniform()) {
            ++out;
        }
        return out;
    }
    [[nodiscard]] double uniform()
    {
        constexpr double all = 18446744073709551616.0;
        return (static_cast<double>(numbers_()) + 0.5) / all;
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t end) { return numbers_() % end; }

private:
    std::mt19937_64 numbers_;
    std::uint64_t last_ = 0;
};

}  // namespace support
