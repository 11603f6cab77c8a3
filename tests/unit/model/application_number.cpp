#include <acikkapi/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_application_number)
namespace {

const province istanbul = province::from_plate(34).value();

std::string made(int plate, int year, std::uint64_t serial)
{
    return application_number::make(province::from_plate(plate).value(), year, serial)
        .value()
        .str();
}

bool is_number(std::string_view text)
{
    return application_number::parse(text).has_value();
}

// Different numbers, so that an error is tried in many surroundings.
const std::vector<std::string>& samples()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> some;
        std::uint64_t serial = 48'213'975;
        for (int plate = 1; plate <= 81; plate += 8) {
            some.push_back(made(plate, 2020 + plate % 11, serial));
            serial = (serial * 48'271 + 11) % 1'000'000'000;
        }
        return some;
    }();
    return all;
}

}  // namespace

// Computed by another program, which also gives 4 for Damm's own sample, 572.
BOOST_AUTO_TEST_CASE(a_number_is_written_as_province_year_serial_and_check)
{
    BOOST_TEST(made(34, 2026, 48'213'975) == "34-2026-048213975-9");
    BOOST_TEST(made(1, 1900, 0).substr(0, 18) == "01-1900-000000000-");
    BOOST_TEST(made(81, 2999, 999'999'999).substr(0, 18) == "81-2999-999999999-");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again_with_or_without_dashes)
{
    for (const std::string& text : samples()) {
        const auto number = application_number::parse(text);
        BOOST_REQUIRE_MESSAGE(number.has_value(), text);
        BOOST_TEST(number->str() == text);
        std::string bare = text;
        std::erase(bare, '-');
        BOOST_TEST((application_number::parse(bare).value() == *number));
    }
}

BOOST_AUTO_TEST_CASE(a_number_keeps_its_serial)
{
    BOOST_TEST(application_number::parse("34-2026-048213975-9").value().serial() == 48'213'975U);
    BOOST_TEST(application_number::make(istanbul, 2026, 7).value().serial() == 7U);
}

BOOST_AUTO_TEST_CASE(a_part_out_of_range_makes_no_number)
{
    BOOST_TEST(!application_number::make(istanbul, 1899, 1).has_value());
    BOOST_TEST(!application_number::make(istanbul, 3000, 1).has_value());
    BOOST_TEST(!application_number::make(istanbul, -2026, 1).has_value());
    BOOST_TEST(!application_number::make(istanbul, 2026, 1'000'000'000).has_value());
    BOOST_TEST((application_number::make(istanbul, 0, 1).error() == errc::bad_application_number));
}

BOOST_AUTO_TEST_CASE(every_single_wrong_digit_is_caught)
{
    for (const std::string& right : samples()) {
        for (std::size_t place = 0; place < right.size(); ++place) {
            for (char digit = '0'; digit <= '9' && right[place] != '-'; ++digit) {
                std::string wrong = right;
                wrong[place] = digit;
                BOOST_TEST(is_number(wrong) == (wrong == right), wrong);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_swap_of_neighbours_is_caught)
{
    for (std::string right : samples()) {
        std::erase(right, '-');
        for (std::size_t place = 0; place + 1 < right.size(); ++place) {
            std::string wrong = right;
            std::swap(wrong[place], wrong[place + 1]);
            BOOST_TEST(is_number(wrong) == (wrong == right), wrong);
        }
    }
}

// Right check digits, but of no province and no year: ten check digits are tried, none fits.
BOOST_AUTO_TEST_CASE(a_right_check_digit_does_not_make_a_province_or_a_year)
{
    for (const std::string parts :
         {"002026048213975",
          "822026048213975",
          "992026048213975",
          "341899048213975",
          "343000048213975",
          "340000048213975"}) {
        for (char check = '0'; check <= '9'; ++check) {
            BOOST_TEST(!is_number(parts + check), parts + check);
        }
    }
}

BOOST_AUTO_TEST_CASE(dashes_stand_where_they_belong_or_nowhere)
{
    BOOST_TEST(is_number("34-2026-048213975-9"));
    BOOST_TEST(is_number("3420260482139759"));
    for (const char* text :
         {"342026-048213975-9",
          "34-2026048213975-9",
          "34-2026-0482139759",
          "3-42026-048213975-9",
          "34-2026-04821397-59",
          "34 2026 048213975 9",
          "34-2026-048213975-9-",
          "-34-2026-0482139759",
          "34-20260-48213975-9",
          "--342026-0482139759"}) {
        BOOST_TEST(!is_number(text), text);
    }
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused)
{
    for (const char* text :
         {"",
          "6",
          "342026048213975",
          "34202604821397590",
          "34-2026-048213975-x",
          "34202604821397x9",
          " 3420260482139759",
          "3420260482139759 ",
          "34-2026-048213975-",
          "-------------------"}) {
        BOOST_TEST((application_number::parse(text).error() == errc::bad_application_number), text);
    }
}

BOOST_AUTO_TEST_CASE(no_number_is_empty_and_has_no_text)
{
    BOOST_TEST(application_number{}.empty());
    BOOST_TEST(application_number{}.str().empty());
    BOOST_TEST(!application_number::make(istanbul, 2026, 0).value().empty());
}

BOOST_AUTO_TEST_CASE(numbers_are_ordered_by_province_then_year_then_serial)
{
    const auto number = application_number::make(istanbul, 2026, 5).value();
    BOOST_TEST((number == application_number::make(istanbul, 2026, 5).value()));
    BOOST_TEST((number < application_number::make(istanbul, 2026, 6).value()));
    BOOST_TEST((number < application_number::make(istanbul, 2027, 1).value()));
    BOOST_TEST(
        (number < application_number::make(province::from_plate(35).value(), 1900, 0).value()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
