#include "host/feed.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_feed_text)

namespace {

using namespace acikkapi;
using host::feed_place;

feed_place place(std::uint64_t epoch, std::uint64_t after)
{
    return {restore_epoch{epoch}, position{after}};
}

constexpr std::uint64_t greatest = ~std::uint64_t{0};

}  // namespace

BOOST_AUTO_TEST_CASE(an_offset_is_read_as_it_was_written)
{
    for (const auto one :
         {place(0, 0), place(0, 1), place(1'764'000'000'000'000, 42), place(greatest, greatest)}) {
        BOOST_TEST((host::parse_offset(host::offset_of(one)) == one));
    }
}

BOOST_AUTO_TEST_CASE(a_later_place_sorts_behind)
{
    const std::uint64_t places[] = {0, 1, 9, 10, 99, 100, greatest - 1, greatest};
    for (std::size_t i = 1; i < std::size(places); ++i) {
        BOOST_TEST(host::offset_of(place(7, places[i - 1])) < host::offset_of(place(7, places[i])));
    }
}

BOOST_AUTO_TEST_CASE(an_offset_has_nothing_that_a_url_would_change_and_is_no_sentinel)
{
    const auto text = host::offset_of(place(greatest, greatest));
    BOOST_TEST(text.find_first_of(",&=?/%+ ") == std::string::npos);
    BOOST_TEST(text.size() < 256U);
    BOOST_TEST(text != "-1");
}

BOOST_AUTO_TEST_CASE(what_was_never_given_out_is_no_offset)
{
    const auto good = host::offset_of(place(1, 2));
    for (const auto& bad :
         {std::string{},
          std::string{"-1"},
          std::string{"now"},
          std::string{"0_0"},
          good + "0",
          good.substr(1),
          "-" + good.substr(1),
          "x" + good.substr(1),
          std::string(41, '9'),
          std::string(20, '9') + "_" + std::string(20, '9')}) {
        BOOST_TEST(!host::parse_offset(bad).has_value(), bad);
    }
}

BOOST_AUTO_TEST_CASE(a_cursor_grows_with_time_and_is_never_the_one_that_was_brought)
{
    using namespace std::chrono;
    const sys_days begin = year{2024} / 10 / 9;
    BOOST_TEST(host::next_cursor(begin + 39s, {}, 0) == 1U);
    BOOST_TEST(host::next_cursor(begin + 40s, {}, 0) == 2U);
    BOOST_TEST(host::next_cursor(begin - 40s, {}, 0) == 0U);
    BOOST_TEST(host::next_cursor(begin + 40s, 1, 0) == 2U);
    for (const std::uint32_t chance : {0U, 1U, 179U, 180U, ~0U}) {
        const auto next = host::next_cursor(begin + 40s, 2, chance);
        BOOST_TEST(next > 2U);
        BOOST_TEST(next <= 182U);
    }
    BOOST_TEST(host::next_cursor(begin + 40s, greatest, 0) == 2U);
}

BOOST_AUTO_TEST_CASE(the_names_of_events_are_known)
{
    for (const auto* const name : {"submitted", "answered", "refused", "erased", "proposed"}) {
        BOOST_TEST(host::is_event_name(name), name);
    }
    for (const auto* const name : {"", "unknown", "sumbitted", "Submitted", "restored"}) {
        BOOST_TEST(!host::is_event_name(name), name);
    }
}

BOOST_AUTO_TEST_CASE(an_entry_says_what_happened_and_in_which_role_and_no_more)
{
    record what;
    what.at = position{7};
    what.stream = stream_id{3};
    what.version = 2;
    what.recorded_at = instant{std::chrono::seconds{1'700'000'000}};
    what.by = actor::parse("unit:24301265/mehmet").value();
    what.payload.type = 2;
    what.payload.clear = "a note";
    const auto text = boost::json::serialize(host::entry_of(what, "34-2026-000000001-1"));
    BOOST_TEST(
        text == R"({"position":7,"event":"routed","at":"2023-11-14T22:13:20Z","role":"unit",)"
                R"("number":"34-2026-000000001-1","version":2})");
}

BOOST_AUTO_TEST_CASE(what_is_no_fact_has_a_name_too)
{
    record what;
    what.by = actor::parse("auditor").value();
    const std::pair<record_kind, std::string_view> kinds[] = {
        {record_kind::refusal, "refused"},
        {record_kind::erasure, "erased"},
        {record_kind::disclosure, "disclosed"},
        {record_kind::hold, "held"},
        {record_kind::release, "released"},
        {record_kind::proposal, "proposed"}};
    for (const auto& [kind, name] : kinds) {
        what.kind = kind;
        const auto entry = host::entry_of(what, {});
        BOOST_TEST(std::string_view{entry.at("event").get_string()} == name);
        BOOST_TEST(!entry.contains("number"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
