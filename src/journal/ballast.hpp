#pragma once

#include <cstdint>
#include <string>

namespace acikkapi::journal {

/// A file in the store that holds nothing but its place on the disk, and gives it away when there is
/// no other: enough to write all that is in memory to tables, so that a store can be opened on a
/// full disk, to be read, and a write that found no space can still be finished.
///
/// Not for tables or for backups; whoever copies a store may leave it out.
class ballast {
public:
    /// What is in memory before it is written, 128 MiB at most, and what tables need besides.
    static constexpr std::uint64_t size = 144U << 20U;

    explicit ballast(const std::string& directory);

    /// Takes the place, if enough is left.
    /// @return Whether the file system can promise a place at all.
    [[nodiscard]] bool take() const;
    /// Gives it away. @return Whether there was any.
    [[nodiscard]] bool drop() const;
    [[nodiscard]] bool is_there() const;

private:
    std::string path_;
};

}  // namespace acikkapi::journal
