#include "host/open311_form.hpp"
#include "host/open311_id.hpp"
#include "host/open311_text.hpp"
#include "host/problem.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(host_open311_text)

namespace {

namespace json = boost::json;
using acikkapi::stream_id;

host::request asked(std::string path)
{
    host::request out;
    out.path = std::move(path);
    return out;
}

std::string type_of(const host::response& what)
{
    host::request as_request;
    as_request.headers = what.headers;
    return std::string{as_request.header("Content-Type")};
}

host::public_query read(const std::string& query, acikkapi::instant now)
{
    host::request what;
    what.query = query;
    return host::read_open311_query(what, now).value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_id_is_read_by_who_has_the_key_and_nobody_else)
{
    const host::public_ids ours{"a secret of the store"};
    const host::public_ids others{"a secret of another store"};
    std::set<std::string> seen;
    for (const std::uint64_t number : {1ULL, 2ULL, 255ULL, 256ULL, ~0ULL}) {
        const auto id = ours.id_of(stream_id{number});
        BOOST_TEST(id.size() == 32U);
        BOOST_TEST((ours.stream_of(id) == stream_id{number}));
        BOOST_TEST(!others.stream_of(id).has_value());
        seen.insert(id);
    }
    BOOST_TEST(seen.size() == 5U);
}

BOOST_AUTO_TEST_CASE(an_id_that_was_changed_is_none)
{
    const host::public_ids ids{"a secret"};
    const auto good = ids.id_of(stream_id{7});
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = bad[i] == '0' ? '1' : '0';
        BOOST_TEST(!ids.stream_of(bad).has_value());
    }
    for (const auto& bad :
         {std::string{}, good + "0", good.substr(1), std::string(32, 'g'), "+" + good.substr(1)}) {
        BOOST_TEST(!ids.stream_of(bad).has_value());
    }
    BOOST_TEST(!ids.stream_of(ids.id_of(acikkapi::no_stream)).has_value());
}

BOOST_AUTO_TEST_CASE(xml_names_what_stands_in_lists_and_escapes)
{
    const json::object one{
        {"service_code", "a&<b>\""}, {"description", nullptr}, {"metadata", true}};
    BOOST_TEST(
        host::xml_of("services", json::array{one}) ==
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><services><service>"
        "<service_code>a&amp;&lt;b&gt;\"</service_code><description/><metadata>true</metadata>"
        "</service></services>");
    BOOST_TEST(host::xml_of("services", json::array{}).ends_with("?><services/>"));
}

BOOST_AUTO_TEST_CASE(a_format_is_what_an_address_ends_in)
{
    const auto name = host::open311_name_of("a.b.xml");
    BOOST_TEST(name.has_value());
    BOOST_TEST(name->name == "a.b");
    BOOST_TEST((name->format == host::open311_format::xml));
    BOOST_TEST((host::open311_name_of(".json")->name.empty()));
    for (const auto* bad : {"", "json", "a.html", "a.json.", "a.XML"}) {
        BOOST_TEST(!host::open311_name_of(bad).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_problem_is_told_as_geo_report_tells_it)
{
    const auto given = host::to_response({404, "no", "there is none"});
    const auto text = host::for_open311(asked("/open311/v2/requests/1.json"), given);
    BOOST_TEST(text.body == R"([{"code":404,"description":"there is none"}])");
    BOOST_TEST(type_of(text) == "application/json; charset=utf-8");
    const auto as_xml = host::for_open311(asked("/open311/v2/requests/1.xml"), given);
    BOOST_TEST(as_xml.body.ends_with("<errors><error><code>404</code><description>there is "
                                     "none</description></error></errors>"));
    BOOST_TEST(type_of(as_xml) == "text/xml; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(what_was_wrong_with_several_fields_is_several_errors)
{
    host::problem what{422, "bad_members", "wrong"};
    what.errors = {{"#/phone", "is none"}, {"#/lat", "is none"}};
    const auto out = host::for_open311(asked("/open311/v2/requests.json"), host::to_response(what));
    BOOST_TEST(out.status == 400);
    BOOST_TEST(
        out.body ==
        R"([{"code":400,"description":"phone is none"},{"code":400,"description":"lat is none"}])");
}

BOOST_AUTO_TEST_CASE(what_is_elsewhere_or_no_problem_stays)
{
    const auto given = host::to_response({404, "no", "there is none"});
    BOOST_TEST(host::for_open311(asked("/api/v1/x"), given).body == given.body);
    const auto fine = host::reply_with(200, "text/plain", "x");
    BOOST_TEST(host::for_open311(asked("/open311/v2/x"), fine).body == "x");
}

BOOST_AUTO_TEST_CASE(a_question_is_about_ninety_days_at_most)
{
    using namespace std::chrono_literals;
    const acikkapi::instant now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 30};
    const auto span = std::chrono::days{90};
    const auto usual = read("", now);
    BOOST_TEST((usual.to == now && usual.from == now - span));
    BOOST_TEST(usual.limit == 1'000U);
    const auto since = read("start_date=2026-01-01T00:00:00Z", now);
    BOOST_TEST((since.to - since.from == span));
    BOOST_TEST((since.from == std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}));
    const auto both = read("start_date=2020-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", now);
    BOOST_TEST((both.to - both.from == span));
}

BOOST_AUTO_TEST_CASE(pages_have_fifty_unless_it_is_said)
{
    const auto third = read("page=3", {});
    BOOST_TEST(third.limit == 50U);
    BOOST_TEST(third.skip == 100U);
    const auto sized = read("page=2&page_size=7", {});
    BOOST_TEST(sized.limit == 7U);
    BOOST_TEST(sized.skip == 7U);
}

BOOST_AUTO_TEST_SUITE_END()
