#include "unit/host/office.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(host_desk)

// What is handed over at the desk.
namespace {

using namespace acikkapi;
using unit_host::office;
using unit_host::says;

constexpr const char* zeynep = "desk:34/zeynep";

std::string case_of(const office& at, stream_id stream)
{
    const auto views = at.desk.views({actor::parse("auditor").value(), channels::desk()});
    return "/tr/staff/applications/" + views.find(stream).value().state.number.str();
}

std::string header_of(const host::response& of, std::string_view name)
{
    const auto at = std::find_if(of.headers.begin(), of.headers.end(), [name](const auto& one) {
        return one.first == name;
    });
    return at == of.headers.end() ? std::string{} : at->second;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_receipt_of_a_report_without_a_name_is_offered_as_long_as_it_is_given)
{
    office at;
    const auto page = case_of(at, at.apply());
    BOOST_TEST(says(at.get(page, "", zeynep), "/receipt\""));
    BOOST_TEST(at.get(page + "/receipt", "", zeynep).status == 200);
    at.ahead = std::chrono::hours{2};
    const auto later = at.get(page, "", zeynep);
    BOOST_TEST(later.status == 200);
    BOOST_TEST(!says(later, "/receipt\""));
    BOOST_TEST(at.get(page + "/receipt", "", zeynep).status == 403);
}

// Who registers for another province is shown the receipt once: a link to another language would lead away from the code.
BOOST_AUTO_TEST_CASE(a_receipt_that_cannot_be_had_again_is_in_the_language_of_who_applies)
{
    office at;
    const auto receipt = at.post(
        "/tr/staff/desk/new",
        "desk",
        "step=send&full_name=Deneme&address=A&category=lighting&district=Fatih&subject=S&text=T"
        "&language=ar",
        "desk:06/zehra");
    BOOST_TEST(receipt.status == 200);
    BOOST_TEST(header_of(receipt, "Content-Language") == "ar");
    BOOST_TEST(says(receipt, "data-received"));
    BOOST_TEST(!says(receipt, "hreflang"));
    BOOST_TEST(says(receipt, "href=\"/tr/staff/desk\" class=\"govuk-back-link\""));
    BOOST_TEST(says(at.get("/tr/staff/desk", "", zeynep), "hreflang"));
}

BOOST_AUTO_TEST_SUITE_END()
