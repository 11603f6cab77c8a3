// What a journal holds for a watch over chronic problems.
#include "replay/complaints.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

BOOST_AUTO_TEST_SUITE(tools_complaints)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using tools::complaints;
using tools::local_calendar;

std::vector<complaint> complaints_of(const host& where)
{
    complaints out{local_calendar::of("Europe/Istanbul").value(), 1};
    const auto read = look_at(where).value().replay([&](const auto& step) {
        out.take(step);
        return true;
    });
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(out.unit_names().at(unit_id::parse("10000001").value()) == "Yol");
    return out.in_order();
}

/// Two kinds on a hundred days: one always in the morning of the period, one in its evening.
std::vector<complaint> two_kinds()
{
    std::vector<complaint> out;
    for (int n = 0; n < 200; ++n) {
        complaint one;
        one.stream = stream_id{static_cast<std::uint64_t>(n + 1)};
        one.at = instant{std::chrono::days{n / 2}};
        one.category = n < 100 ? "early" : "late";
        if (n % 3 == 0) {
            one.ended_at = one.at + 24h * (n % 7);
        }
        out.push_back(one);
    }
    return out;
}

std::multiset<instant> days_of(const std::vector<complaint>& all)
{
    std::multiset<instant> out;
    for (const auto& one : all) {
        out.insert(one.at);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_application_is_one_with_its_first_unit_and_its_end)
{
    host here;
    const auto streams = fill(here);
    const auto found = complaints_of(here);
    BOOST_REQUIRE(found.size() == 3U);
    const auto unit = unit_id::parse("10000001").value();
    for (std::size_t n = 0; n < found.size(); ++n) {
        BOOST_TEST((found[n].stream == streams[n]));
        BOOST_TEST(found[n].category == "roads");
        BOOST_TEST((found[n].unit == (n < 2 ? unit : unit_id{})));
        // The second was answered and nobody has been told.
        BOOST_TEST(found[n].ended_at.has_value() == (n != 1));
        BOOST_TEST((found[n].at == std::chrono::floor<std::chrono::days>(found[n].at)));
    }
    BOOST_TEST((*found[0].ended_at - found[0].at >= 24h));
}

BOOST_AUTO_TEST_CASE(one_person_is_one_hash_and_another_key_has_another)
{
    host here;
    static_cast<void>(fill(here));
    const auto found = complaints_of(here);
    BOOST_TEST((found[0].subject == found[1].subject));
    complaints other{local_calendar::of("Europe/Istanbul").value(), 2};
    BOOST_REQUIRE(look_at(here).value().replay([&](const auto& step) {
        other.take(step);
        return true;
    }));
    const bool known = found[0].subject != 0;
    BOOST_TEST((!known || other.in_order()[0].subject != found[0].subject));
    BOOST_TEST(known);
}

BOOST_AUTO_TEST_CASE(drawing_lots_keeps_the_kinds_the_days_and_how_long_each_took)
{
    const auto before = two_kinds();
    const auto after = tools::shuffled(before, 1);
    BOOST_TEST((days_of(after) == days_of(before)));
    BOOST_TEST(std::is_sorted(
        after.begin(), after.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
    std::map<stream_id, complaint> by_stream;
    for (const auto& one : after) {
        by_stream[one.stream] = one;
    }
    for (const auto& one : before) {
        const auto& now = by_stream.at(one.stream);
        BOOST_TEST(now.category == one.category);
        BOOST_REQUIRE(now.ended_at.has_value() == one.ended_at.has_value());
        BOOST_TEST((!one.ended_at || *now.ended_at - now.at == *one.ended_at - one.at));
    }
}

BOOST_AUTO_TEST_CASE(after_drawing_lots_no_kind_has_its_own_time)
{
    const auto after = tools::shuffled(two_kinds(), 1);
    const auto early = std::count_if(after.begin(), after.begin() + 100, [](const auto& one) {
        return one.category == "early";
    });
    BOOST_TEST(early > 35);
    BOOST_TEST(early < 65);
    BOOST_TEST((tools::shuffled(two_kinds(), 1)[0].stream == after[0].stream));
    BOOST_TEST(tools::shuffled({}, 1).empty());
}

BOOST_AUTO_TEST_SUITE_END()
