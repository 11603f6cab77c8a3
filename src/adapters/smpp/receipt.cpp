#include "adapters/smpp/receipt.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace acikkapi::adapters::smpp {
namespace {

constexpr std::uint8_t kind_mask = 0x3C;
constexpr std::uint8_t kind_receipt = 0x04;
constexpr std::size_t word_max = 64;

struct state_row {
    std::string_view name;
    std::uint8_t number;  // Of the field `message_state`, 5.2.28.
    std::optional<delivery> how;
};

constexpr state_row states[] = {
    {"ENROUTE", 1, std::nullopt},
    {"DELIVRD", 2, delivery::delivered},
    {"EXPIRED", 3, delivery::expired},
    {"DELETED", 4, delivery::rejected},
    {"UNDELIV", 5, delivery::rejected},
    {"ACCEPTD", 6, std::nullopt},
    {"UNKNOWN", 7, delivery::unknown},
    {"REJECTD", 8, delivery::rejected},
};

char lower(char one)
{
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
}

bool is_printable(char one)
{
    return one > ' ' && one <= '~';
}

/// The word behind `name:`, where that begins a word; empty if there is none or it is no plain word.
std::string word_after(std::string_view name, std::string_view text)
{
    const auto same = [](char one, char other) { return lower(one) == lower(other); };
    auto from = text.begin();
    while (true) {
        from = std::search(from, text.end(), name.begin(), name.end(), same);
        if (from == text.end()) {
            return {};
        }
        const bool begins_word = from == text.begin() || *(from - 1) == ' ';
        from += static_cast<std::ptrdiff_t>(name.size());
        if (begins_word) {
            break;
        }
    }
    const auto end = std::find(from, text.end(), ' ');
    const bool plain =
        end - from <= static_cast<std::ptrdiff_t>(word_max) && std::all_of(from, end, is_printable);
    return plain ? std::string{from, end} : std::string{};
}

const state_row* state_of(const message_body& what, std::string_view text)
{
    const auto name = word_after("stat:", text);
    const auto* found = std::find_if(std::begin(states), std::end(states), [&](const auto& one) {
        return what.message_state ? one.number == *what.message_state : one.name == name;
    });
    return found == std::end(states) ? nullptr : found;
}

}  // namespace

bool is_receipt(const message_body& what) noexcept
{
    return (what.esm_class & kind_mask) == kind_receipt;
}

std::optional<receipt> read_receipt(const message_body& what)
{
    // The beginning of the citizen's message may follow, and is none of our business.
    std::string_view text = what.octets;
    const auto is_same = [](char one, char other) { return lower(one) == lower(other); };
    constexpr std::string_view end_mark = " text:";
    const auto end =
        std::search(text.begin(), text.end(), end_mark.begin(), end_mark.end(), is_same);
    text = text.substr(0, static_cast<std::size_t>(end - text.begin()));

    const auto* state = state_of(what, text);
    receipt out;
    out.id = what.receipted_message_id.value_or(word_after("id:", text));
    const bool named = !out.id.empty() && std::all_of(out.id.begin(), out.id.end(), is_printable);
    if (!named || state == nullptr) {
        return std::nullopt;
    }
    out.how = state->how;
    out.state = state->name;
    out.error = word_after("err:", text);
    return out;
}

}  // namespace acikkapi::adapters::smpp
