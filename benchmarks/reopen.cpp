#include "driver.hpp"
#include "reopen.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace bench {
namespace {

using namespace acikkapi;

constexpr std::size_t looks_max = 200;

template <class Look>
std::uint64_t median_us(const Look& look, std::size_t looks = looks_max)
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

result<reopened> come_back(counted_run& run)
{
    const auto began = std::chrono::steady_clock::now();
    const auto desk = run.open_again();
    if (!desk) {
        return desk.error();
    }
    reopened out;
    out.open_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const auto views = desk->views();
    auto all = views.statistics();
    if (!all) {
        return all.error();
    }
    // A run that the time ended has fewer than were wished.
    const auto applications = (*all)["total"][""];
    const auto looks = std::min<std::uint64_t>(looks_max, applications);
    // Far from each other: none lies in the block of another.
    const auto any = [&](std::size_t i) { return stream_id{1 + i * applications / looks}; };
    bool found = true;
    std::vector<std::string> persons;
    const auto find = [&](std::size_t i) {
        const auto one = views.find(any(i));
        found = one.has_value() && found;
        persons.push_back(one ? one->state.subject_key : "");
    };
    out.cold_stream_us = median_us(find, looks);
    out.timeline_us = median_us(
        [&](std::size_t i) { found = views.timeline(any(i)).has_value() && found; }, looks);
    out.person_us = median_us(
        [&](std::size_t i) {
            const auto of_person = views.find_by("subject", persons[i]);
            found = of_person && !of_person->empty() && found;
        },
        looks);
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
        {"statistics_us", value.statistics_us},
        {"person_us", value.person_us},
        {"timeline_us", value.timeline_us}};
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
    return come_back(run);
}

}  // namespace bench
