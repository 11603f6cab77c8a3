#include "host/pages/problem_words.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_problem_words)

BOOST_AUTO_TEST_CASE(a_day_is_read_as_people_write_it)
{
    const acikkapi::day first_of_may = std::chrono::local_days{std::chrono::year{2027} / 5 / 1};
    BOOST_TEST((host::read_typed_day("2027-05-01") == first_of_may));
    BOOST_TEST((host::read_typed_day("01.05.2027") == first_of_may));
    for (const auto* const none :
         {"", "2027-02-30", "2027-5-1", "01/05/2027", "2027-05-1x", "-027-05-01", "01.05-2027"}) {
        BOOST_TEST(!host::read_typed_day(none).has_value(), none);
    }
}

BOOST_AUTO_TEST_SUITE_END()
