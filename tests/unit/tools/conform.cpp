#include "files.hpp"
#include "replay/conform.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(tools_conform)

using namespace tools;

namespace {

constexpr std::string_view header = "case_id,seq,at,activity,unit,actor,category,priority,result\n";

const std::string map_text = "log,activity,event,note\n"
                             "town,Register,submitted,\n"
                             "town,Send*,routed,any kind of sending\n"
                             "town,Tell,acknowledged,\n"
                             "town,Decide,answered,\n"
                             "town,Post,notified,\n"
                             "town,Give up,withdrawn,\n"
                             "town,*,-,\n"
                             "desk,(first event),submitted,\n"
                             "desk,(unit changes),routed,\n"
                             "desk,Call,contacted,\n"
                             "desk,Done,answered,\n"
                             "desk,Wait,-,\n";

std::string row(std::string_view id, int minute, std::string_view activity, std::string_view unit)
{
    return std::string{id} + ",1,2011-01-0" + std::to_string(1 + minute / 10) + "T10:0" +
           std::to_string(minute % 10) + ":00+01:00," + std::string{activity} + "," +
           std::string{unit} + ",R1,,,\n";
}

struct outcome_of_log {
    conform_figures figures;
    std::vector<row_error> errors;
};

outcome_of_log replayed(const std::string& rows, const std::string& name)
{
    files::temporary log{"log.csv", std::string{header} + rows};
    files::temporary map{"map.csv", map_text};
    outcome_of_log out;
    out.figures = conform(log.path(), map.path(), name, [&](const row_error& bad) {
                      out.errors.push_back(bad);
                  }).value();
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_case_that_follows_our_rules_conforms)
{
    const auto seen = replayed(
        row("c1", 0, "Register", "") + row("c1", 1, "Send out", "A") + row("c1", 2, "Decide", "A") +
            row("c1", 3, "Tell", "A") + row("c1", 4, "Post", "A"),
        "town");
    BOOST_TEST(seen.figures.cases == 1U);
    BOOST_TEST(seen.figures.conform == 1U);
    BOOST_TEST(seen.figures.deviate == 0U);
    BOOST_TEST(seen.figures.last_states.at("notified") == 1U);
}

BOOST_AUTO_TEST_CASE(a_step_that_we_refuse_is_named_with_where_it_came)
{
    const auto seen = replayed(
        row("c1", 0, "Register", "") + row("c1", 1, "Decide", "A") + row("c2", 2, "Register", "") +
            row("c2", 3, "Give up", "") + row("c2", 4, "Send", "A"),
        "town");
    BOOST_TEST(seen.figures.deviate == 2U);
    BOOST_TEST(seen.figures.first_illegal_step.at("answered in submitted") == 1U);
    BOOST_TEST(seen.figures.first_illegal_step.at("routed in withdrawn") == 1U);
    BOOST_TEST(seen.figures.examples.at("routed in withdrawn") == "c2");
    BOOST_TEST(seen.figures.last_states.empty());
}

BOOST_AUTO_TEST_CASE(the_rest_of_a_case_that_deviated_is_not_looked_at)
{
    const auto seen = replayed(
        row("c1", 0, "Register", "") + row("c1", 1, "Decide", "A") + row("c1", 2, "Register", "A"),
        "town");
    BOOST_TEST(seen.figures.first_illegal_step.size() == 1U);
    BOOST_TEST(seen.figures.steps.at("submitted") == 2U);
}

BOOST_AUTO_TEST_CASE(cases_may_be_woven_into_each_other)
{
    const auto seen = replayed(
        row("c1", 0, "Register", "") + row("c2", 1, "Register", "") + row("c1", 2, "Send", "A") +
            row("c2", 3, "Send", "B") + row("c1", 4, "Decide", "A"),
        "town");
    BOOST_TEST(seen.figures.conform == 2U);
    BOOST_TEST(seen.figures.last_states.at("answered") == 1U);
    BOOST_TEST(seen.figures.last_states.at("routed") == 1U);
}

BOOST_AUTO_TEST_CASE(steps_that_the_log_does_not_have_are_put_before_their_rows)
{
    const auto seen = replayed(
        row("c1", 0, "Wait", "A") + row("c1", 1, "Call", "A") + row("c1", 2, "Wait", "B") +
            row("c1", 3, "Done", "B"),
        "desk");
    BOOST_TEST(seen.figures.conform == 1U);
    BOOST_TEST(seen.figures.steps.at("submitted") == 1U);
    BOOST_TEST(seen.figures.steps.at("routed") == 2U);
    BOOST_TEST(seen.figures.steps.at("contacted") == 1U);
}

BOOST_AUTO_TEST_CASE(rows_that_cannot_be_read_are_told_with_their_place_and_left_out)
{
    const auto seen = replayed(
        row("c1", 0, "Wait", "A") + "c1,2,yesterday,Wait,A,R1,,,\n" +
            ",3,2011-01-01T10:00:00Z,Wait,A,,,,\n" + row("c1", 1, "Dance", "A"),
        "desk");
    BOOST_TEST(seen.figures.bad_rows == 3U);
    BOOST_TEST_REQUIRE(seen.errors.size() == 3U);
    BOOST_TEST(seen.errors[0].line == 3U);
    BOOST_TEST(seen.errors[0].field == "at");
    BOOST_TEST(seen.errors[1].field == "case_id");
    BOOST_TEST(seen.errors[2].field == "activity");
    BOOST_TEST(seen.errors[2].line == 5U);
    BOOST_TEST(seen.figures.conform == 1U);
}

BOOST_AUTO_TEST_CASE(a_map_without_the_log_is_an_error)
{
    files::temporary log{"log.csv", std::string{header}};
    files::temporary map{"map.csv", map_text};
    const auto seen = conform(log.path(), map.path(), "moon", [](const row_error&) {});
    BOOST_TEST_REQUIRE(seen.has_error());
    BOOST_TEST(seen.error().field == "log");
}

BOOST_AUTO_TEST_CASE(a_map_with_a_step_of_nobodys_is_an_error)
{
    files::temporary log{"log.csv", std::string{header}};
    files::temporary map{"map.csv", "log,activity,event,note\ntown,Sing,sung,\n"};
    const auto seen = conform(log.path(), map.path(), "town", [](const row_error&) {});
    BOOST_TEST_REQUIRE(seen.has_error());
    BOOST_TEST(seen.error().line == 2U);
    BOOST_TEST(seen.error().field == "event");
}

BOOST_AUTO_TEST_CASE(a_log_without_a_column_is_an_error)
{
    files::temporary log{"log.csv", "case_id,at,activity\n"};
    files::temporary map{"map.csv", map_text};
    const auto seen = conform(log.path(), map.path(), "town", [](const row_error&) {});
    BOOST_TEST_REQUIRE(seen.has_error());
    BOOST_TEST(seen.error().field == "unit");
}

BOOST_AUTO_TEST_CASE(the_figures_are_the_same_as_json)
{
    const auto seen = replayed(row("c1", 0, "Register", "") + row("c1", 1, "Decide", "A"), "town");
    const auto json = seen.figures.to_json();
    BOOST_TEST(json.at("cases").to_number<int>() == 1);
    BOOST_TEST(json.at("deviate").to_number<int>() == 1);
    BOOST_TEST(json.at("first_illegal_step").at("answered in submitted").to_number<int>() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
