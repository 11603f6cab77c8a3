#include <acikkapi/problem_desk.hpp>

#include "host/pages/figure_sheets.hpp"
#include "unit/host/office.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_governor)

// What the pages of figures say of a store, where a browser has no way to bring it about.
namespace {

using namespace acikkapi;
using unit_host::count_of;
using unit_host::next_query;
using unit_host::office;
using unit_host::says;

}  // namespace

BOOST_AUTO_TEST_CASE(until_the_journal_is_read_figures_are_not_told)
{
    office at;
    const auto early = at.get("/tr/staff/governor");
    BOOST_TEST(early.status == 503);
    BOOST_TEST(early.code == "figures_not_ready");
    at.city.begin();
    BOOST_TEST(at.get("/tr/staff/governor").status == 200);
    at.city.stop();
    BOOST_TEST(at.get("/tr/staff/governor").status == 503);
}

BOOST_AUTO_TEST_CASE(a_figure_is_of_now)
{
    office at;
    at.city.begin();
    const std::string since = "what=received&from=2026-01-01&to=2999-12-31";
    BOOST_TEST(!says(at.get("/tr/staff/governor/cases", since), "ak-number\" href"));
    at.apply();
    BOOST_TEST(says(at.get("/tr/staff/governor/cases", since), "ak-number\" href"));
    BOOST_TEST(!says(
        at.get("/tr/staff/governor/cases", "what=received&from=2020-01-01&to=2025-12-31"),
        "ak-number\" href"));
}

BOOST_AUTO_TEST_CASE(a_chronic_problem_leads_to_what_is_part_of_it)
{
    office at;
    at.city.begin();
    commands::open_problem how;
    how.where = province::from_plate(34).value();
    how.category = "lighting";
    how.district = "Fatih";
    how.title = "Fatih'te <karanlık> sokaklar";
    how.owner = actor::parse("governorate:34/2").value();
    const auto problem = at.give(how).stream;
    const auto one = at.apply();
    problem_desk clerk{at.desk, at.officer()};
    BOOST_TEST(clerk.join_later(one).value().has_value());

    const auto page = at.get("/en/staff/governor");
    BOOST_TEST(says(page, "Fatih&#39;te &lt;karanlık&gt; sokaklar"));
    const auto number = std::to_string(number_of(problem));
    BOOST_TEST(says(page, "/en/staff/governor/problem?stream=" + number + "\">1</a>"));
    const auto members = at.get("/en/staff/governor/problem", "stream=" + number);
    BOOST_TEST(members.status == 200);
    BOOST_TEST(says(
        members,
        at.desk.views({actor::parse("auditor").value(), channels::desk()})
            .find(one)
            .value()
            .state.number.str()));
    // An application is no problem, and neither is what is not there.
    for (const auto& bad : {std::to_string(number_of(one)), std::string{"999"}, std::string{"x"}}) {
        BOOST_TEST(at.get("/en/staff/governor/problem", "stream=" + bad).status == 404);
    }
}

commands::open_problem problem_of(std::string category, std::string title)
{
    commands::open_problem out;
    out.where = province::from_plate(34).value();
    out.category = std::move(category);
    out.district = "Fatih";
    out.title = std::move(title);
    out.owner = actor::parse("governorate:34/2").value();
    return out;
}

BOOST_AUTO_TEST_CASE(a_list_of_problems_that_is_cut_says_so)
{
    office at;
    at.city.begin();
    at.watch.begin();
    for (int n = 1; n <= 100; ++n) {
        (void)at.give(problem_of("lighting", "Sorun " + std::to_string(n)));
    }
    const std::string more = "There are more than are shown here";
    for (const std::string page : {"/en/staff/governor", "/en/staff/problems"}) {
        const auto all = at.get(page);
        BOOST_TEST(says(all, "Sorun 100"), page);
        BOOST_TEST(!says(all, more), page);
    }
    (void)at.give(problem_of("lighting", "Sorun 101"));
    for (const std::string page : {"/en/staff/governor", "/en/staff/problems"}) {
        BOOST_TEST(says(at.get(page), more), page);
    }
}

BOOST_AUTO_TEST_CASE(all_that_is_part_of_a_problem_is_led_to)
{
    office at;
    at.city.begin();
    const auto problem = at.give(problem_of("lighting", "Karanlık")).stream;
    std::vector<stream_id> members;
    for (int n = 0; n < 60; ++n) {
        members.push_back(at.apply());
    }
    problem_desk clerk{at.desk, at.officer()};
    BOOST_TEST(clerk.join(problem, members).value().joined == 60U);
    at.give(commands::close{closing::not_examined_no_subject, "?"}, members.front());
    at.give(commands::close{closing::not_examined_no_subject, "?"}, members.back());

    std::size_t rows = 0;
    std::string query = "stream=" + std::to_string(number_of(problem));
    for (int pages = 0; pages < 2; ++pages) {
        BOOST_TEST_REQUIRE(query != "");
        const auto got = at.get("/en/staff/governor/problem", query);
        BOOST_TEST_REQUIRE(got.status == 200);
        rows += count_of(got, "ak-number\" href");
        query = next_query(got, "/en/staff/governor/problem?");
    }
    BOOST_TEST(rows == 60U);
    BOOST_TEST(query == "");
    BOOST_TEST(
        at.get(
              "/en/staff/governor/problem",
              "stream=" + std::to_string(number_of(problem)) + "&after=x")
            .status == 422);
}

