#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace bench {

/// Bytes that RocksDB gave to its files.
struct written_bytes {
    std::atomic<std::uint64_t> to_log{0};
    std::atomic<std::uint64_t> to_tables{0};  ///< Flushes and compactions.
};

/// The files of the machine, with what is written to them counted.
/// @param into  Outlives what is returned.
[[nodiscard]] std::unique_ptr<rocksdb::Env> count_files(written_bytes& into);

}  // namespace bench
