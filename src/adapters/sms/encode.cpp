#include <acikkapi/adapters/sms_text.hpp>

#include "adapters/sms/code_points.hpp"
#include "adapters/sms/gsm_tables.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace acikkapi {
namespace {

using adapters::append_utf8;
using adapters::code_points_of;
using adapters::coding_gsm;
using adapters::coding_ucs2;
using adapters::folded;
using adapters::gsm_tables;
using adapters::payload_octets;
using adapters::tables_of;
namespace header_element = adapters::header_element;

using glyphs = std::vector<std::string>;  // A character each: what must not be cut in two.

std::string utf16_of(char32_t one)
{
    const auto unit = [](char32_t value) {
        return std::string{static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
    };
    if (one < 0x10000) {
        return unit(one);
    }
    one -= 0x10000;
    return unit(0xD800 + (one >> 10U)) + unit(0xDC00 + (one & 0x3FFU));
}

/// @return Nothing if the alphabet does not have all of them.
std::optional<glyphs> glyphs_of(std::u32string_view text, sms_alphabet which)
{
    glyphs out;
    out.reserve(text.size());
    for (const auto one : text) {
        auto glyph = which == sms_alphabet::ucs2 ? std::optional{utf16_of(one)}
                                                 : tables_of(which).septets_of(one);
        if (!glyph) {
            return std::nullopt;
        }
        out.push_back(*std::move(glyph));
    }
    return out;
}

void add_element(std::string& header, std::uint8_t id, const std::string& data)
{
    header += static_cast<char>(id);
    header += static_cast<char>(data.size());
    header += data;
}

/// The elements that name the tables; empty where none has to be named.
std::string table_elements(sms_alphabet which)
{
    const auto tables = which == sms_alphabet::ucs2 ? gsm_tables{} : tables_of(which);
    const std::string language(1, static_cast<char>(header_element::turkish));
    std::string out;
    if (tables.turkish_single) {
        add_element(out, header_element::single_shift, language);
    }
    if (tables.turkish_locking) {
        add_element(out, header_element::locking_shift, language);
    }
    return out;
}

std::string with_length(const std::string& elements)
{
    return elements.empty() ? elements : static_cast<char>(elements.size()) + elements;
}

std::size_t header_size(std::size_t elements) noexcept
{
    return elements == 0 ? 0 : elements + 1;
}

/// How many octets of `sms_part` are left for text: unpacked septets, or whole UCS-2 units.
std::size_t room_beside(std::size_t header, sms_alphabet which)
{
    const auto left = payload_octets - header;
    return which == sms_alphabet::ucs2 ? left / 2 * 2 : left * 8 / 7;
}

/// Joined to pieces of at most this many octets.
std::vector<std::string> cut(const glyphs& text, std::size_t room)
{
    std::vector<std::string> out(1);
    for (const auto& glyph : text) {
        if (out.back().size() + glyph.size() > room) {
            out.emplace_back();
        }
        out.back() += glyph;
    }
    return out;
}

struct candidate {
    sms_alphabet alphabet;
    std::vector<std::string> pieces;
};

std::optional<candidate>
cut_in(sms_alphabet which, std::u32string_view text, const sms_rules& rules)
{
    const auto all = glyphs_of(text, which);
    if (!all) {
        return std::nullopt;
    }
    const auto tables = table_elements(which).size();
    auto pieces = cut(*all, room_beside(header_size(tables), which));
    if (pieces.size() > 1) {
        const std::size_t reference = rules.long_reference ? 6 : 5;
        pieces = cut(*all, room_beside(header_size(tables + reference), which));
    }
    return candidate{which, std::move(pieces)};
}

std::optional<candidate> cheapest(std::u32string_view text, const sms_rules& rules)
{
    auto order = rules.allowed;
    std::sort(order.begin(), order.end());
    std::optional<candidate> best;
    for (const auto which : order) {
        auto one = cut_in(which, text, rules);
        if (one && (!best || one->pieces.size() < best->pieces.size())) {
            best = std::move(one);
        }
    }
    return best;
}

std::string concatenation(const sms_rules& rules, std::uint16_t reference)
{
    std::string out;
    if (rules.long_reference) {
        out += static_cast<char>(reference >> 8U);
    }
    return out + static_cast<char>(reference & 0xFFU);
}

std::vector<sms_part>
parts_of(const candidate& chosen, const sms_rules& rules, std::uint16_t reference)
{
    const auto tables = table_elements(chosen.alphabet);
    const auto total = static_cast<char>(chosen.pieces.size());
    std::vector<sms_part> out;
    for (const auto& piece : chosen.pieces) {
        std::string elements;
        if (chosen.pieces.size() > 1) {
            const auto number = static_cast<char>(out.size() + 1);
            add_element(
                elements,
                rules.long_reference ? header_element::concatenated_long
                                     : header_element::concatenated,
                concatenation(rules, reference) + total + number);
        }
        elements += tables;
        out.push_back(
            {with_length(elements) + piece,
             !elements.empty(),
             chosen.alphabet == sms_alphabet::ucs2 ? coding_ucs2 : coding_gsm});
    }
    return out;
}

std::string utf8_of(std::u32string_view text)
{
    std::string out;
    for (const auto one : text) {
        append_utf8(out, one);
    }
    return out;
}

}  // namespace

std::string_view name_of(sms_alphabet which) noexcept
{
    constexpr std::string_view names[] = {
        "gsm7", "turkish_single", "turkish_locking", "turkish_both", "ucs2"};
    const auto place = static_cast<std::size_t>(which);
    return place < std::size(names) ? names[place] : "none";
}

result<sms_message>
encode_sms(std::string_view utf8, const sms_rules& rules, std::uint16_t reference)
{
    const auto is_one = [](sms_alphabet which) { return which <= sms_alphabet::ucs2; };
    if (rules.parts_max == 0 || rules.allowed.empty() ||
        !std::all_of(rules.allowed.begin(), rules.allowed.end(), is_one)) {
        return errc::bad_argument;
    }
    // No part takes more characters than it has septets, none of them more than four bytes: whatever is
    // longer than that is not even looked at.
    constexpr std::size_t bytes_of_part_max = 640;
    if (utf8.size() > bytes_of_part_max * rules.parts_max) {
        return errc::limit_reached;
    }
    auto text = code_points_of(utf8);
    if (!text || text->empty()) {
        return errc::bad_text;
    }
    if (rules.fold) {
        text = folded(*text);
    }
    const auto chosen = cheapest(*text, rules);
    if (!chosen) {
        return errc::bad_text;
    }
    if (chosen->pieces.size() > rules.parts_max) {
        return errc::limit_reached;
    }
    return sms_message{chosen->alphabet, utf8_of(*text), parts_of(*chosen, rules, reference)};
}

}  // namespace acikkapi
