#include "host/pages/contact.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_contact)

BOOST_AUTO_TEST_CASE(a_contact_has_the_phone_first)
{
    const auto both = host::contact_of("+905321234567 ad@example.org");
    BOOST_TEST(both.mobile == "+905321234567");
    BOOST_TEST(both.e_mail == "ad@example.org");
    const auto phone = host::contact_of("+905321234567");
    BOOST_TEST(phone.mobile == "+905321234567");
    BOOST_TEST(phone.e_mail == "");
    const auto mail = host::contact_of("ad@example.org");
    BOOST_TEST(mail.mobile == "");
    BOOST_TEST(mail.e_mail == "ad@example.org");
    BOOST_TEST(host::contact_of("").mobile == "");
    BOOST_TEST(host::contact_of("").e_mail == "");
}

BOOST_AUTO_TEST_CASE(a_receipt_says_how_the_number_is_sent_and_not_that_it_is_if_it_cannot_be)
{
    const auto sections = [](const char* contact, bool anonymous) {
        acikkapi::application what;
        what.contact = contact;
        what.anonymous = anonymous;
        host::filling receipt;
        host::add_told_by(what, receipt);
        std::string out;
        for (const auto& [name, entries] : receipt.sections) {
            out += name;
        }
        return out;
    };
    BOOST_TEST(sections("+905321234567 ad@example.org", false) == "BY_SMS");
    BOOST_TEST(sections("+905321234567", false) == "BY_SMS");
    BOOST_TEST(sections("ad@example.org", false) == "BY_E_MAIL");
    BOOST_TEST(sections("", false) == "BY_NOTHING");
    BOOST_TEST(sections("", true) == "ANONYMOUS");
}

// As the workflow takes it, which remembers what it has refused.
BOOST_AUTO_TEST_CASE(an_e_mail_address_has_its_at_sign_and_ends_nothing)
{
    const std::string longest = std::string(252, 'a') + "@b";
    for (const std::string_view good :
         {std::string_view{"ad@example.org"},
          std::string_view{"a+b@c"},
          std::string_view{longest}}) {
        BOOST_TEST(host::is_e_mail(good), good);
    }
    const auto longer = "a" + longest;
    for (const std::string_view bad :
         {std::string_view{},
          std::string_view{"@example.org"},
          std::string_view{"ad@"},
          std::string_view{"ad"},
          std::string_view{"+ad@example.org"},
          std::string_view{"ad soyad@example.org"},
          std::string_view{"ad\tsoyad@example.org"},
          std::string_view{"ad\x7f@example.org"},
          std::string_view{longer}}) {
        BOOST_TEST(!host::is_e_mail(bad), bad);
    }
}

BOOST_AUTO_TEST_SUITE_END()
