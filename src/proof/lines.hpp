#pragma once

#include <acikkapi/proof.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::proof {

// What the texts of this room are made of: lines of a number, or of a hash in base 64.

/// Takes the first line away, with its end.
/// @return It, without its end.
[[nodiscard]] std::string_view take_line(std::string_view& from);

/// @return Nothing unless it is spelled as `std::to_string` does.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

[[nodiscard]] std::string to_text(const digest& hash);
[[nodiscard]] std::optional<digest> parse_digest(std::string_view text);

}  // namespace acikkapi::proof
