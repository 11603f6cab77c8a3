#include "engine/cache.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(engine_cache)

namespace {

using namespace acikkapi;
using acikkapi::engine_room::entry;
using acikkapi::engine_room::shard;

entry at(std::uint64_t newest)
{
    entry out;
    out.newest = position{newest};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(beyond_its_bound_what_was_not_used_lately_goes)
{
    shard part{2};
    part.put(stream_id{1}, at(0), position{9});
    part.put(stream_id{2}, at(0), position{9});
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    part.put(stream_id{3}, at(0), position{9});
    BOOST_TEST(part.find(stream_id{2}) == nullptr);
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    BOOST_TEST(part.find(stream_id{3}) != nullptr);
}

// It would be read from the disk again, as it was before.
BOOST_AUTO_TEST_CASE(what_is_not_durable_yet_stays)
{
    shard part{1};
    part.put(stream_id{1}, at(7), position{6});
    part.put(stream_id{2}, at(8), position{6});
    BOOST_TEST(part.find(stream_id{2}) != nullptr);
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    part.put(stream_id{3}, at(9), position{8});
    BOOST_TEST(part.find(stream_id{2}) == nullptr);
    BOOST_TEST(part.find(stream_id{1}) == nullptr);
    BOOST_TEST(part.find(stream_id{3}) != nullptr);
}

// The hand goes round: nobody stays for having been used once, long ago.
BOOST_AUTO_TEST_CASE(what_was_used_has_one_more_round)
{
    shard part{2};
    part.put(stream_id{1}, at(0), position{9});
    part.put(stream_id{2}, at(0), position{9});
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    part.put(stream_id{3}, at(0), position{9});
    part.put(stream_id{4}, at(0), position{9});
    part.put(stream_id{5}, at(0), position{9});
    BOOST_TEST(part.find(stream_id{1}) == nullptr);
    BOOST_TEST(part.find(stream_id{5}) != nullptr);
}

BOOST_AUTO_TEST_CASE(what_has_ended_goes_before_what_was_used_earlier)
{
    shard part{2};
    part.put(stream_id{1}, at(1), position{9});
    part.put(stream_id{2}, at(2), position{9});
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    auto ended = at(3);
    ended.stored.closed = true;
    part.put(stream_id{2}, std::move(ended), position{9});
    part.put(stream_id{3}, at(4), position{9});
    BOOST_TEST(part.find(stream_id{1}) != nullptr);
    BOOST_TEST(part.find(stream_id{2}) == nullptr);
}

BOOST_AUTO_TEST_CASE(putting_a_stream_again_replaces_its_entry)
{
    shard part{1};
    part.put(stream_id{1}, at(1), position{9});
    auto& again = part.put(stream_id{1}, at(2), position{9});
    BOOST_TEST(part.find(stream_id{1}) == &again);
    BOOST_TEST(number_of(again.newest) == 2U);
}

BOOST_AUTO_TEST_CASE(the_entry_that_was_just_put_is_there_even_without_room)
{
    shard part{0};
    BOOST_TEST(number_of(part.put(stream_id{1}, at(3), position{9}).newest) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
