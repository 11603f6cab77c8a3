#include <acikkapi/identity.hpp>

#include <boost/test/unit_test.hpp>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_unit_id)

BOOST_AUTO_TEST_CASE(eight_digits_are_a_unit)
{
    for (const char* text : {"24301265", "00000001", "01234567", "99999999"}) {
        BOOST_TEST(unit_id::parse(text).value().str() == text);
        BOOST_TEST(!unit_id::parse(text).value().empty());
    }
}

BOOST_AUTO_TEST_CASE(anything_else_is_none)
{
    for (const char* text :
         {"",
          "2430126",
          "243012650",
          " 24301265",
          "2430126 ",
          "2430126x",
          "-2430126",
          "+2430126",
          "2430126\xd9"}) {
        BOOST_TEST((unit_id::parse(text).error() == errc::bad_unit), text);
    }
}

// It would read as the empty id: an application would be routed to nobody.
BOOST_AUTO_TEST_CASE(eight_zeros_are_no_unit)
{
    BOOST_TEST((unit_id::parse("00000000").error() == errc::bad_unit));
}

BOOST_AUTO_TEST_CASE(no_unit_is_empty_and_has_no_text)
{
    BOOST_TEST(unit_id{}.empty());
    BOOST_TEST(unit_id{}.str().empty());
    BOOST_TEST((unit_id{} < unit_id::parse("00000001").value()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
