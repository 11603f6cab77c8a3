#include "story.hpp"

namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_requesting)

BOOST_AUTO_TEST_CASE(a_request_gets_a_number_and_fifteen_business_days)
{
    const auto fact = given({}).fact<events::requested>(asking);
    BOOST_TEST(fact.number.str().starts_with("34-2026-048213975-"));
    BOOST_TEST((fact.via == channels::web()));
    BOOST_TEST((fact.at == monday));
    BOOST_TEST((fact.wish == asking));
    // 3 to 24 March without two weekends, a third and the feast of the 20th.
    BOOST_TEST((fact.office.due == date(3, 24)));
    BOOST_TEST((given({}).after(asking).at == stage::received));
}

BOOST_AUTO_TEST_CASE(the_year_of_the_number_is_that_of_the_office)
{
    const instant new_year = std::chrono::sys_days{std::chrono::year{2026} / 12 / 31} + 22h;
    const auto fact = given({}).at(new_year).fact<events::requested>(asking);
    BOOST_TEST(fact.number.str().starts_with("34-2027-"));
}

BOOST_AUTO_TEST_CASE(a_request_without_name_address_or_text_is_refused)
{
    auto nameless = asking;
    nameless.name.clear();
    BOOST_TEST((given({}).refused(nameless) == errc::bad_text));
    auto homeless = asking;
    homeless.address = std::string(501, 'a');
    BOOST_TEST((given({}).refused(homeless) == errc::bad_text));
    auto wordless = asking;
    wordless.text = "\xFF";
    BOOST_TEST((given({}).refused(wordless) == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(a_day_outside_the_calendar_is_refused)
{
    const instant late = std::chrono::sys_days{std::chrono::year{2030} / 12 / 30};
    BOOST_TEST((given({}).at(late).refused(asking) == errc::bad_date));
}

BOOST_AUTO_TEST_CASE(the_applicant_is_told_the_number_and_nothing_else)
{
    const auto letters = given({}).letters(asking);
    BOOST_TEST_REQUIRE(letters.size() == 1U);
    const letter expected{"sms", "received", "+905321234567", given({asking}).state().number.str()};
    BOOST_TEST((letters[0] == expected));
}

BOOST_AUTO_TEST_CASE(nobody_is_told_without_a_phone_or_of_what_is_history)
{
    auto silent = asking;
    silent.contact.reset();
    BOOST_TEST(given({}).letters(silent).empty());
    BOOST_TEST(given({}).historical().letters(asking).empty());
}

BOOST_AUTO_TEST_CASE(a_request_can_be_withdrawn_until_it_is_answered)
{
    BOOST_TEST((given({asking}).after(withdrawing).at == stage::withdrawn));
    BOOST_TEST((given({asking, giving}).refused(withdrawing) == errc::illegal_transition));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
