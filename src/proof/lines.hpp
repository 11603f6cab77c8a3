#pragma once

#include <acikkapi/proof.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::proof {

// What the texts of this room are made of: lines of a number, or of a hash in base 64.

/// Takes the first line away, with its end.
/// @return It, without its end.
[[nodiscard]] std::string_view take_line(std::string_view& from);

/// @return The text of a note that is signed by this key; as `signed_note::parse` and `check_signature`.
[[nodiscard]] result<std::string> open_note(std::string_view note, const verifier_key& by);

/// @return Nothing unless it is spelled as `std::to_string` does.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

[[nodiscard]] std::string to_text(const digest& hash);
[[nodiscard]] std::optional<digest> parse_digest(std::string_view text);

/// Takes lines of hashes up to an empty line, which stays.
/// @return Nothing if one of them is no hash, or there are more than so many.
[[nodiscard]] std::optional<std::vector<digest>>
take_path(std::string_view& from, std::size_t count_max);

}  // namespace acikkapi::proof
