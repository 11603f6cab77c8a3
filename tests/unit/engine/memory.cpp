// One budget for all that the engine keeps in memory.
#include <acikkapi/petition.hpp>

#include "engine/opening.hpp"
#include "journal/rocks_options.hpp"
#include "support/ask.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/cache.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

namespace {

using namespace acikkapi;
using namespace support;

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_memory)

BOOST_AUTO_TEST_CASE(the_shares_are_no_more_than_the_whole_and_keep_the_other_bounds)
{
    engine_options options;
    for (const std::size_t limit : {64 * mebibyte, 1'024 * mebibyte, 65'536 * mebibyte}) {
        options.memory_limit = limit;
        const auto shares = engine_room::share_memory(options);
        BOOST_TEST(shares.storage_bytes == limit / 2);
        BOOST_TEST(shares.streams > 0U);
        BOOST_TEST(shares.streams <= options.cached_streams_max);
        BOOST_TEST(shares.keys <= options.cached_keys_max);
        BOOST_TEST(shares.waiting_bytes <= options.waiting_bytes_max);
        BOOST_TEST(
            shares.storage_bytes + shares.streams * 1'000 + shares.keys * 200 +
                shares.waiting_bytes <=
            limit);
    }
    BOOST_TEST(engine_room::share_memory(options).streams == options.cached_streams_max);
    options.memory_limit = 64 * mebibyte;
    BOOST_TEST(engine_room::share_memory(options).streams < options.cached_streams_max);
    BOOST_TEST(engine_room::share_memory(options).keys < options.cached_keys_max);
    BOOST_TEST(engine_room::share_memory(options).waiting_bytes < options.waiting_bytes_max);
}

BOOST_AUTO_TEST_CASE(all_tables_take_from_one_strict_cache_and_so_does_what_is_not_in_tables_yet)
{
    const journal::rocks_options options{{nullptr, {}, 100 * mebibyte}, true};
    std::shared_ptr<rocksdb::Cache> cache;
    for (const auto& family : options.families) {
        const auto* table =
            family.options.table_factory->GetOptions<rocksdb::BlockBasedTableOptions>();
        BOOST_TEST_REQUIRE(table != nullptr);
        cache = cache ? cache : table->block_cache;
        BOOST_TEST((table->block_cache == cache));
        BOOST_TEST(table->cache_index_and_filter_blocks);
    }
    BOOST_TEST(cache->GetCapacity() == 100 * mebibyte);
    BOOST_TEST(cache->HasStrictCapacityLimit());
    const auto& buffers = *options.store.write_buffer_manager;
    BOOST_TEST(buffers.buffer_size() == 50 * mebibyte);
    BOOST_TEST(buffers.cost_to_cache());
}

BOOST_AUTO_TEST_CASE(the_least_memory_is_enough_to_work_with)
{
    host where;
    auto options = where.options();
    options.memory_limit = 64 * mebibyte - 1;
    BOOST_TEST((error_of(engine<petition>::open(options)) == errc::bad_argument));
    options.memory_limit = 64 * mebibyte;
    {
        auto desk = engine<petition>::open(options).value();
        auto wish = a_wish();
        wish.text.assign(3'000, 'x');
        batch<petition> many;
        for (int i = 0; i < 500; ++i) {
            many.requests.push_back(asking(wish, no_stream));
        }
        // More than may wait in memory: tables are written meanwhile.
        for (int i = 0; i < 30; ++i) {
            BOOST_TEST_REQUIRE(desk.submit_all(many).has_value());
        }
        BOOST_TEST(desk.views().find(stream_id{1}).value().version == 1U);
        BOOST_TEST(desk.views().find(stream_id{15'000}).value().version == 1U);
    }
    BOOST_TEST(!look_at(where).value().verify().value().first_divergence.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
