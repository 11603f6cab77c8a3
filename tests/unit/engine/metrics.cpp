#include <acikkapi/metrics.hpp>

#include "support/ask.hpp"
#include "support/stores.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_metrics)

// What is counted, and how it is written for a scraper.
namespace {

using namespace acikkapi;
using namespace support;

/// A value by the metric's name and its label's, if it has one.
double value_of(const std::vector<metric>& all, std::string_view name, std::string_view label = {})
{
    for (const auto& one : all) {
        for (const auto& sample : one.samples) {
            const bool right =
                label.empty() || (!sample.labels.empty() && sample.labels.front().second == label);
            if (one.name == name && right) {
                return sample.value;
            }
        }
    }
    BOOST_FAIL("there is such a metric");
    return -1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_metric_is_written_as_prometheus_reads_it)
{
    const std::vector<metric> all{
        {"a_total", "What\nit \\ is.", metric::kind::counter, {{{}, 3}}},
        {"b_seconds",
         "By two.",
         metric::kind::gauge,
         {{{{"x", "a\"b\\c\nd"}, {"y", "ş"}}, 0.25}, {{{"x", ""}}, 1e15}}}};
    BOOST_TEST(
        prometheus_text(all) ==
        "# HELP a_total What\\nit \\\\ is.\n# TYPE a_total counter\na_total 3\n"
        "# HELP b_seconds By two.\n# TYPE b_seconds gauge\n"
        "b_seconds{x=\"a\\\"b\\\\c\\nd\",y=\"ş\"} 0.25\nb_seconds{x=\"\"} 1e+15\n");
    BOOST_TEST(prometheus_text({}).empty());
}

BOOST_AUTO_TEST_CASE(commands_are_counted_by_how_they_ended)
{
    host h;
    auto desk = engine<petition>::open(h.options()).value();
    const auto stream = desk.submit(asking(a_wish(), no_stream, "one")).value().stream;
    BOOST_TEST(desk.submit(asking(a_wish(), no_stream, "one")).value().repeated);
    BOOST_TEST(desk.submit(asking(commands::ask{"?"}, stream)).has_error());
    BOOST_TEST(desk.submit(asking(commands::ask{"?"}, stream, "two")).has_error());
    BOOST_TEST(desk.submit(asking(commands::withdraw{}, stream)).has_value());
    // A reader's place is no command.
    BOOST_TEST(desk.save_checkpoint("reader", position{1}).has_value());
    const auto all = desk.metrics();
    const auto count = [&](std::string_view how) {
        return value_of(all, "acikkapi_commands_total", how);
    };
    BOOST_TEST(count("accepted") == 2);
    BOOST_TEST(count("repeated") == 1);
    BOOST_TEST(count("refused") == 2);
    BOOST_TEST(count("unavailable") == 0);
    BOOST_TEST(count("failed") == 0);
    BOOST_TEST(value_of(all, "acikkapi_events_total") == 3);
    BOOST_TEST(value_of(all, "acikkapi_journal_head") == 3);
    BOOST_TEST(value_of(all, "acikkapi_journal_uncovered") == 3);
    BOOST_TEST(value_of(all, "acikkapi_commits_total") >= 3);
    BOOST_TEST(value_of(all, "acikkapi_commit_seconds_total") > 0);
    BOOST_TEST(value_of(all, "acikkapi_waiting_commands") == 0);
    BOOST_TEST(value_of(all, "acikkapi_timers") == 0);
    desk.stop();
    BOOST_TEST(desk.submit(asking(a_wish(), no_stream)).has_error());
    BOOST_TEST(value_of(desk.metrics(), "acikkapi_commands_total", "unavailable") == 1);
}

BOOST_AUTO_TEST_CASE(letters_are_measured_by_adapter_and_timers_by_how_late_they_are)
{
    host h;
    auto options = h.options();
    function_adapter<notifier> sms{
        h.disk.get_executor(), [](const hand_over&) { return hand_result{}; }};
    options.notifiers["sms"] = &sms;
    options.adapters["sms"].held = true;
    auto desk = engine<petition>::open(options).value();
    auto end = desk.async_run(asio::use_future);
    static_cast<void>(desk.submit(asking(a_wish(), no_stream)).value());
    BOOST_TEST(eventually(
        [&] { return value_of(desk.metrics(), "acikkapi_letters_waiting", "sms") == 1; }));
    h.time.set(h.time.now() + std::chrono::seconds{90});
    const auto all = desk.metrics();
    BOOST_TEST(value_of(all, "acikkapi_letters_oldest_age_seconds", "sms") == 90);
    BOOST_TEST(value_of(all, "acikkapi_adapter_held", "sms") == 1);
    BOOST_TEST(value_of(all, "acikkapi_adapter_down", "sms") == 0);
    BOOST_TEST(value_of(all, "acikkapi_timers") == 1);
    BOOST_TEST(value_of(all, "acikkapi_timer_lateness_seconds") == 0);
    desk.stop();
    end.get();
}

// Names are what dashboards are built on.
BOOST_AUTO_TEST_CASE(every_metric_is_named_by_the_rules_and_once)
{
    host h;
    auto options = h.options();
    function_adapter<notifier> sms{
        h.disk.get_executor(), [](const hand_over&) { return hand_result{}; }};
    options.notifiers["sms"] = &sms;
    auto desk = engine<petition>::open(options).value();
    std::vector<std::string> names;
    for (const auto& one : desk.metrics()) {
        names.push_back(one.name);
        BOOST_TEST(one.name.starts_with("acikkapi_"));
        BOOST_TEST(one.name.ends_with("_total") == (one.is == metric::kind::counter), one.name);
        BOOST_TEST(!one.help.empty());
        BOOST_TEST(!one.samples.empty());
    }
    std::sort(names.begin(), names.end());
    BOOST_TEST((std::adjacent_find(names.begin(), names.end()) == names.end()));
}

BOOST_AUTO_TEST_SUITE_END()
