#include <acikkapi/problem_desk.hpp>

#include "host/pages/news.hpp"
#include "host/pages/pages.hpp"
#include "host/pages/watched_cases.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

// What the pages of figures say of a store, where a browser has no way to bring it about.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

/// The clock of the machine: what is asked for here does not depend on the day.
instant machine_time()
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<host::site> site_of_pages()
{
    std::unique_ptr<host::site> out;
    BOOST_TEST_REQUIRE(host::site::open(out) == "");
    return out;
}

host::directory small_directory()
{
    std::string wrong;
    auto out = host::read_directory(
        R"({"province": 34, "districts": ["Fatih"],
            "categories": [{"code": "lighting", "tr": "Aydınlatma", "en": "Lighting", "ar": "إنارة"}]})",
        wrong);
    BOOST_TEST_REQUIRE(wrong == "");
    return out;
}

/// An office without a network.
struct office : unit_host::open_store {
    std::unique_ptr<host::site> look = site_of_pages();
    host::cookies jar{{host::sealer::key{}, std::nullopt, machine_time}, false};
    host::sessions who{jar};
    host::directory where = small_directory();
    host::code_guard guard;
    host::code_log_in codes{
        jar,
        pool.get_executor(),
        {[](const application_number& /*about*/, const phone& /*to*/) { return false; },
         [](const phone& /*to*/, const std::string& /*code*/) {},
         [] { return std::chrono::steady_clock::now(); }}};
    host::city_watch city{desk};
    host::news_desk news{&desk, pool.get_executor()};
    host::case_watch watch{desk};
    host::registration_limits registering{{}, [] { return std::chrono::steady_clock::now(); }};
    host::page_services all{
        desk,
        *look,
        jar,
        who,
        where,
        guard,
        codes,
        pool.get_executor(),
        [] { return std::chrono::steady_clock::now(); },
        city,
        news,
        watch,
        registering,
        [](const std::string& /*line*/) {}};
    host::router routes;

    office() { host::add_pages(routes, all); }

    [[nodiscard]] host::response
    get(const std::string& path, const std::string& query = {}, const char* as = "governorate:34/1")
    {
        const auto cookie = who.set_cookie(who.of_staff(actor::parse(as).value()));
        host::request asked;
        asked.method = "GET";
        asked.path = path;
        asked.query = query;
        asked.headers.emplace_back("Cookie", cookie.substr(0, cookie.find(';')));
        host::response out;
        routes(std::move(asked), [&out](host::response got) { out = std::move(got); });
        return out;
    }
};

std::size_t count_of(const host::response& page, std::string_view text)
{
    std::size_t out = 0;
    for (auto at = page.body.find(text); at != page.body.npos; at = page.body.find(text, at + 1)) {
        ++out;
    }
    return out;
}

/// What the link to the next page asks; empty if there is none.
std::string next_query(const host::response& page, std::string_view address)
{
    const auto link = page.body.find("rel=\"next\"");
    if (link == page.body.npos) {
        return {};
    }
    const auto from = page.body.find(address, link);
    BOOST_TEST_REQUIRE(from != page.body.npos);
    const auto begin = from + address.size();
    auto out = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto at = out.find("&amp;"); at != out.npos; at = out.find("&amp;", at)) {
        out.erase(at + 1, 4);
    }
    return out;
}

bool says(const host::response& page, std::string_view text)
{
    return page.body.find(text) != page.body.npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(host_governor)

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
