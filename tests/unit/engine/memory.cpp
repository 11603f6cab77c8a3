// One budget for all that the engine keeps in memory.
#include <acikkapi/petition.hpp>

#include "engine/opening.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_options.hpp"
#include "journal/tables.hpp"
#include "support/ask.hpp"
#include "support/trial_disk.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <future>
#include <memory>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_memory)

namespace {

using namespace acikkapi;
using namespace support;

constexpr std::size_t mebibyte = std::size_t{1} << 20U;

}  // namespace

BOOST_AUTO_TEST_CASE(the_shares_are_no_more_than_the_whole_and_keep_the_other_bounds)
{
    engine_options options;
    for (const std::size_t limit : {64 * mebibyte, 1'024 * mebibyte, 65'536 * mebibyte}) {
        options.memory_limit = limit;
        // By name, so that a share that comes to them does not compile until it is added up here.
        const auto [storage, streams, keys, waiting] = engine_room::share_memory(options);
        BOOST_TEST(storage == limit / 2);
        BOOST_TEST(streams > 0U);
        BOOST_TEST(streams <= options.cached_streams_max);
        BOOST_TEST(keys <= options.cached_keys_max);
        BOOST_TEST(waiting <= options.waiting_bytes_max);
        BOOST_TEST(storage + streams * 1'000 + keys * 200 + waiting <= limit);
    }
    BOOST_TEST(engine_room::share_memory(options).streams == options.cached_streams_max);
    options.memory_limit = 64 * mebibyte;
    BOOST_TEST(engine_room::share_memory(options).streams < options.cached_streams_max);
    BOOST_TEST(engine_room::share_memory(options).keys < options.cached_keys_max);
    BOOST_TEST(engine_room::share_memory(options).waiting_bytes < options.waiting_bytes_max);
}

// The bound of its own would be sixteen times as much.
BOOST_AUTO_TEST_CASE(what_waits_to_be_written_keeps_to_its_share)
{
    host where;
    trial_disk disk;
    auto options = where.options();
    options.environment = disk.environment();
    options.memory_limit = 64 * mebibyte;
    const auto share = engine_room::share_memory(options).waiting_bytes;
    auto desk = engine<petition>::open(options).value();
    auto wish = a_wish();
    wish.text.assign(3'000, 'x');
    disk.hold();
    std::vector<std::future<result<receipt>>> all;
    all.push_back(ask(desk, asking(wish, no_stream)));
    disk.wait_until_held();
    for (std::size_t i = 0; i < 2 * share / wish.text.size(); ++i) {
        all.push_back(ask(desk, asking(wish, no_stream)));
    }
    disk.release();
    std::size_t done = 0;
    for (auto& one : all) {
        const auto answer = one.get();
        done += answer ? 1U : 0U;
        BOOST_TEST((answer || answer.error() == errc::overloaded));
    }
    BOOST_TEST((done > 1U && done < all.size() / 2 + 2), done);
}

BOOST_AUTO_TEST_CASE(all_tables_take_from_one_cache_and_so_does_what_is_not_in_tables_yet)
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
    const auto& buffers = *options.store.write_buffer_manager;
    BOOST_TEST(buffers.buffer_size() == 50 * mebibyte);
    BOOST_TEST(buffers.cost_to_cache());
}

// Over the budget is only what somebody is reading just then.
BOOST_AUTO_TEST_CASE(what_was_read_is_forgotten_when_the_budget_is_used_up)
{
    const folder where;
    std::string why;
    const auto rows = journal::tables::open(
        where.str(), journal::tables::mode::create, {nullptr, {}, 32 * mebibyte}, why);
    BOOST_TEST_REQUIRE(rows.has_value(), why);
    auto& store = rows->store();
    // Of every size, up to the largest attachment: 96 MiB in all.
    std::uint64_t count = 0;
    for (std::size_t written = 0; written < 96 * mebibyte; ++count) {
        const std::size_t size = attachment_bytes_max >> (count % 12);
        const auto key = journal::event_key(position{count});
        BOOST_TEST_REQUIRE(store.Put({}, rows->events(), key, std::string(size, 'x')).ok());
        written += size;
    }
    BOOST_TEST_REQUIRE(store.Flush({}, rows->events()).ok());
    // Nobody else reads then: what was merged is read once more in the background.
    BOOST_TEST_REQUIRE(store.CompactRange({}, rows->events(), nullptr, nullptr).ok());
    rocksdb::CancelAllBackgroundWork(&store, true);
    const auto figure = [&](const std::string& name) {
        std::uint64_t out = 0;
        BOOST_TEST_REQUIRE(store.GetIntProperty(rows->events(), name, &out));
        return out;
    };
    const auto capacity = figure(rocksdb::DB::Properties::kBlockCacheCapacity);
    BOOST_TEST(capacity == 32 * mebibyte);
    std::uint64_t most = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string value;
        const auto read = store.Get({}, rows->events(), journal::event_key(position{i}), &value);
        BOOST_TEST_REQUIRE(read.ok(), read.ToString());
        most = std::max(most, figure(rocksdb::DB::Properties::kBlockCacheUsage));
    }
    BOOST_TEST(most <= capacity);
    BOOST_TEST(most > capacity / 4);
    // All that is read at the same time is in memory, though it is more than the budget.
    std::vector<std::unique_ptr<rocksdb::Iterator>> readers;
    for (std::uint64_t i = 0; i < count; i += 12) {
        readers.emplace_back(store.NewIterator({}, rows->events()))
            ->Seek(journal::event_key(position{i}));
        BOOST_TEST_REQUIRE(readers.back()->Valid(), readers.back()->status().ToString());
    }
    BOOST_TEST(figure(rocksdb::DB::Properties::kBlockCacheUsage) > capacity);
    readers.clear();
    BOOST_TEST(figure(rocksdb::DB::Properties::kBlockCacheUsage) <= capacity);
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

// Each is one block of a table, and so is read as a whole: also when the table was just written, and
// when the log becomes tables at an opening.
BOOST_AUTO_TEST_CASE(the_least_memory_is_enough_for_the_largest_attachments)
{
    host where;
    auto options = where.options();
    options.memory_limit = 64 * mebibyte;
    const commands::attach large{media::pdf, "plan.pdf", std::string(attachment_bytes_max, 'x')};
    stream_id stream{};
    {
        auto desk = engine<petition>::open(options).value();
        stream = desk.submit(asking(a_wish(), no_stream)).value().stream;
        for (int i = 0; i < 10; ++i) {
            const auto done = desk.submit(asking(large, stream));
            BOOST_TEST_REQUIRE(done.has_value(), done.error().message());
        }
    }
    for (int i = 0; i < 2; ++i) {
        const auto desk = engine<petition>::open(options);
        BOOST_TEST_REQUIRE(desk.has_value(), desk.error().message());
        const auto all = desk->views().timeline(stream);
        BOOST_TEST_REQUIRE(all.has_value(), all.error().message());
        BOOST_TEST(all->size() == 11U);
    }
    BOOST_TEST(!look_at(where).value().verify().value().first_divergence.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
