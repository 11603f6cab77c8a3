// What a watch would have said, day after day.
#include "replay/chronic.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_chronic)

namespace {

using namespace acikkapi;
using std::chrono::days;
using tools::chronic;

/// Two complaints a day for four months in two districts; in the fourth, four a day more in the second.
std::vector<complaint> four_months()
{
    std::vector<complaint> out;
    constexpr std::chrono::sys_days begin = std::chrono::year{2026} / 1 / 1;
    const auto add = [&](int day, const char* district) {
        complaint one;
        one.stream = stream_id{out.size() + 1};
        one.at = instant{begin} + days{day};
        one.category = "Su kesintisi";
        one.district = district;
        one.unit = unit_id::parse("10000001").value();
        out.push_back(one);
    };
    for (int day = 0; day < 120; ++day) {
        add(day, "Merkez");
        add(day, day % 2 == 0 ? "Merkez" : "Liman");
        for (int more = day >= 90 ? 4 : 0; more > 0; --more) {
            add(day, "Liman");
        }
    }
    return out;
}

boost::json::object found_in(const chronic::span& when)
{
    problem_rule rule;
    rule.utc_offset = {};
    chronic out{rule, when};
    out.look_at(four_months());
    return out.to_json({});
}

instant at(const char* month_and_day)
{
    return tools::parse_time(std::string{"2026-"} + month_and_day + "T00:00:00Z").value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_problem_has_one_line_from_its_first_day_to_its_last)
{
    const auto told = found_in({});
    BOOST_TEST(told.at("complaints") == 360);
    BOOST_TEST(told.at("not_watched") == 0);
    BOOST_TEST(told.at("keys") == 3);
    BOOST_TEST(told.at("days") == 120);
    BOOST_TEST(told.at("window_days") == 42);
    BOOST_REQUIRE(told.at("problems") == 1);
    const auto& it = told.at("found").at(0);
    BOOST_TEST(it.at("district") == "Liman");
    BOOST_TEST(it.at("unit") == "10000001");
    BOOST_TEST(it.at("first_day").as_string().starts_with("2026-04-"));
    BOOST_TEST(it.at("last_day") == "2026-04-30");
    BOOST_TEST(it.at("over") == false);
    BOOST_TEST(it.at("count") == 141);  // 21 as ever and 30 days of 4.
    BOOST_TEST(it.at("ratio_percent").to_number<int>() >= 300);
}

BOOST_AUTO_TEST_CASE(only_the_days_that_are_asked_for_are_looked_at)
{
    BOOST_TEST(found_in({at("01-01"), at("03-31")}).at("problems") == 0);
    const auto later = found_in({at("04-25"), at("04-30")});
    BOOST_TEST(later.at("days") == 6);
    BOOST_REQUIRE(later.at("problems") == 1);
    BOOST_TEST(later.at("found").at(0).at("first_day") == "2026-04-25");
}

BOOST_AUTO_TEST_CASE(people_read_what_and_where_and_how_many_times_what_is_usual)
{
    problem_rule rule;
    rule.utc_offset = {};
    chronic out{rule, {}};
    out.look_at(four_months());
    const auto text = out.to_text({});
    BOOST_TEST(text.find("to 2026-04-30  Su kesintisi, Liman  141 in 42 days, ") != text.npos);
    BOOST_TEST(text.find(" expected, ") != text.npos);
    BOOST_TEST(text.find("problems: 1 in 120 days\n") != text.npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_looked_at_where_there_is_nothing)
{
    chronic out{{}, {}};
    out.look_at({});
    BOOST_TEST(out.to_json({}).at("days") == 0);
    BOOST_TEST(out.to_text({}).starts_with("keys watched: 0\n"));
}

BOOST_AUTO_TEST_SUITE_END()
