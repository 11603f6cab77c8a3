#include "replay/stats.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_stats)

using namespace tools;
using namespace acikkapi;
using namespace std::chrono_literals;

namespace {

constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

/// One application as the statistics see it, event by event.
class story {
public:
    explicit story(stats& to, std::uint64_t id) : to_(to)
    {
        now_.number = application_number::make(province::from_plate(34).value(), 2026, id).value();
        now_.via = channels::web();
        now_.submitted_at = monday;
        now_.unit = unit_id{};
    }
    story& becomes(status life)
    {
        const application before = std::exchange(seen_, now_);
        seen_.life = life;
        now_.life = life;
        record what;
        to_.take(replayed<petition>{what, before, seen_});
        return *this;
    }
    story& routed_to(const char* unit, std::string name)
    {
        now_.unit = unit_id::parse(unit).value();
        now_.unit_name = std::move(name);
        return becomes(status::routed);
    }
    story& answered_after(std::chrono::seconds time)
    {
        now_.answered_at = monday + time;
        now_.answering_unit = now_.unit;
        ++now_.answers;
        return becomes(status::answered);
    }
    application now_;

private:
    stats& to_;
    application seen_;
};

stats in(const char* zone)
{
    return stats{local_calendar::of(zone).value()};
}

std::int64_t number(const stats& from, const char* key)
{
    return from.to_json().at(key).to_number<std::int64_t>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_application_counts_in_one_state_only)
{
    auto figures = in("UTC");
    story one{figures, 1};
    one.becomes(status::submitted).routed_to("10000001", "Yol").answered_after(1h);
    const auto json = figures.to_json();
    BOOST_TEST(json.at("registered").to_number<int>() == 1);
    BOOST_TEST((json.at("states") == boost::json::object{{"answered", 1}}));
    BOOST_TEST((json.at("channels") == boost::json::object{{"web", 1}}));
}

BOOST_AUTO_TEST_CASE(late_is_one_second_after_seven_days)
{
    auto figures = in("UTC");
    story{figures, 1}.becomes(status::submitted).answered_after(168h);
    BOOST_TEST(number(figures, "late_168h") == 0);
    story{figures, 2}.becomes(status::submitted).answered_after(168h + 1s);
    BOOST_TEST(number(figures, "late_168h") == 1);
    BOOST_TEST(number(figures, "in_time_168h") == 1);
}

BOOST_AUTO_TEST_CASE(late_by_the_calendar_is_the_eighth_day_after)
{
    auto figures = in("UTC");
    story{figures, 1}.becomes(status::submitted).answered_after(168h + 14h);
    BOOST_TEST(number(figures, "late_calendar_day") == 0);
    BOOST_TEST(number(figures, "late_168h") == 1);
    story{figures, 2}.becomes(status::submitted).answered_after(168h + 15h);
    BOOST_TEST(number(figures, "late_calendar_day") == 1);
}

BOOST_AUTO_TEST_CASE(the_zone_says_when_a_day_begins)
{
    auto east = in("Asia/Tokyo");  // Nine hours ahead: 18:00 there when it is 09:00 UTC.
    story{east, 1}.becomes(status::submitted).answered_after(168h + 6h);
    BOOST_TEST(number(east, "late_calendar_day") == 1);
    auto west = in("America/Los_Angeles");
    story{west, 1}.becomes(status::submitted).answered_after(168h + 6h);
    BOOST_TEST(number(west, "late_calendar_day") == 0);
}

BOOST_AUTO_TEST_CASE(a_zone_of_nobodys_is_refused)
{
    BOOST_TEST((local_calendar::of("Europe/Atlantis").error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(only_the_first_answer_counts)
{
    auto figures = in("UTC");
    story one{figures, 1};
    one.becomes(status::submitted).answered_after(1h).becomes(status::returned);
    one.answered_after(1'000h);
    BOOST_TEST(number(figures, "answered") == 1);
    BOOST_TEST(number(figures, "late_168h") == 0);
}

BOOST_AUTO_TEST_CASE(who_still_waits_is_open_and_the_longest_is_named)
{
    auto figures = in("UTC");
    story first{figures, 1};
    story second{figures, 2};
    second.now_.submitted_at += 1h;
    first.becomes(status::submitted);
    second.becomes(status::submitted);
    BOOST_TEST(number(figures, "open") == 2);
    BOOST_TEST(
        figures.to_json().at("oldest_open").at("number").as_string() == first.now_.number.str());
    first.becomes(status::withdrawn);
    BOOST_TEST(number(figures, "open") == 1);
    BOOST_TEST(
        figures.to_json().at("oldest_open").at("number").as_string() == second.now_.number.str());
    second.becomes(status::closed);
    BOOST_TEST(figures.to_json().at("oldest_open").is_null());
}

BOOST_AUTO_TEST_CASE(a_unit_has_what_lies_with_it_and_what_it_answered)
{
    auto figures = in("UTC");
    story one{figures, 1};
    one.becomes(status::submitted).routed_to("10000001", "Yol").routed_to("10000002", "Su");
    one.answered_after(200h);
    const auto units = figures.to_json().at("units");
    BOOST_TEST(units.at("10000001").at("applications").to_number<int>() == 0);
    BOOST_TEST(units.at("10000002").at("applications").to_number<int>() == 1);
    BOOST_TEST(units.at("10000002").at("late_168h").to_number<int>() == 1);
    BOOST_TEST(units.at("10000002").at("name").as_string() == "Su");
}

BOOST_AUTO_TEST_CASE(the_host_s_own_target_is_compared_too)
{
    auto figures = in("UTC");
    for (const auto took : {1h, 3h}) {
        story one{figures, static_cast<std::uint64_t>(took.count())};
        one.now_.target = monday + 2h;
        one.becomes(status::submitted).answered_after(took);
    }
    BOOST_TEST(number(figures, "with_target") == 2);
    BOOST_TEST(number(figures, "late_by_target") == 1);
}

BOOST_AUTO_TEST_CASE(percentiles_are_values_that_occurred)
{
    auto figures = in("UTC");
    for (int i = 1; i <= 10; ++i) {
        story{figures, static_cast<std::uint64_t>(i)}
            .becomes(status::submitted)
            .answered_after(std::chrono::seconds{i});
    }
    const auto times = figures.to_json().at("seconds_to_answer");
    BOOST_TEST(times.at("median").to_number<int>() == 5);
    BOOST_TEST(times.at("p90").to_number<int>() == 9);
    BOOST_TEST(times.at("max").to_number<int>() == 10);
}

BOOST_AUTO_TEST_CASE(refusals_are_counted_apart)
{
    auto figures = in("UTC");
    record refusal;
    refusal.kind = record_kind::refusal;
    figures.take(replayed<petition>{refusal, {}, {}});
    BOOST_TEST(number(figures, "refusals") == 1);
    BOOST_TEST(number(figures, "registered") == 0);
    BOOST_TEST(number(figures, "open") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
