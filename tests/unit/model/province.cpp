#include <acikkapi/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <set>
#include <string>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_province)
namespace {

std::string_view name_of(int plate)
{
    return province::from_plate(plate).value().name();
}

}  // namespace

BOOST_AUTO_TEST_CASE(there_are_81_provinces_with_81_names)
{
    std::set<std::string_view> names;
    for (int plate = 1; plate <= 81; ++plate) {
        BOOST_TEST(province::from_plate(plate).value().plate() == plate);
        BOOST_TEST(!name_of(plate).empty());
        names.insert(name_of(plate));
    }
    BOOST_TEST(names.size() == 81U);
}

BOOST_AUTO_TEST_CASE(no_other_plate_is_a_province)
{
    for (const int plate :
         {0,
          -1,
          82,
          99,
          257,
          337,
          std::numeric_limits<int>::min(),
          std::numeric_limits<int>::max()}) {
        BOOST_TEST((province::from_plate(plate).error() == errc::bad_province), plate);
    }
}

// One from each part of the list: before 1989 by the alphabet, after by the date of founding.
BOOST_AUTO_TEST_CASE(plates_have_their_names)
{
    BOOST_TEST(name_of(1) == "Adana");
    BOOST_TEST(name_of(6) == "Ankara");
    BOOST_TEST(name_of(16) == "Bursa");
    BOOST_TEST(name_of(30) == "Hakkâri");
    BOOST_TEST(name_of(33) == "Mersin");
    BOOST_TEST(name_of(34) == "İstanbul");
    BOOST_TEST(name_of(35) == "İzmir");
    BOOST_TEST(name_of(46) == "Kahramanmaraş");
    BOOST_TEST(name_of(63) == "Şanlıurfa");
    BOOST_TEST(name_of(67) == "Zonguldak");
    BOOST_TEST(name_of(68) == "Aksaray");
    BOOST_TEST(name_of(73) == "Şırnak");
    BOOST_TEST(name_of(76) == "Iğdır");
    BOOST_TEST(name_of(81) == "Düzce");
}

BOOST_AUTO_TEST_CASE(provinces_are_ordered_by_plate)
{
    const auto adana = province::from_plate(1).value();
    BOOST_TEST((adana == province::from_plate(1).value()));
    BOOST_TEST((adana < province::from_plate(2).value()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
