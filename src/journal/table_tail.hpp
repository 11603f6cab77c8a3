#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::journal {

/// Reads `size` bytes of a file from `from` on; nothing if there are not so many.
using bytes_reader =
    std::function<std::optional<std::string>(std::uint64_t from, std::uint64_t size)>;

/// Whether the properties of a table of RocksDB's (block-based, format 1 to 5) fit their checksum.
///
/// Only that is looked at: `true` also for what is no such table, or has another kind of checksum
/// than ours have. RocksDB refuses what it cannot read.
[[nodiscard]] bool properties_fit(std::uint64_t file_size, const bytes_reader& read);

}  // namespace acikkapi::journal
