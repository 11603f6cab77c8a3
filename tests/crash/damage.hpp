#pragma once

#include "crash/check.hpp"
#include "crash/trials.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace crash {

using files = std::map<std::string, std::string>;

/// All that a store answers.
struct reading {
    std::vector<record> journal;
    std::map<stream_id, std::pair<version, std::int64_t>> streams;
    figures counted;
    std::vector<stream_id> tallies;  ///< Found by what all of them are.
    std::array<std::vector<stream_id>, 2>
        by_sum;                       ///< The list of those under way, and of the ended.
    std::vector<std::string> proofs;  ///< Of some records, and that the journal has only grown.
    friend bool operator==(const reading&, const reading&) = default;
};

/// A store that is to be damaged, and what it says as long as it is not.
struct victim {
    files bytes;
    reading sound;
    std::vector<batch<evened>> given;  ///< Those with a key,
    std::vector<result<std::vector<receipt>>>
        answers;  ///< and what is answered when they are given again.
    bool closed = false;
};

enum class length : std::uint8_t {
    some_records,
    with_kept_roots,  ///< More than 256: the tree keeps the root of each so many.
};

/// Of one seed in two the store was closed, of the others its machine stopped.
[[nodiscard]] victim make_victim(std::uint64_t seed, length how_long);

/// What a file is for: `MANIFEST`, `WAL`, `SST`, …
[[nodiscard]] std::string kind_of(const std::string& path);

void flip(std::string& content, std::size_t bit);

/// Opens the damaged store and counts what came of it.
/// @param done   What was done to what kind of file.
/// @param where  The words to try it again.
void try_damaged(
    findings& out,
    const victim& what,
    const files& damaged,
    const std::string& done,
    const std::string& where);

}  // namespace crash
