#include "host/access.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_access)

namespace {

using namespace acikkapi;

bool may(std::string_view who, std::string_view act)
{
    static const host::office_access policy{province::from_plate(34).value()};
    const auto by = actor::parse(who).value();
    return policy.decide({by, channels::desk(), act}) == verdict::allowed;
}

}  // namespace

BOOST_AUTO_TEST_CASE(chronic_problems_are_opened_by_people_of_the_office)
{
    BOOST_TEST(may("officer:34/ayse", "open_problem"));
    BOOST_TEST(may("governorate:34/1", "open_problem"));
    BOOST_TEST(!may("officer:6/emre", "open_problem"));
    BOOST_TEST(!may("governorate:3", "open_problem"));
    BOOST_TEST(!may("unit:24301265/3", "open_problem"));
}

BOOST_AUTO_TEST_CASE(applications_are_taken_in_by_any_desk)
{
    BOOST_TEST(may("desk:34/7", "submit"));
    BOOST_TEST(may("desk:6/7", "submit"));
    BOOST_TEST(!may("governorate:34", "submit"));
}

BOOST_AUTO_TEST_CASE(what_the_host_adds_is_for_machines_and_who_runs_it)
{
    BOOST_TEST(may("auditor", host::act_feed));
    BOOST_TEST(!may("governorate:34/1", host::act_feed));
    BOOST_TEST(may("operator:2", host::act_hold_letters));
    for (const auto* const other : {"auditor", "governorate:34/1", "officer:34/ayse", "citizen"}) {
        BOOST_TEST(!may(other, host::act_hold_letters), other);
    }
}

BOOST_AUTO_TEST_CASE(who_reads_his_answer_may_say_so_and_nobody_else_who_applies)
{
    const host::office_access policy{province::from_plate(34).value()};
    const auto citizen = actor::parse("citizen").value();
    const auto stands = [&](relation to, std::string_view act) {
        return policy.decide({citizen, channels::web(), act, to});
    };
    BOOST_TEST((stands(relation::holder, "record_notice") == verdict::allowed));
    BOOST_TEST((stands(relation::other, "record_notice") == verdict::refused));
    BOOST_TEST((stands(relation::holder, "tell_again") == verdict::refused));
}

BOOST_AUTO_TEST_SUITE_END()
