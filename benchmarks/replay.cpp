#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include "replay.hpp"
#include "support/progress.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>

namespace bench {

using namespace acikkapi;

boost::json::object to_json(const replay_figures& value)
{
    return {
        {"events", value.events},
        {"events_per_s", value.events_per_s},
        {"threads", value.threads},
        {"ok", value.ok()}};
}

result<replay_figures> run_replay(const std::string& directory, std::size_t threads)
{
    boost::asio::thread_pool pool{threads};
    audit_options options;
    options.directory = directory;
    options.parts = threads;
    options.run = [&pool](std::function<void()> work) { boost::asio::post(pool, std::move(work)); };
    const auto store = audit<petition>::open(options);
    if (!store) {
        return store.error();
    }
    tools::progress shown{"verifying", number_of(store->head())};
    const auto began = std::chrono::steady_clock::now();
    const auto report = store->verify([&](std::uint64_t done, std::uint64_t) {
        shown.at(done);
        return true;
    });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!report) {
        return report.error();
    }
    const auto records = report->events + report->refusals;
    return replay_figures{
        records,
        static_cast<double>(records) / took.count(),
        threads,
        report->first_divergence ? report->first_divergence->what : std::string{}};
}

}  // namespace bench
