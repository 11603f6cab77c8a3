#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace acikkapi::problems_room {

/// The words of a text as keyed hashes, in order.
///
/// A word is what stands between others than letters: digits, signs and blanks are left out. Case does
/// not count, nor whether the letters of the Turkish alphabet were to hand: `IŞIK`, `ışık` and `isik`
/// are one word, because I and ı, İ and i fall together with the marks.
/// @param seed  Key of the hashes.
/// @param most  So many words are looked at.
/// @return The n-th time that a word comes has a hash of its own.
[[nodiscard]] std::vector<std::uint64_t>
words_of(std::string_view text, std::uint64_t seed, std::size_t most);

}  // namespace acikkapi::problems_room
