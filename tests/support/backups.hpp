#pragma once

#include "support/stores.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

// What the tests of backups share: a store worth copying, and harm done to its copies.
namespace support {

/// A store with `count` events of a kilobyte, and a store row that names it.
inline void make_big_store(const std::string& directory, std::uint64_t count, char id = 'k')
{
    const auto store = open_store(directory);
    auto batch = events_from(1, count);
    for (auto& one : batch.events) {
        one.resize(1'000, 'x');
    }
    batch.rows.push_back(
        {journal::table::meta,
         std::string{journal::store_key_row},
         journal::encode_store({1, "tally", std::string(16, id)})});
    BOOST_REQUIRE(store->commit(batch).has_value());
}

inline void add_event(const std::string& directory)
{
    const auto store = open_store(directory, false);
    BOOST_REQUIRE(store->commit(events_from(number_of(store->head()) + 1, 1)).has_value());
}

inline std::uintmax_t size_of(const std::string& directory)
{
    std::uintmax_t out = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{directory}) {
        out += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return out;
}

/// Turns one bit in the middle of the largest file of a table.
inline void damage(const std::string& directory)
{
    std::filesystem::path largest;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{directory}) {
        const bool larger =
            entry.path().extension() == ".sst" &&
            (largest.empty() || entry.file_size() > std::filesystem::file_size(largest));
        largest = larger ? entry.path() : largest;
    }
    auto bytes = read_file(largest);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_file(largest, bytes);
}

}  // namespace support
