#include "host/problem.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(host_problem)

namespace {

using acikkapi::errc;
namespace json = boost::json;

json::object body_of(const host::response& from)
{
    return json::parse(from.body).as_object();
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_http_says_of_an_error)
{
    constexpr std::array<std::pair<errc, int>, 13> expected{{
        {errc::illegal_transition, 409},
        {errc::version_conflict, 412},
        {errc::key_reused, 422},
        {errc::no_such_application, 404},
        {errc::not_permitted, 403},
        {errc::too_late, 409},
        {errc::bad_text, 422},
        {errc::not_proposed, 409},
        {errc::overloaded, 503},
        {errc::disk_full, 503},
        {errc::outcome_unknown, 503},
        {errc::corrupt_journal, 500},
        {errc::io_error, 500},
    }};
    for (const auto& [value, status] : expected) {
        BOOST_TEST(host::problem_of(value).status == status, host::name_of(value));
    }
}

BOOST_AUTO_TEST_CASE(every_error_of_the_library_has_its_name)
{
    // An error that the library does not know has the message of none; the table must know the rest.
    const auto none = acikkapi::make_error_code(static_cast<errc>(9'999)).message();
    int known = 0;
    for (int i = 1; i < 1'000; ++i) {
        const auto value = static_cast<errc>(i);
        const bool ours = acikkapi::make_error_code(value).message() != none;
        BOOST_TEST((host::name_of(value) != "unknown") == ours, i);
        known += ours ? 1 : 0;
    }
    BOOST_TEST(known > 40);
}

BOOST_AUTO_TEST_CASE(a_problem_is_as_rfc_9457_has_it)
{
    const auto out = host::to_response(host::problem_of(errc::illegal_transition));
    BOOST_TEST(out.status == 409);
    BOOST_REQUIRE(out.headers.size() == 1U);
    BOOST_TEST(out.headers.front().second == "application/problem+json");
    const auto body = body_of(out);
    BOOST_TEST(body.at("type").as_string() == "about:blank");
    BOOST_TEST(body.at("title").as_string() == "Conflict");
    BOOST_TEST(body.at("status").as_int64() == 409);
    BOOST_TEST(body.at("code").as_string() == "illegal_transition");
    BOOST_TEST(!body.at("detail").as_string().empty());
    BOOST_TEST(!body.contains("errors"));
}

BOOST_AUTO_TEST_CASE(what_is_to_be_tried_again_says_when)
{
    const auto out = host::to_response(host::problem_of(errc::overloaded));
    BOOST_TEST((out.headers.back() == std::pair<std::string, std::string>{"Retry-After", "5"}));
}

BOOST_AUTO_TEST_CASE(what_is_broken_here_is_not_told_to_strangers)
{
    const auto body = body_of(host::to_response(host::problem_of(errc::corrupt_snapshot)));
    const auto message = acikkapi::make_error_code(errc::corrupt_snapshot).message();
    BOOST_TEST(body.at("detail").as_string() != message);
}

BOOST_AUTO_TEST_CASE(an_error_of_somebody_elses_is_ours_to_mend)
{
    const auto out = host::problem_of(
        boost::system::errc::make_error_code(boost::system::errc::permission_denied));
    BOOST_TEST(out.status == 500);
    BOOST_TEST(out.code == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
