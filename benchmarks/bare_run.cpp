#include "bare_run.hpp"
#include "support/progress.hpp"

#include <algorithm>
#include <chrono>
#include <span>

namespace bench {
namespace {

using acikkapi::result;

constexpr std::size_t filling_in_flight = 4'096;

result<void> fill(bare_store& store, pool& applications)
{
    tools::progress shown{"filling the pool", applications.size() * (step_count - 1) / 2};
    std::uint64_t done = 0;
    for (const auto what : {step::submit, step::route, step::answer}) {
        const auto all = applications.to_fill(what);
        for (std::size_t i = 0; i < all.size(); i += filling_in_flight) {
            const std::span part{all.data() + i, std::min(filling_in_flight, all.size() - i)};
            std::vector<std::size_t> places{part.begin(), part.end()};
            if (const auto written = store.commit(applications, places); !written) {
                return written.error();
            }
            shown.at(done += places.size());
        }
    }
    return {};
}

result<figures> measure(bare_store& store, pool& applications, const run_options& how)
{
    tools::progress shown{"measuring", how.applications * step_count};
    latencies taken;
    std::vector<std::size_t> places;
    const meter running{how.files};
    limit bound{how};
    while (true) {
        const auto began = std::chrono::steady_clock::now();
        places.clear();
        while (places.size() < how.in_flight && bound.one_more()) {
            places.push_back(applications.take());
        }
        if (places.empty()) {
            return running.stop(how.in_flight, taken);
        }
        if (const auto written = store.commit(applications, places); !written) {
            return written.error();
        }
        const auto took = std::chrono::steady_clock::now() - began;
        for (const auto index : places) {
            taken.add(took);
            applications.give_back(index);
        }
        shown.at(taken.count());
    }
}

}  // namespace

result<figures> run_bare(bare_store& store, const run_options& how)
{
    pool applications{how.pool, fixed_seed};
    if (const auto filled = fill(store, applications); !filled) {
        return filled.error();
    }
    return measure(store, applications, how);
}

}  // namespace bench
