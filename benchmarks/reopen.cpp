#include "driver.hpp"
#include "reopen.hpp"

#include <cmath>

namespace bench {
namespace {

using namespace acikkapi;

constexpr std::size_t looks = 200;

template <class Look>
std::uint64_t median_us(const Look& look)
{
    latencies taken;
    for (std::size_t i = 0; i < looks; ++i) {
        const auto began = std::chrono::steady_clock::now();
        look(i);
        taken.add(std::chrono::steady_clock::now() - began);
    }
    return taken.percentile_us(0.5);
}

}  // namespace

result<reopened> come_back(counted_run& run, std::uint64_t applications)
{
    const auto began = std::chrono::steady_clock::now();
    const auto desk = run.open_again();
    if (!desk) {
        return desk.error();
    }
    reopened out;
    out.open_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const auto views = desk->views();
    bool found = true;
    // Far from each other: none lies in the block of another.
    out.cold_stream_us = median_us([&](std::size_t i) {
        found = views.find(stream_id{1 + i * (applications / looks)}).has_value() && found;
    });
    out.page_us = median_us([&](std::size_t) {
        found = views.list({"due", {}, false, {}, 50}).has_value() && found;
    });
    out.closed_page_us = median_us([&](std::size_t) {
        found = views.list({"ended", {}, true, {}, 50}).has_value() && found;
    });
    out.statistics_us = median_us([&](std::size_t) { found = views.statistics() && found; });
    return found ? result<reopened>{out} : errc::corrupt_snapshot;
}

boost::json::object to_json(const reopened& value)
{
    return {
        {"open_s", std::round(value.open_s * 1'000) / 1'000},
        {"cold_stream_us", value.cold_stream_us},
        {"page_us", value.page_us},
        {"closed_page_us", value.closed_page_us},
        {"statistics_us", value.statistics_us}};
}

result<reopened> run_reopen(const run_options& how)
{
    counted_run run{how};
    if (const auto opened = run.open(); !opened) {
        return opened.error();
    }
    if (const auto lived = measure(run.with(), run.applications(), run.how()); !lived) {
        return lived.error();
    }
    run.close();
    return come_back(run, how.applications);
}

}  // namespace bench
