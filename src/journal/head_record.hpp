#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>

#include <rocksdb/env.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::journal {

/// What the journal is known to hold: it may hold more, never less.
struct mark {
    position last{};             ///< Place of the last event.
    std::uint64_t sequence = 0;  ///< RocksDB's number of the last write: also rows are counted.
    std::array<std::byte, 16> leaf{};  ///< Beginning of the last event's leaf hash.

    friend bool operator==(const mark&, const mark&) = default;
};

/// @param bytes  The row of the last event.
[[nodiscard]] std::array<std::byte, 16> leaf_of(std::string_view bytes);

/// The newest marks of a store, in a file of their own beside RocksDB's.
///
/// RocksDB takes a log that was cut or altered for one that was torn by a crash, and forgets what
/// follows without a word. This file says how far the log must reach. A ring of slots of 64 bytes
/// that are written in place: a torn slot spoils one mark, and the one before it is still there.
/// @par Thread safety  None.
class head_record {
public:
    static constexpr std::string_view file_name = "acikkapi.head";

    /// Writes a new file with one mark, durable together with its name.
    /// @return `errc::disk_full`, `errc::io_error`.
    [[nodiscard]] static result<head_record>
    make(rocksdb::Env& files, const std::string& directory, const mark& first);

    /// @return `errc::io_error` if there is no such file, or it cannot be written.
    [[nodiscard]] static result<head_record>
    open(rocksdb::Env& files, const std::string& directory);

    /// All sound marks of a store, the newest last; none if the file is missing or spoilt.
    /// @return `errc::io_error` if it is there, so much as can be told, and cannot be read.
    [[nodiscard]] static result<std::vector<mark>>
    read(rocksdb::Env& files, const std::string& directory);

    /// Returns when the mark is durable.
    /// @return `errc::disk_full` where writing in place takes space, `errc::io_error`.
    [[nodiscard]] result<void> write(const mark& newest);

private:
    std::unique_ptr<rocksdb::RandomRWFile> file_;
    std::uint64_t next_ = 0;  // Number of the next mark; its slot is this modulo their count.
};

}  // namespace acikkapi::journal
