#include "journal/rocks_options.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <utility>

namespace acikkapi::journal {
namespace {

constexpr std::size_t mebibyte = 1U << 20U;

/// Hands RocksDB's diagnostics to the host. With RocksDB's own LOG file a full disk ends the
/// process: its writer asserts that closing succeeded.
class host_log final : public rocksdb::Logger {
public:
    explicit host_log(std::function<void(std::string_view)> sink)
        : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), sink_(std::move(sink))
    {}

    using Logger::Logv;
    void Logv(const char* format, va_list arguments) override
    {
        if (!sink_) {
            return;
        }
        std::array<char, 512> line{};  // Longer lines are cut: diagnostics have a bound.
        const int size = std::vsnprintf(line.data(), line.size(), format, arguments);
        if (size > 0) {
            sink_(line.data());
        }
    }

private:
    std::function<void(std::string_view)> sink_;
};

/// Keeps RocksDB from going on by itself when there is space again. It would write its tables to
/// files one by one and try the failed record once more: a machine that stops in between finds that
/// record in some families and not in others. The journal opens the store anew instead.
///
/// A recovery that a lesser error has begun, of a merging of tables, say, waits for space in a thread of its own
/// and would go on over a worse one, too: it is told of no space any more.
class no_recovery final : public rocksdb::EventListener {
public:
    explicit no_recovery(std::shared_ptr<std::atomic<bool>> broken) : broken_(std::move(broken)) {}

    void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* why) override
    {
        if (broken_ && why->severity() >= rocksdb::Status::Severity::kHardError) {
            broken_->store(true);
        }
    }
    void OnErrorRecoveryBegin(
        rocksdb::BackgroundErrorReason, rocksdb::Status why, bool* by_itself) override
    {
        *by_itself = *by_itself && why.severity() < rocksdb::Status::Severity::kHardError;
    }

private:
    std::shared_ptr<std::atomic<bool>> broken_;
};

/// One budget for all: what waits to be written to tables takes from the blocks that are kept.
///
/// It is kept to by forgetting what nobody reads, not by refusing what somebody reads: in a strict cache
/// a block that does not fit is a read that fails, and where a table is read again after it was
/// written, or the log becomes tables, that is the end of the store. No strict cache is large enough:
/// the blocks of all readers at a time have no bound but the number of readers.
std::shared_ptr<rocksdb::Cache> cache_of(std::size_t bytes)
{
    // RocksDB's own choice is up to 64 parts: a block that is larger than its part drives all out of it.
    constexpr std::size_t part_min = 16 * mebibyte;  // Several of the largest attachments.
    constexpr int parts_max_bits = 6;
    rocksdb::LRUCacheOptions out;
    out.capacity = bytes;
    out.num_shard_bits = 0;
    while (out.num_shard_bits < parts_max_bits && bytes >> (out.num_shard_bits + 1) >= part_min) {
        ++out.num_shard_bits;
    }
    out.high_pri_pool_ratio = 0.25;  // Indexes and filters: a scan does not drive them out.
    return rocksdb::NewLRUCache(out);
}

/// RocksDB's own choice is to keep all tables open: with the usual 1,024 files a process would come to
/// its end at 64 GiB, and a backup, which looks at as many again, at the half of that.
int tables_max(unsigned files_share)
{
    constexpr rlim_t least = 20;  // RocksDB takes no fewer.
    constexpr rlim_t most =
        1U << 14U;  // 1 TiB of tables; each takes some memory beside the budget.
    rlimit files{};
    const bool known = ::getrlimit(RLIMIT_NOFILE, &files) == 0;
    return static_cast<int>(std::clamp(known ? files.rlim_cur / files_share : least, least, most));
}

