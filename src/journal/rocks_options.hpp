#pragma once

#include <rocksdb/db.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace acikkapi::journal {

/// What RocksDB is given by its owner.
struct rocks_means {
    rocksdb::Env* files = nullptr;                   ///< Null for the machine's.
    std::function<void(std::string_view)> log = {};  ///< Diagnostics.
    /// For rows that are not in tables yet (half of it at most), blocks of tables, indexes and filters,
    /// together.
    std::size_t memory_max = std::size_t{512} << 20U;
    /// One in so many of the files that the process may have open can be a table of this store. The others
    /// are opened when they are read.
    unsigned files_share = 2;
    /// Set at the first error after which RocksDB must not go on by itself.
    std::shared_ptr<std::atomic<bool>> broken{};
};

/// RocksDB set as a register needs it; each setting was bought with a measured loss.
struct rocks_options {
    rocksdb::DBOptions store;
    /// In the order of `table`, with the default and the event family before them.
    std::vector<rocksdb::ColumnFamilyDescriptor> families;

    rocks_options(const rocks_means& means, bool create);
};

}  // namespace acikkapi::journal
