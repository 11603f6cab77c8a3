#pragma once

#include "model/text.hpp"

#include <cstddef>

namespace acikkapi::petition_detail {

// Written bounds of the texts, as the public headers name them.
inline constexpr std::size_t text_characters_max = 4'000;
inline constexpr std::size_t note_characters_max = 1'000;
inline constexpr std::size_t subject_characters_max = 200;
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t label_bytes_max = 100;
inline constexpr std::size_t e_mail_bytes_max = 254;
inline constexpr std::size_t address_bytes_max = 500;
inline constexpr std::size_t detail_bytes_max = 200;
inline constexpr std::size_t means_bytes_max = 32;

using detail::characters_of;
using detail::fits;
using detail::is_text;
using detail::utf8_prefix;

}  // namespace acikkapi::petition_detail
