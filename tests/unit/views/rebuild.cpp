#include "codec/snapshot_codec.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"
#include "support/tally.hpp"
#include "views/rebuild.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(views_rebuild)

using namespace support;
using journal::table;

namespace {

const detail::workflow_of<tally> rules{tally{}};

/// Three applications, the second of them ended.
void fill(host& h)
{
    auto desk = engine<tally>::open(h.options()).value();
    for (const std::int64_t amount : {5, 100, 7}) {
        BOOST_TEST_REQUIRE(desk.submit(adding(amount)).has_value());
    }
}

std::unique_ptr<journal::journal> open(const host& h, bool read_only)
{
    return journal::open({h.where.str(), false, read_only, nullptr, {}}).value();
}

void write(const host& h, journal::row row)
{
    auto store = open(h, false);
    journal::batch what;
    what.first = position{number_of(store->head()) + 1};
    what.rows.push_back(std::move(row));
    BOOST_TEST_REQUIRE(store->commit(what).has_value());
}

result<views_room::kept> rebuilt(const host& h, std::vector<std::uint64_t>& visited)
{
    const auto store = open(h, true);
    return views_room::rebuild(
        *store, rules, journal::read_head(*store).value(), [&](stream_id stream, const void*) {
            visited.push_back(number_of(stream));
        });
}

errc error_after(const host& h)
{
    std::vector<std::uint64_t> visited;
    const auto made = rebuilt(h, visited);
    return made ? errc{} : static_cast<errc>(made.error().value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_open_application_is_visited_and_listed)
{
    host h;
    fill(h);
    std::vector<std::uint64_t> visited;
    const auto made = rebuilt(h, visited).value();
    BOOST_TEST((visited == std::vector<std::uint64_t>{1, 3}));
    const auto page = made.lists->page("sum", "", {0, 0}, 10);
    BOOST_TEST((page == std::vector<views_room::open_lists::place>{{5, 1}, {7, 3}}));
}

BOOST_AUTO_TEST_CASE(the_figures_are_those_on_disk)
{
    host h;
    fill(h);
    std::vector<std::uint64_t> visited;
    auto numbers = rebuilt(h, visited).value().figures->read();
    BOOST_TEST(numbers["state"]["open"] == 2U);
    BOOST_TEST(numbers["state"]["ended"] == 1U);
}

BOOST_AUTO_TEST_CASE(a_damaged_figure_is_corruption)
{
    host h;
    fill(h);
    write(h, {table::counter, journal::counter_key("state", "open"), "no number"});
    BOOST_TEST((error_after(h) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(a_damaged_snapshot_is_corruption)
{
    host h;
    fill(h);
    write(h, {table::open, journal::stream_key(stream_id{3}), "no snapshot"});
    BOOST_TEST((error_after(h) == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(a_snapshot_under_no_stream_is_corruption)
{
    host h;
    fill(h);
    const auto row = open(h, true)->get(table::open, journal::stream_key(stream_id{3})).value();
    write(h, {table::open, "three", row});
    BOOST_TEST((error_after(h) == errc::corrupt_snapshot));
}

// Its number would be given once more, to somebody else.
BOOST_AUTO_TEST_CASE(a_stream_that_the_head_does_not_know_is_corruption)
{
    host h;
    fill(h);
    const auto head = journal::read_head(*open(h, true)).value();
    write(
        h,
        {table::meta,
         std::string{journal::head_key},
         journal::encode_head({head.last, stream_id{2}, head.letters_done})});
    BOOST_TEST((error_after(h) == errc::corrupt_snapshot));
    BOOST_TEST((engine<tally>::open(h.options()).error() == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_knows_of_a_later_event_is_corruption)
{
    host h;
    fill(h);
    const auto key = journal::stream_key(stream_id{3});
    auto stored = codec::decode_snapshot(**open(h, true)->get(table::open, key)).value();
    stored.events.back() = position{40};
    write(h, {table::open, key, codec::encode_snapshot(stored)});
    BOOST_TEST((error_after(h) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_SUITE_END()
