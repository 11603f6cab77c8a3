// When a matter has come back.
#include "problems/recurrence.hpp"
#include "unit/problems/city.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(problems_recurrence)

using namespace acikkapi;
using problems_room::recurrence;
using std::chrono::days;
using support::city;

namespace {

complaint of(std::uint64_t subject, std::uint64_t place = 0, const char* category = "Yol")
{
    complaint out;
    out.category = category;
    out.subject = subject;
    out.place = place;
    return out;
}

complaint ending(complaint what, int day)
{
    what.ended_at = city::day(day);
    return what;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_matter_comes_back_after_its_end_and_within_ninety_days)
{
    recurrence seen{days{90}, 100};
    seen.note_end(ending(of(5), 10));
    BOOST_TEST(!seen.is_one(of(5), city::day(9)));  // It goes on still: no recurrence.
    BOOST_TEST(seen.is_one(of(5), city::day(10)));
    BOOST_TEST(!seen.is_one(of(6), city::day(10)));
    BOOST_TEST(seen.is_one(of(5), city::day(100)));
    BOOST_TEST(!seen.is_one(of(5), city::day(101)));
}

BOOST_AUTO_TEST_CASE(another_matter_of_the_same_person_is_none)
{
    recurrence seen{days{90}, 100};
    seen.note_end(ending(of(5), 10));
    BOOST_TEST(!seen.is_one(of(5, 0, "Su"), city::day(11)));
}

BOOST_AUTO_TEST_CASE(the_same_place_is_enough_and_is_no_person)
{
    recurrence seen{days{90}, 100};
    seen.note_end(ending(of(5, 9), 10));
    BOOST_TEST(seen.is_one(of(6, 9), city::day(11)));
    BOOST_TEST(!seen.is_one(of(9, 5), city::day(11)));
    BOOST_TEST(!seen.is_one(of(0, 0), city::day(11)));
}

BOOST_AUTO_TEST_CASE(the_last_of_several_ends_counts_whatever_order_they_are_told_in)
{
    recurrence seen{days{90}, 100};
    BOOST_TEST(!seen.is_one(of(5), city::day(60)));
    seen.note_end(ending(of(5), 50));
    BOOST_TEST(seen.is_one(of(5), city::day(60)));
    seen.note_end(ending(of(5), 10));
    BOOST_TEST(seen.is_one(of(5), city::day(140)));
    BOOST_TEST(!seen.is_one(of(5), city::day(141)));
}

BOOST_AUTO_TEST_CASE(so_many_ends_are_remembered_and_the_oldest_go_first)
{
    recurrence seen{days{90}, 10};
    for (std::uint64_t subject = 1; subject <= 20; ++subject) {
        seen.note_end(ending(of(subject), static_cast<int>(subject)));
        static_cast<void>(seen.is_one(of(1'000), city::day(static_cast<int>(subject))));
    }
    BOOST_TEST(!seen.is_one(of(10), city::day(21)));
    BOOST_TEST(seen.is_one(of(11), city::day(21)));
}

BOOST_AUTO_TEST_SUITE_END()
