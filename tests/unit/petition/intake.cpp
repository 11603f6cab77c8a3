#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Registration: never refused but for its form (circular 2004/12).
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_intake)

BOOST_AUTO_TEST_CASE(an_application_gets_a_number_of_its_province_year_and_serial)
{
    const auto fact = given(steps{}).when(a_request()).only<events::submitted>();
    const auto expected = application_number::make(a_request().where, 2026, this_serial);
    BOOST_TEST((fact.number == expected.value()));
}

BOOST_AUTO_TEST_CASE(the_year_of_the_number_is_that_of_the_office_and_not_of_utc)
{
    const instant new_year = std::chrono::sys_days{std::chrono::year{2025} / 12 / 31} + 22h;
    const auto fact = given(steps{new_year}).when(a_request()).only<events::submitted>();
    const auto expected = application_number::make(a_request().where, 2026, this_serial);
    BOOST_TEST((fact.number == expected.value()));
}

BOOST_AUTO_TEST_CASE(registration_starts_the_service_norm_and_the_legal_limit)
{
    const petition_rules rules;
    const auto fact = given(steps{}).when(a_request()).only<events::submitted>();
    const auto service = start_clock(monday, rules.service, rules.days).value();
    const auto legal = start_clock(monday, rules.legal, rules.days).value();
    BOOST_TEST((fact.service == service));
    BOOST_TEST((fact.legal == legal));
    BOOST_TEST((fact.late_from == late_from(service, rules.days)));
    BOOST_TEST((service.due - service.started == std::chrono::days{7}));
}

BOOST_AUTO_TEST_CASE(a_petition_without_a_name_has_no_legal_limit_but_the_service_norm)
{
    commands::submit wish = a_request();
    wish.anonymous = true;
    const auto fact = given(steps{}).when(wish).only<events::submitted>();
    BOOST_TEST(!fact.legal.has_value());
    BOOST_TEST(fact.service.version == 1U);
}

BOOST_AUTO_TEST_CASE(who_stays_anonymous_is_not_kept_found_or_written_to)
{
    commands::submit wish = a_request();
    wish.anonymous = true;
    const auto came = given(steps{}).when(wish);
    const auto fact = came.only<events::submitted>();
    BOOST_TEST((fact.wish.applicant == person{}));
    BOOST_TEST(fact.subject_key.empty());
    BOOST_TEST(!fact.tell);
    BOOST_TEST(came.after().contact.empty());
}

BOOST_AUTO_TEST_CASE(a_person_is_found_by_identity_number)
{
    const auto fact = given(steps{}).when(a_request()).only<events::submitted>();
    BOOST_TEST(fact.subject_key == "10000000146");
}

BOOST_AUTO_TEST_CASE(a_person_without_identity_number_is_found_by_phone)
{
    commands::submit wish = a_request();
    wish.applicant.identity.reset();
    const auto fact = given(steps{}).when(wish).only<events::submitted>();
    BOOST_TEST(fact.subject_key == wish.applicant.mobile->str());
}

BOOST_AUTO_TEST_CASE(a_person_without_a_phone_is_registered_and_not_written_to)
{
    commands::submit wish = a_request();
    wish.applicant.mobile.reset();
    const auto came = given(steps{}).when(wish);
    BOOST_TEST(!came.only<events::submitted>().tell);
    BOOST_TEST((came.after().acknowledgement == notice_state::none));
}

BOOST_AUTO_TEST_CASE(the_state_knows_what_was_asked_for_and_how)
{
    commands::submit wish = a_request();
    wish.beneficiary = person{};
    wish.target = monday + 48h;
    wish.speaks = language::arabic;
    const auto state = given(steps{}).via(channels::web()).when(wish).after();
    BOOST_TEST((state.life == status::submitted));
    BOOST_TEST((state.where == wish.where));
    BOOST_TEST((state.via == channels::web()));
    BOOST_TEST((state.speaks == language::arabic));
    BOOST_TEST(state.category == wish.category);
    BOOST_TEST(state.district == wish.district);
    BOOST_TEST(state.on_behalf);
    BOOST_TEST((state.target == wish.target));
    BOOST_TEST((state.submitted_at == monday));
    BOOST_TEST(state.contact == wish.applicant.mobile->str());
    BOOST_TEST((state.acknowledgement == notice_state::queued));
}

BOOST_AUTO_TEST_CASE(a_serial_beyond_nine_digits_is_the_callers_mistake)
{
    given(steps{}).numbered(1'000'000'000).when(a_request()).refused(errc::bad_application_number);
}

// An old register is taken in, or nobody has brought next year's holidays: registered all the same.
BOOST_AUTO_TEST_CASE(a_year_that_the_calendar_does_not_cover_does_not_stop_registration)
{
    const instant long_ago = std::chrono::sys_days{std::chrono::year{2011} / 8 / 1} + 9h;
    const auto fact = given(steps{long_ago}).when(a_request()).only<events::submitted>();
    BOOST_TEST((fact.service.due - fact.service.started == std::chrono::days{7}));
    BOOST_TEST((fact.legal->due - fact.legal->started == std::chrono::days{30}));
    BOOST_TEST(!fact.legal->rule.roll);
}

BOOST_AUTO_TEST_CASE(a_norm_in_working_days_is_plain_days_where_there_is_no_calendar)
{
    petition_rules rules;
    rules.service = {counting::business_days, 7, false, false};
    const instant long_ago = std::chrono::sys_days{std::chrono::year{2011} / 8 / 1} + 9h;
    const auto fact = given(petition::with(rules).value(), {long_ago})
                          .when(a_request())
                          .only<events::submitted>();
    BOOST_TEST((fact.service.rule.count == counting::calendar_days));
    BOOST_TEST((fact.service.due - fact.service.started == std::chrono::days{7}));
}

// The limit is in plain days where the calendar ends, and the norm must not be longer for it.
BOOST_AUTO_TEST_CASE(the_norm_ends_within_the_legal_limit_also_where_the_calendar_ends)
{
    constexpr deadline_rule thirty{counting::business_days, 30, false, false};
    for (const auto& service :
         {deadline_rule{counting::business_days, 22, false, false},
          deadline_rule{counting::calendar_days, 40, false, false}}) {
        petition_rules rules;
        rules.service = service;
        rules.legal = thirty;
        const auto checked = petition::with(rules).value();
        const instant from = std::chrono::sys_days{std::chrono::year{2030} / 10 / 1} + 9h;
        for (int i = 0; i < 120; ++i) {
            const instant when = from + i * 24h;
            const auto fact = given(checked, {when}).when(a_request()).only<events::submitted>();
            BOOST_TEST((fact.service.due <= fact.legal->due), "day " << i);
            BOOST_TEST((fact.service.due - fact.service.started >= std::chrono::days{22}));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_import_of_what_happened_elsewhere_tells_nobody)
{
    const auto fact = given(steps{}).historical().when(a_request()).only<events::submitted>();
    BOOST_TEST(!fact.tell);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
