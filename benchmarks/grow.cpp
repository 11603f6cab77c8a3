#include "driver.hpp"
#include "grow.hpp"
#include "support/progress.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace bench {
namespace {

using namespace acikkapi;

/// 100,000, 200,000, 500,000, a million, … up to `most`, which is the last.
std::vector<std::uint64_t> sizes_up_to(std::uint64_t most)
{
    std::vector<std::uint64_t> out;
    for (std::uint64_t decade = 100'000; decade < most; decade *= 10) {
        for (const std::uint64_t times : {1U, 2U, 5U}) {
            if (decade * times < most) {
                out.push_back(decade * times);
            }
        }
    }
    out.push_back(most);
    return out;
}

std::uint64_t size_of(const std::string& directory)
{
    std::uint64_t out = 0;
    std::error_code ignored;
    for (const auto& one : std::filesystem::directory_iterator{directory, ignored}) {
        // A file may go while it is looked at: a compaction's.
        const auto size = one.file_size(ignored);
        out += ignored ? 0 : size;
    }
    return out;
}

/// So many commands for places at random.
result<latencies>
give(driver& with, pool& applications, const run_options& how, std::uint64_t commands)
{
    std::uint64_t given = 0;
    return with.run(
        how.in_flight,
        [&]() -> std::optional<std::size_t> {
            return given++ < commands ? std::optional{applications.take()} : std::nullopt;
        },
        [&](std::size_t place) { applications.give_back(place); });
}

result<growth> grow_to(std::uint64_t size, std::uint64_t& given, counted_run& run)
{
    // All of them: a short window shows which compaction fell into it.
    const auto wanted = size * step_count;
    const meter running{run.how().files};
    const auto taken = give(run.with(), run.applications(), run.how(), wanted - given);
    if (!taken) {
        return taken.error();
    }
    given = wanted;
    growth out{size, running.stop(run.how().in_flight, *taken), size_of(run.how().directory), 0};
    // Those of the pool are there as well.
    out.disk_bytes_per_application = out.disk_bytes / (size + run.how().pool);
    return out;
}

}  // namespace

boost::json::object to_json(const growth& value)
{
    auto out = to_json(value.here);
    out["applications"] = value.applications;
    out["disk_bytes"] = value.disk_bytes;
    out["disk_bytes_per_application"] = value.disk_bytes_per_application;
    return out;
}

result<reopened> run_grow(const run_options& how, const std::function<void(const growth&)>& tell)
{
    counted_run run{how};
    if (const auto opened = run.open(); !opened) {
        return opened.error();
    }
    std::uint64_t given = 0;
    tools::progress shown{"applications", how.applications};
    for (const auto size : sizes_up_to(how.applications)) {
        const auto here = grow_to(size, given, run);
        if (!here) {
            return here.error();
        }
        tell(*here);
        shown.at(size);
    }
    run.close();
    return come_back(run);
}

}  // namespace bench
