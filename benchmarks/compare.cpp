#include "compare.hpp"
#include "disk_limit.hpp"
#include "floor.hpp"
#include "lifecycle.hpp"
#include "sqlite_store.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace bench {
namespace {

using acikkapi::result;

double ratio_of(const std::pair<figures, figures>& round)
{
    return round.first.commands_per_s / round.second.commands_per_s;
}

result<figures> (*other_of(const std::string& against))(const run_options&)
{
    if (against == "limit") {
        return run_limit;
    }
    return against == "sqlite" ? run_sqlite : run_floor;
}

/// One run in a directory of its own, which is gone afterwards.
result<figures> run_in(
    const std::string& name,
    std::size_t in_flight,
    run_options how,
    const std::function<result<figures>(const run_options&)>& run)
{
    const auto directory = std::filesystem::path{how.directory} / name;
    how.directory = directory.string();
    how.in_flight = in_flight;
    auto out = run(how);
    std::error_code ignored;  // A leftover is reported by the next run, which finds it not empty.
    std::filesystem::remove_all(directory, ignored);
    return out;
}

}  // namespace

boost::json::object to_json(const comparison& value)
{
    const auto short_number = [](double number) { return std::round(number * 1'000) / 1'000; };
    return {
        {"in_flight", value.engine.in_flight},
        {"ratio", short_number(value.ratio)},
        {"ratio_min", short_number(value.ratio_min)},
        {"ratio_max", short_number(value.ratio_max)},
        {"lifecycle", to_json(value.engine)},
        {value.against, to_json(value.other)}};
}

comparison median_of(const std::vector<std::pair<figures, figures>>& rounds)
{
    auto sorted = rounds;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return ratio_of(a) < ratio_of(b);
    });
    const auto& middle = sorted[(sorted.size() - 1) / 2];
    return {
        middle.first,
        middle.second,
        {},
        ratio_of(middle),
        ratio_of(sorted.front()),
        ratio_of(sorted.back())};
}

result<void>
run_compare(const compare_options& how, const std::function<void(const comparison&)>& tell)
{
    for (const auto in_flight : how.in_flight) {
        std::vector<std::pair<figures, figures>> rounds;
        for (std::size_t i = 0; i < how.rounds; ++i) {
            const auto engine = run_in("lifecycle", in_flight, how.run, run_lifecycle);
            if (!engine) {
                return engine.error();
            }
            const auto other = run_in(how.against, in_flight, how.run, other_of(how.against));
            if (!other) {
                return other.error();
            }
            rounds.emplace_back(*engine, *other);
        }
        auto row = median_of(rounds);
        row.against = how.against;
        tell(row);
    }
    return {};
}

}  // namespace bench
