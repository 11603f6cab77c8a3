#include "host/pages/fitting.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_fitting)

BOOST_AUTO_TEST_CASE(a_name_that_fits_is_left_as_it_is)
{
    for (const auto* const name :
         {"", "Fatih", "Büyükçekmece", "Şşşşşşşşşşşşşş", "حي الزهور الجد"}) {
        BOOST_TEST(host::fitting(name) == name);
    }
}

BOOST_AUTO_TEST_CASE(of_a_longer_one_as_much_is_shown_as_fits_and_no_letter_is_cut)
{
    BOOST_TEST(host::fitting("Gaziosmanpaşa-1") == "Gaziosmanpaşa…");
    BOOST_TEST(host::fitting("Şşşşşşşşşşşşşşş") == "Şşşşşşşşşşşşş…");
    BOOST_TEST(host::fitting("Mustafakemalpaşa") == "Mustafakemalp…");
}

BOOST_AUTO_TEST_SUITE_END()
