#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

namespace acikkapi::journal {

/// Files as RocksDB may see them: a table whose properties are damaged is not opened, and no folder of old
/// logs is looked for.
///
/// Of a table's blocks RocksDB parses one before it looks at the checksum, the properties: they say
/// how many entries there are, which our own checks rest on, and with assertions on, as in Debian's
/// build, one flipped bit in them ends the process.
/// @param files   Outlives it.
/// @param broken  Once it is set, nobody is told how much space there is: who waits for some, waits on.
[[nodiscard]] std::unique_ptr<rocksdb::Env>
checked_files(rocksdb::Env& files, std::shared_ptr<const std::atomic<bool>> broken = {});

}  // namespace acikkapi::journal
