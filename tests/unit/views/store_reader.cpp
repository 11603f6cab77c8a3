#include "codec/snapshot_codec.hpp"
#include "journal/read.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "vault/secrets.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(views_store_reader)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

const std::size_t done_table = raw_store::family(journal::table::done);

desk_of open(host& h)
{
    return desk_of::open(h.options()).value();
}

template <class T>
errc error_of(const result<T>& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

/// All streams of a list, page by page; `between` is called after each page.
std::vector<std::uint64_t> walk(
    const desk_of& e, list_query query, const std::function<void()>& between = [] {})
{
    std::vector<std::uint64_t> out;
    do {
        const auto page = e.views().list(query).value();
        BOOST_TEST_REQUIRE(page.streams.size() <= query.limit);
        for (const auto one : page.streams) {
            out.push_back(number_of(one));
        }
        query.after = page.next;
        between();
    } while (!query.after.empty());
    return out;
}

/// An ended application, 1, in a store that is closed.
void make_ended(host& h)
{
    auto e = open(h);
    BOOST_REQUIRE(e.submit(adding(7)).has_value());
    BOOST_REQUIRE(e.submit(adding(200, stream_id{1})).has_value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(pages_of_every_size_give_the_whole_list_in_order)
{
    host h;
    auto e = open(h);
    std::vector<std::uint64_t> wanted;
    for (std::int64_t i = 20; i > 0; --i) {
        wanted.push_back(number_of(e.submit(adding(i)).value().stream));
    }
    std::reverse(wanted.begin(), wanted.end());
    for (const std::size_t limit : {1U, 3U, 10U, 19U, 20U, 21U}) {
        BOOST_TEST(walk(e, {"sum", "", false, {}, limit}) == wanted);
    }
}

BOOST_AUTO_TEST_CASE(the_last_page_has_no_next_even_when_it_is_full)
{
    host h;
    auto e = open(h);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(e.submit(adding(2)).has_value());
    BOOST_TEST(e.views().list({"sum", "", false, {}, 2}).value().next.empty());
    BOOST_TEST(!e.views().list({"sum", "", false, {}, 1}).value().next.empty());
    BOOST_TEST(e.views().list({"none", "", false, {}, 1}).value().streams.empty());
}

// Rows that do not move are seen exactly once, whatever happens to the others meanwhile.
BOOST_AUTO_TEST_CASE(no_row_is_lost_or_seen_twice_while_the_list_changes)
{
    host h;
    auto e = open(h);
    std::mt19937_64 random{92};
    std::vector<std::uint64_t> still;
    std::vector<stream_id> moving;
    for (int i = 0; i < 60; ++i) {
        const auto id = e.submit(adding(static_cast<std::int64_t>(random() % 90))).value().stream;
        if (i % 2 == 0) {
            still.push_back(number_of(id));
        } else {
            moving.push_back(id);
        }
    }
    const auto seen = walk(e, {"sum", "", false, {}, 4}, [&] {
        for (int n = 0; n < 3 && !moving.empty(); ++n) {
            const auto at = random() % moving.size();
            BOOST_TEST(e.submit(adding(100, moving[at])).has_value());  // It ends: out of the list.
            moving.erase(moving.begin() + static_cast<std::ptrdiff_t>(at));
            BOOST_TEST(e.submit(adding(static_cast<std::int64_t>(random() % 90))).has_value());
        }
    });
    for (const auto one : still) {
        BOOST_TEST(std::count(seen.begin(), seen.end(), one) == 1);
    }
    BOOST_TEST(std::set<std::uint64_t>(seen.begin(), seen.end()).size() == seen.size());
}

BOOST_AUTO_TEST_CASE(ended_applications_are_paged_like_open_ones)
{
    host h;
    auto e = open(h);
    std::vector<std::uint64_t> wanted;
    for (std::int64_t i = 12; i > 0; --i) {
        wanted.push_back(number_of(e.submit(adding(100 + i % 4)).value().stream));
    }
    std::stable_sort(wanted.begin(), wanted.end(), [&](auto a, auto b) {
        const auto sum = [&](auto id) { return e.views().find(stream_id{id}).value().state.sum; };
        return std::pair{sum(a), a} < std::pair{sum(b), b};
    });
    for (const std::size_t limit : {1U, 5U, 12U, 13U}) {
        BOOST_TEST(walk(e, {"sum", "", true, {}, limit}) == wanted);
    }
    BOOST_TEST(walk(e, {"sum", "", false, {}, 5}).empty());
    BOOST_TEST(walk(e, {"su", "", true, {}, 5}).empty());
    BOOST_TEST(walk(e, {"sum", "x", true, {}, 5}).empty());
}

BOOST_AUTO_TEST_CASE(a_limit_or_a_cursor_out_of_range_is_refused)
{
    host h;
    auto e = open(h);
    const auto asked = [&](std::string cursor, std::size_t limit) {
        const auto open_list = error_of(e.views().list({"sum", "", false, cursor, limit}));
        BOOST_TEST((error_of(e.views().list({"sum", "", true, cursor, limit})) == open_list));
        return open_list;
    };
    const std::string cursor(32, 'a');
    BOOST_TEST((asked("", 0) == errc::bad_argument));
    BOOST_TEST((asked("", 1'001) == errc::bad_argument));
    BOOST_TEST((asked("", 1'000) == errc{}));
    BOOST_TEST((asked(cursor, 1) == errc{}));
    for (const auto& bad :
         {cursor + "a",
          cursor + "aa",
          cursor.substr(1),
          std::string(32, 'A'),
          std::string(32, 'g'),
          std::string(31, '0') + '\0',
          std::string("0")}) {
        BOOST_TEST((asked(bad, 1) == errc::bad_argument));
    }
    BOOST_TEST((error_of(e.views().find_by("sum", "1", 0)) == errc::bad_argument));
    BOOST_TEST((error_of(e.views().find_by("sum", "1", 1'001)) == errc::bad_argument));
}

// What somebody types into an address must not read as damage: behind a zero byte there is a row's place.
BOOST_AUTO_TEST_CASE(a_name_or_a_key_with_a_zero_byte_is_refused)
{
    host h;
    auto e = open(h);
    BOOST_TEST(e.submit(adding(100)).has_value());
    const std::string zero(1, '\0');
    for (const bool closed : {true, false}) {
        const auto asked = [&](const std::string& list, const std::string& key) {
            return error_of(e.views().list({list, key, closed, {}, 5}));
        };
        BOOST_TEST((asked("sum", "") == errc{}));
        BOOST_TEST((asked("sum", zero) == errc::bad_argument));
        BOOST_TEST((asked("sum" + zero, "") == errc::bad_argument));
        BOOST_TEST((asked("sum", zero + "\x80") == errc::bad_argument));
        BOOST_TEST((asked(zero, "sum") == errc::bad_argument));
    }
}

BOOST_AUTO_TEST_CASE(an_application_is_found_for_ever_by_what_it_once_had_newest_first)
{
    host h;
    {
        auto e = open(h);
        for (int i = 0; i < 3; ++i) {
            BOOST_TEST(e.submit(adding(5)).has_value());
        }
        BOOST_TEST(e.submit(adding(200, stream_id{1})).has_value());
        BOOST_TEST(e.submit(adding(1, stream_id{3})).has_value());
    }
    auto e = open(h);
    const auto found = e.views().find_by("sum", "5").value();
    BOOST_TEST((found == std::vector{stream_id{3}, stream_id{2}, stream_id{1}}));
    BOOST_TEST((e.views().find_by("sum", "6").value() == std::vector{stream_id{3}}));
    BOOST_TEST((e.views().find_by("sum", "5", 1).value() == std::vector{stream_id{3}}));
    BOOST_TEST(e.views().find_by("sum", "7").value().empty());
    BOOST_TEST(e.views().find_by("su", "5").value().empty());
}

BOOST_AUTO_TEST_CASE(an_application_is_seen_as_it_stood_after_an_event_or_at_a_time)
{
    host h;
    auto e = open(h);
    const instant start = h.time.now();
    BOOST_TEST(e.submit(adding(1)).has_value());
    const auto a = e.submit(adding(2)).value().stream;
    h.time.set(start + 1h);
    BOOST_TEST(e.submit(adding(3, a)).has_value());
    h.time.set(start + 2h);
    BOOST_TEST(e.submit(adding(100, a)).has_value());
    const auto views = e.views();
    BOOST_TEST((error_of(views.find_as_of(a, position{1})) == errc::no_such_application));
    BOOST_TEST(views.find_as_of(a, position{2}).value().state.sum == 2);
    const auto second = views.find_as_of(a, position{3}).value();
    BOOST_TEST((second.version == 2U && second.state.sum == 5 && !second.closed));
    BOOST_TEST((second.last_at == start + 1h));
    BOOST_TEST(views.find_as_of(a, position{99}).value().closed);
    BOOST_TEST((error_of(views.find_as_of(a, start - 1us)) == errc::no_such_application));
    BOOST_TEST(views.find_as_of(a, start).value().state.sum == 2);
    BOOST_TEST(views.find_as_of(a, start + 2h - 1us).value().state.sum == 5);
    BOOST_TEST(views.find_as_of(a, start + 2h).value().state.sum == 105);
    BOOST_TEST((error_of(views.find_as_of(stream_id{9}, start)) == errc::no_such_application));
}

BOOST_AUTO_TEST_CASE(a_timeline_has_facts_and_refusals_of_its_application_in_their_order)
{
    host h;
    auto e = open(h);
    const auto a = e.submit(adding(1)).value().stream;
    BOOST_TEST(e.submit(adding(-1, a, "x")).has_error());
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(e.submit(adding(2, a)).has_value());
    BOOST_TEST(e.submit(adding(-2, a, "y")).has_error());
    const auto all = e.views().timeline(a).value();
    std::vector<std::uint64_t> places;
    std::vector<bool> refused;
    for (const auto& one : all) {
        places.push_back(number_of(one.at));
        refused.push_back(one.kind == record_kind::refusal);
        BOOST_TEST((one.stream == a));
    }
    BOOST_TEST(places == (std::vector<std::uint64_t>{1, 2, 4, 5}));
    BOOST_TEST((refused == std::vector<bool>{false, true, false, true}));
    BOOST_TEST((error_of(e.views().timeline(stream_id{9})) == errc::no_such_application));
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_corrupt_wherever_it_is_cut)
{
    host h;
    make_ended(h);
    const auto key = journal::stream_key(stream_id{1});
    const std::string sound = raw_store{h.where.str()}.get(done_table, key);
    for (std::size_t size = 0; size < sound.size(); size += 3) {
        raw_store{h.where.str()}.put(done_table, key, sound.substr(0, size));
        auto e = open(h);
        BOOST_TEST((error_of(e.views().find(stream_id{1})) == errc::corrupt_snapshot), size);
        BOOST_TEST((error_of(e.views().timeline(stream_id{1})) == errc::corrupt_snapshot), size);
        BOOST_TEST((error_of(e.submit(adding(1, stream_id{1}))) == errc::corrupt_snapshot), size);
    }
}

// A snapshot may name events that are another's: the records tell whose they are.
BOOST_AUTO_TEST_CASE(a_snapshot_that_names_events_of_another_application_is_corrupt)
{
    host h;
    make_ended(h);
    {
        auto e = open(h);
        BOOST_REQUIRE(e.submit(adding(9)).has_value());
        BOOST_REQUIRE(e.submit(adding(9, stream_id{2})).has_value());
    }
    const auto key = journal::stream_key(stream_id{1});
    auto wrong = codec::decode_snapshot(raw_store{h.where.str()}.get(done_table, key)).value();
    wrong.events.back() = position{4};  // Also a second one, but of the other.
    raw_store{h.where.str()}.put(done_table, key, codec::encode_snapshot(wrong));
    auto e = open(h);
    BOOST_TEST((error_of(e.views().timeline(stream_id{1})) == errc::corrupt_journal));
    BOOST_TEST(
        (error_of(e.views().find_as_of(stream_id{1}, position{9})) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_missing_event_is_corrupt_and_never_passed_over)
{
    host h;
    make_ended(h);
    {
        auto e = open(h);
        BOOST_REQUIRE(e.submit(adding(9)).has_value());
        // Among the last 255 a hole is seen at opening.
        BOOST_REQUIRE(e.submit({{0, 256}, officer(), no_stream, {}, {}}).has_value());
    }
    raw_store{h.where.str()}.punch(position{2});
    auto e = open(h);
    BOOST_TEST((error_of(e.views().timeline(stream_id{1})) == errc::corrupt_journal));
    BOOST_TEST(
        (error_of(e.views().find_as_of(stream_id{1}, position{9})) == errc::corrupt_journal));
    BOOST_TEST(e.views().find_as_of(stream_id{1}, position{1}).value().state.sum == 7);
}

// An application may have ten attachments of four megabytes: whoever wants one of them need not hold all.
BOOST_AUTO_TEST_CASE(a_timeline_is_read_record_by_record_as_it_is_taken)
{
    host h;
    make_ended(h);
    {
        auto e = open(h);
        // Among the last 255 a hole is seen at opening.
        BOOST_REQUIRE(e.submit({{0, 256}, officer(), no_stream, {}, {}}).has_value());
    }
    auto whole = open(h).views().timeline(stream_id{1}).value();
    raw_store{h.where.str()}.punch(whole.back().at);
    auto e = open(h);
    std::vector<record> taken;
    const auto read =
        e.views().timeline(stream_id{1}, [&](record one) { taken.push_back(std::move(one)); });
    BOOST_TEST((error_of(read) == errc::corrupt_journal));
    whole.pop_back();
    BOOST_TEST(!whole.empty());
    BOOST_TEST((taken == whole));
}

BOOST_AUTO_TEST_CASE(rows_whose_keys_are_no_places_are_corrupt)
{
    host h;
    make_ended(h);
    {
        raw_store raw{h.where.str()};
        const auto closed = raw_store::family(journal::table::closed);
        raw.put(closed, journal::closed_prefix("sum", "") + "short", "");
        const vault::secrets keys{h.options().key};
        raw.put(
            raw_store::family(journal::table::lookup), keys.lookup_hash("sum", "7") + "short", "");
    }
    auto e = open(h);
    BOOST_TEST((error_of(e.views().list({"sum", "", true, {}, 9})) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(e.views().find_by("sum", "7")) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_SUITE_END()