/// @param tables  How many are kept open.
void keep_open(rocksdb::DBOptions& out, int tables)
{
    // Each part keeps one at least: in RocksDB's own 64 parts fewer tables than that are no bound.
    constexpr int part_min = 16;
    constexpr int parts_max_bits = 6;
    out.max_open_files = tables;
    out.table_cache_numshardbits = 0;
    while (out.table_cache_numshardbits < parts_max_bits &&
           tables >> (out.table_cache_numshardbits + 1) >= part_min) {
        ++out.table_cache_numshardbits;
    }
}

rocksdb::ColumnFamilyOptions
family(std::size_t buffer_bytes, const std::shared_ptr<rocksdb::Cache>& cache)
{
    rocksdb::ColumnFamilyOptions out;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.cache_index_and_filter_blocks =
        true;  // Else they grow with the store, beside the budget.
    table.pin_l0_filter_and_index_blocks_in_cache = true;
    table.block_size = 16U << 10U;
    table.checksum = rocksdb::kXXH3;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));
    table.verify_compression = true;
    out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    out.write_buffer_size = buffer_bytes;
    out.compression = rocksdb::kNoCompression;  // The personal part will be sealed: noise.
    out.level_compaction_dynamic_level_bytes = true;
    out.paranoid_file_checks = true;  // A file is read again after it was written.
    out.force_consistency_checks = true;
    return out;
}

rocksdb::DBOptions store_options(const rocks_means& means, bool create)
{
    rocksdb::DBOptions out;
    if (means.files != nullptr) {
        out.env = means.files;
    }
    // Only an explicit wish makes a store: else a lost MANIFEST would look like a new, empty one.
    out.create_if_missing = create;
    out.create_missing_column_families = create;
    out.info_log = std::make_shared<host_log>(means.log);
    out.listeners.push_back(std::make_shared<no_recovery>(means.broken));
    out.max_bgerror_resume_count = 0;
    // The header's default depends on NDEBUG of the including file.
    out.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
    out.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    // A missing WAL is refused; without it, silently lost.
    out.track_and_verify_wals_in_manifest = true;
    out.paranoid_checks = true;
    out.verify_sst_unique_id_in_manifest = true;
    // Of each table file one sum over all of it, in the MANIFEST: a backup that copies a file looks
    // whether it is what was written. CRC-32C, because a backup heeds no other.
    out.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    // Replayed WAL is written again: after an fsync error the page cache may hold what the disk lacks.
    out.avoid_flush_during_recovery = false;
    out.allow_data_in_errors = false;             // No personal data in texts.
    out.allow_concurrent_memtable_write = false;  // One committer; needed for the insert hint.
    out.max_total_wal_size = 192 * mebibyte;      // Bounds the time to open after a crash.
    out.max_background_jobs = 2;
    // The default makes 15 threads for each of our nine families at every opening.
    out.max_file_opening_threads = 1;
    keep_open(out, tables_max(means.files_share));
    return out;
}

std::vector<rocksdb::ColumnFamilyDescriptor>
family_options(const std::shared_ptr<rocksdb::Cache>& cache)
{
    // Rows that are written again and again stay in a skip list that fits the processor's cache.
    auto small = family(8 * mebibyte, cache);
    // The committer writes the rows of a batch in order: inserting goes on from the last place.
    // All keys of a family share their first byte in practice, so one place is remembered.
    small.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(1));
    std::vector<rocksdb::ColumnFamilyDescriptor> out;
    out.emplace_back(rocksdb::kDefaultColumnFamilyName, small);
    out.emplace_back("event", family(64 * mebibyte, cache));
    for (const char* name :
         {"open", "done", "closed", "lookup", "key", "counter", "meta", "tree"}) {
        out.emplace_back(name, small);
    }
    return out;
}

}  // namespace

rocks_options::rocks_options(const rocks_means& means, bool create)
    : store(store_options(means, create))
{
    const auto cache = cache_of(means.memory_max);
    store.write_buffer_manager =
        std::make_shared<rocksdb::WriteBufferManager>(means.memory_max / 2, cache);
    families = family_options(cache);
}

}  // namespace acikkapi::journal
