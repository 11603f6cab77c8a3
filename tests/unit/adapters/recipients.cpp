#include "adapters/recipients.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_recipients)

using namespace acikkapi;
using adapters::first_mail;
using adapters::first_phone;

BOOST_AUTO_TEST_CASE(the_first_phone_is_found_among_other_addresses)
{
    BOOST_TEST(first_phone("+905321234567")->str() == "+905321234567");
    BOOST_TEST(first_phone("ayse@example.org +905321234567 +4930123456")->str() == "+905321234567");
    BOOST_TEST(first_phone("  +905321234567 ")->str() == "+905321234567");
}

BOOST_AUTO_TEST_CASE(what_is_no_international_number_is_no_phone)
{
    for (const auto* const text :
         {"",
          " ",
          "ayse@example.org",
          "24301265",
          "05321234567",
          "+",
          "+90 532 123 45 67",
          "+90x"}) {
        BOOST_TEST(!first_phone(text), text);
    }
}

BOOST_AUTO_TEST_CASE(the_first_e_mail_address_is_found_among_other_addresses)
{
    BOOST_TEST(
        *first_mail("+905321234567 ayse.o'hara+x@posta.example.org b@c") ==
        "ayse.o'hara+x@posta.example.org");
}

// Such a thing in a line of SMTP could be read as something else than an address.
BOOST_AUTO_TEST_CASE(what_could_break_a_line_of_smtp_is_no_e_mail_address)
{
    const std::string line_break = "a@b.org\r\nRCPT";
    for (const std::string& text :
         {std::string{"@b.org"},
          std::string{"a@"},
          std::string{"a"},
          std::string{".a@b.org"},
          std::string{"a..b@c.org"},
          std::string{"a@b..org"},
          std::string{"<a@b.org>"},
          std::string{"\"a b\"@c.org"},
          std::string{"a@b@c.org"},
          std::string{"a@[127.0.0.1]"},
          std::string{"ğ@b.org"},
          std::string{"a\0@b.org", 8},
          line_break,
          std::string(65, 'a') + "@b.org",
          "a@" + std::string(253, 'b')}) {
        BOOST_TEST(!first_mail(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
