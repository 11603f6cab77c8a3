#include "host/pages/applicant.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_applicant)

namespace {

using namespace acikkapi;

host::happening happened(event fact)
{
    host::happening out;
    out.fact = std::move(fact);
    return out;
}

host::happening applied()
{
    events::submitted out;
    out.wish.applicant.full_name = "Deneme Kişi";
    out.wish.applicant.mobile = phone::parse("05320000001").value();
    out.wish.applicant.e_mail = "a@example.org";
    return happened(std::move(out));
}

}  // namespace

BOOST_AUTO_TEST_CASE(who_applied_is_reached_as_he_said_last)
{
    const auto before = host::applicant_of({applied()}).value();
    BOOST_TEST(before.mobile->str() == "+905320000001");
    const auto mobile = phone::parse("05320000002").value();
    const auto after =
        host::applicant_of({applied(), happened(events::contact_changed{mobile, "", true})})
            .value();
    BOOST_TEST(after.full_name == "Deneme Kişi");
    BOOST_TEST(after.mobile->str() == "+905320000002");
    BOOST_TEST(after.e_mail.empty());
}

BOOST_AUTO_TEST_CASE(a_history_that_may_not_be_read_says_nothing)
{
    BOOST_TEST(!host::applicant_of({}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
