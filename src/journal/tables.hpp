#pragma once

#include <acikkapi/error.hpp>

#include "journal/journal.hpp"
#include "journal/rocks_options.hpp"

#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::journal {

// RocksDB compares bytes of an empty slice too: they must have an address.
[[nodiscard]] inline rocksdb::Slice slice(std::string_view bytes)
{
    return bytes.empty() ? rocksdb::Slice{} : rocksdb::Slice{bytes.data(), bytes.size()};
}

[[nodiscard]] inline std::string_view view(const rocksdb::Slice& bytes)
{
    return {bytes.data(), bytes.size()};
}

/// @return What a failed status means to us: `errc::corrupt_journal`, `disk_full` or `io_error`.
[[nodiscard]] errc error_of(const rocksdb::Status& status);

/// A RocksDB store of ours that is open, with its column families.
/// @par Thread safety  As RocksDB's: reading from any thread.
class tables {
public:
    enum class mode { create, write, read };

    /// @param why  Told in RocksDB's words why it cannot be opened; no stored bytes are in it.
    [[nodiscard]] static result<tables>
    open(const std::string& directory, mode how, const rocks_means& means, std::string& why);

    tables(tables&& other) noexcept = default;
    tables& operator=(tables&&) = delete;
    ~tables();

    [[nodiscard]] rocksdb::DB& store() const { return *store_; }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* events() const { return families_[event_family]; }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* of(table in) const
    {
        return families_[event_family + 1 + static_cast<std::size_t>(in)];
    }
    [[nodiscard]] const std::vector<rocksdb::ColumnFamilyHandle*>& all() const { return families_; }

    /// Goes through the rows of a family. There is no other way to: here no row is deleted by a range,
    /// and where RocksDB before 8.5.1 looks for such, it takes a table that cannot be read, unless it is the
    /// first of its level, for the end of all rows, without an error.
    [[nodiscard]] std::unique_ptr<rocksdb::Iterator>
    iterate(rocksdb::ColumnFamilyHandle* in, rocksdb::ReadOptions how = {}) const;

private:
    static constexpr std::size_t event_family = 1;  // After the default one, which holds nothing.

    tables(
        std::unique_ptr<rocksdb::Env> files,
        std::unique_ptr<rocksdb::DB> store,
        std::vector<rocksdb::ColumnFamilyHandle*> families)
        : files_(std::move(files)), store_(std::move(store)), families_(std::move(families))
    {}

    std::unique_ptr<rocksdb::Env> files_;  // Outlives the store.
    std::unique_ptr<rocksdb::DB> store_;
    std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace acikkapi::journal
