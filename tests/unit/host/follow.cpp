#include "unit/host/office.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_follow)

namespace {

using namespace unit_host;
using namespace std::chrono_literals;

acikkapi::application_number number_of_one(office& at)
{
    const auto stream = at.apply();
    const acikkapi::viewer all{
        acikkapi::actor::parse("officer:34/ayse").value(), acikkapi::channels::desk()};
    return at.desk.views(all).find(stream).value().state.number;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_promised_is_said_until_its_day_and_then_that_it_is_late)
{
    office at;
    const auto number = number_of_one(at);
    BOOST_TEST(says(at.get_as_holder(number), "günü cevap verilir"));
    BOOST_TEST(!says(at.get_as_holder(number), "Cevabınız gecikti"));
    at.ahead = 24h * 60;
    BOOST_TEST(!says(at.get_as_holder(number), "günü cevap verilir"));
    BOOST_TEST(says(at.get_as_holder(number), "Cevabınız gecikti"));
}

BOOST_AUTO_TEST_SUITE_END()
