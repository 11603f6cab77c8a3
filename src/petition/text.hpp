#pragma once

#include "model/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace acikkapi::petition_detail {

// Written bounds of the texts, as the public headers name them.
inline constexpr std::size_t text_characters_max = 4'000;
inline constexpr std::size_t note_characters_max = 1'000;
inline constexpr std::size_t subject_characters_max = 200;
inline constexpr std::size_t file_name_characters_max = 100;
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

[[nodiscard]] inline bool is_one_line(std::string_view text)
{
    return text.find_first_of("\r\n") == std::string_view::npos;
}

/// A word by which is sorted and counted: it stands in keys, so nothing that ends a part of them.
[[nodiscard]] inline bool is_label(std::string_view text)
{
    return fits(text, label_bytes_max) && std::none_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < ' ' || byte == 0x7f;
           });
}

/// Whether it may stand where an e-mail address does: none, or one that has its at sign, and nothing that ends it,
/// for it is written behind others.
[[nodiscard]] inline bool is_address(std::string_view text)
{
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte == 0x7f;
    });
    const auto at = text.find('@');
    const bool is_e_mail = plain && at != std::string_view::npos && at != 0 &&
                           at + 1 != text.size() && text.front() != '+';
    return text.empty() || (is_e_mail && fits(text, e_mail_bytes_max));
}

}  // namespace acikkapi::petition_detail
