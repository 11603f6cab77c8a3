#pragma once

#include <rocksdb/db.h>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace acikkapi::journal {

/// RocksDB set as a register needs it; each setting was bought with a measured loss.
[[nodiscard]] rocksdb::DBOptions
database_options(rocksdb::Env* environment, std::function<void(std::string_view)> log, bool create);

/// The column families in the order of `table`, with the default and the event family before them.
[[nodiscard]] std::vector<rocksdb::ColumnFamilyDescriptor> family_options();

}  // namespace acikkapi::journal