std::set<std::string> told_of(const std::vector<std::uint64_t>& ratings)
{
    std::map<std::string, host::figures_of_some> all;
    for (std::size_t at = 0; at < ratings.size(); ++at) {
        all[std::string(1, static_cast<char>('a' + at))].counts.at(
            static_cast<std::size_t>(host::measure::rated)) = ratings[at];
    }
    return host::told_units(all);
}

BOOST_AUTO_TEST_CASE(a_satisfaction_that_is_withheld_is_not_the_total_less_the_others)
{
    using units = std::set<std::string>;
    BOOST_TEST((told_of({}) == units{}));
    BOOST_TEST((told_of({5, 0, 7}) == units{"a", "c"}));     // Nothing is withheld.
    BOOST_TEST((told_of({5, 1}) == units{}));                // 6 - 5 would be one person.
    BOOST_TEST((told_of({9, 1, 6, 7}) == units{"a", "d"}));  // The one with the fewest goes, too.
    BOOST_TEST((told_of({9, 2, 6, 2}) == units{"a"}));       // Both together are four.
    BOOST_TEST((told_of({9, 2, 6, 3}) == units{"a", "c"}));  // And here five.
    BOOST_TEST((told_of({4, 4}) == units{}));
}

/// Answered by a unit and rated.
void rate(office& at, const char* unit, std::uint8_t score)
{
    const auto give = [&at](command wish, const std::string& by, stream_id to) {
        request<petition> asked{std::move(wish), at.officer(), to, {}, {}};
        asked.from.by = actor::parse(by).value();
        if (by == "citizen") {
            asked.from.code = at.desk.lookup_code(to);
        }
        BOOST_TEST_REQUIRE(at.desk.submit(asked).has_value());
    };
    const auto one = at.apply();
    commands::route to;
    to.unit = unit_id::parse(unit).value();
    give(to, "officer:34/ayse", one);
    commands::answer said;
    said.text = "Yapıldı.";
    give(said, "unit:" + std::string{unit} + "/mehmet", one);
    give(
        commands::record_notice{notice::result, delivery::delivered, "desk", 1, {}, {}},
        "desk:34/zeynep",
        one);
    commands::rate stars;
    stars.score = score;
    give(stars, "citizen", one);
}

BOOST_AUTO_TEST_CASE(what_is_withheld_is_told_by_no_page_no_file_and_no_list)
{
    const std::string when = "what=rated&from=2026-01-01&to=2999-12-31";
    office at;
    at.city.begin();
    for (int n = 0; n < 5; ++n) {
        rate(at, "24301265", 5);
    }
    const std::string page = "/en/staff/governor";
    const std::string list = "/en/staff/governor/cases";
    BOOST_TEST(count_of(at.get(page, "days=all"), "5.0 (n = 5)") == 2U);  // His unit's, and in all.
    BOOST_TEST(at.get(list, when + "&by=unit&key=24301265").status == 200);
    BOOST_TEST(at.get(list, when).status == 200);

    rate(at, "16708716", 1);
    const auto all = at.get(page, "days=all");
    BOOST_TEST(!says(all, "5.0 (n = 5)"));
    BOOST_TEST(says(all, "4.3 (n = 6)"));
    BOOST_TEST(says(all, "Not shown"));
    BOOST_TEST(says(all, "Too few ratings"));
    BOOST_TEST(!says(at.get(page + ".csv", "days=all"), ",5.0"));
    // A list of all would tell which unit's the withheld ones are.
    BOOST_TEST(at.get(list, when).status == 404);
    BOOST_TEST(!says(all, "cases?what=rated"));
    for (const std::string of :
         {"unit&key=24301265", "unit&key=16708716", "district&key=Fatih", "channel&key=desk"}) {
        BOOST_TEST(at.get(list, when + "&by=" + of).status == 404, of);
    }
}

BOOST_AUTO_TEST_CASE(who_may_not_see_figures_is_not_told_of_them)
{
    office at;
    at.city.begin();
    for (const auto* const who : {"officer:34/ayse", "unit:24301265/3", "operator", "citizen"}) {
        for (const std::string path :
             {"/tr/staff/governor", "/tr/staff/report.csv", "/tr/staff/auditor"}) {
            BOOST_TEST(at.get(path, "", who).status == 403);
        }
    }
    BOOST_TEST(at.get("/tr/staff/auditor", "", "auditor").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
