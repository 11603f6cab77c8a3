#pragma once

#include <cstddef>
#include <string_view>

namespace acikkapi::journal {

/// How much of a file in RocksDB's log format holds whole records with a right checksum, from its
/// beginning: where to cut a MANIFEST whose tail was torn by a crash.
///
/// The format (RocksDB's wiki, «Write Ahead Log File Format»): blocks of 32 KiB; a record begins
/// with a masked CRC-32C, two bytes of length and one of type, does not cross a block, and may be
/// one of several pieces (2 first, 3 middle, 4 last; 1 whole).
/// @return The size of the file if nothing is wrong with it.
[[nodiscard]] std::size_t sound_length(std::string_view file);

}  // namespace acikkapi::journal
