#include "host/probes.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <future>

namespace host_probes {
namespace {

using namespace acikkapi;

/// The addresses for machines, of a host that has an empty store.
struct fixture : unit_host::open_store {
    std::vector<std::string> faults;
    host::background work{[this](const std::string& what) { faults.push_back(what); }};
    std::atomic<bool> stopping = false;
    host::accounts staff;
    host::api people{&desk, staff, pool.get_executor(), [] { return host::moment{}; }};
    host::http_figures figures;
    host::code_log_in codes{
        host::cookies{{host::sealer::key{}, std::nullopt, [] { return instant{}; }}, true},
        pool.get_executor(),
        {{}, {}, [] { return host::moment{}; }}};
    host::event_feed feed{&desk, people, pool.get_executor()};
    host::router routes;

    fixture()
    {
        staff.add(host::hash_of("secret"), actor::parse("operator").value());
        host::add_probes(
            routes, {desk, people, figures, codes, feed, nullptr, work, stopping, folder.str(), 0});
    }
    ~fixture()
    {
        desk.stop();
        pool.join();
    }
    fixture(const fixture&) = delete;
    fixture& operator=(const fixture&) = delete;

    host::response ask(const std::string& path)
    {
        host::request what;
        what.method = "GET";
        what.path = path;
        what.headers.emplace_back("Authorization", "Bearer secret");
        std::promise<host::response> out;
        routes(std::move(what), [&](host::response got) { out.set_value(std::move(got)); });
        return out.get_future().get();
    }
    bool has_figure(const std::string& line)
    {
        return ask("/metrics").body.find(line + '\n') != std::string::npos;
    }
};

}  // namespace
}  // namespace host_probes

BOOST_FIXTURE_TEST_SUITE(host_probes, fixture)

BOOST_AUTO_TEST_CASE(a_host_whose_letters_and_deadlines_have_stopped_is_not_ready)
{
    BOOST_TEST(ask("/readyz").status == 200);
    BOOST_TEST(has_figure("background_failed 0"));
    work.ended(errc::io_error);
    const auto got = ask("/readyz");
    BOOST_TEST(got.status == 503);
    BOOST_TEST(got.body.find("letters and deadlines have stopped") != std::string::npos);
    BOOST_TEST(has_figure("background_failed 1"));
    BOOST_TEST(ask("/healthz").status == 200);
    BOOST_TEST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(faults.front().starts_with("letters and deadlines have stopped: "));
}

BOOST_AUTO_TEST_CASE(a_stop_is_no_fault)
{
    work.ended({});
    BOOST_TEST(ask("/readyz").status == 200);
    BOOST_TEST(faults.empty());
    stopping = true;
    BOOST_TEST(ask("/readyz").status == 503);
}

BOOST_AUTO_TEST_SUITE_END()
