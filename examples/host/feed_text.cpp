// What stands in the feed and how a place in it is written; no I/O.
#include <acikkapi/petition.hpp>

#include "host/feed.hpp"
#include "support/time_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t digits_each =
    20;  // Of the largest number; with zeros before it, so that it sorts.

void append(std::string& to, std::uint64_t number)
{
    const auto text = std::to_string(number);
    to.append(digits_each - text.size(), '0').append(text);
}

std::optional<std::uint64_t> read(std::string_view text)
{
    std::uint64_t out = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole ? std::optional{out} : std::nullopt;
}

constexpr std::array<std::pair<record_kind, std::string_view>, 6> no_events{
    {{record_kind::refusal, "refused"},
     {record_kind::erasure, "erased"},
     {record_kind::disclosure, "disclosed"},
     {record_kind::hold, "held"},
     {record_kind::release, "released"},
     {record_kind::proposal, "proposed"}}};

}  // namespace

std::string offset_of(const feed_place& place)
{
    std::string out;
    append(out, number_of(place.epoch));
    out += '_';
    append(out, number_of(place.after));
    return out;
}

std::optional<feed_place> parse_offset(std::string_view text)
{
    if (text.size() != 2 * digits_each + 1 || text[digits_each] != '_') {
        return std::nullopt;
    }
    const auto epoch = read(text.substr(0, digits_each));
    const auto after = read(text.substr(digits_each + 1));
    if (!epoch || !after) {
        return std::nullopt;
    }
    return feed_place{restore_epoch{*epoch}, position{*after}};
}

std::uint64_t next_cursor(
    std::chrono::system_clock::time_point now,
    std::optional<std::uint64_t> brought,
    std::uint32_t chance)
{
    using namespace std::chrono;
    constexpr sys_days begin = year{2024} / 10 / 9;
    constexpr seconds interval{20};
    constexpr std::uint64_t ahead_max = 180;  // An hour of them.
    const auto present =
        static_cast<std::uint64_t>(std::max<std::int64_t>(0, (now - begin) / interval));
    if (!brought || *brought < present) {
        return present;
    }
    // What is brought from far ahead cannot be exceeded for ever: then it begins anew.
    constexpr std::uint64_t trusted_max = std::uint64_t{1} << 53U;
    return *brought > trusted_max ? present : *brought + 1 + chance % ahead_max;
}

std::string_view event_name(const record& what)
{
    if (what.kind == record_kind::fact) {
        return petition::type_name(what.payload.type);
    }
    const auto* const found =
        std::find_if(no_events.begin(), no_events.end(), [&what](const auto& one) {
            return one.first == what.kind;
        });
    return found == no_events.end() ? "unknown" : found->second;
}

bool is_event_name(std::string_view text)
{
    for (std::uint16_t type = 1; !petition::type_name(type).empty(); ++type) {
        if (petition::type_name(type) == text) {
            return true;
        }
    }
    return std::any_of(
        no_events.begin(), no_events.end(), [text](const auto& one) { return one.second == text; });
}

boost::json::object entry_of(const record& what, const std::string& number)
{
    boost::json::object out{
        {"position", number_of(what.at)},
        {"event", event_name(what)},
        {"at", tools::format_utc(what.recorded_at)},
        {"role", role_of(what.by)}};
    if (what.occurred_at) {
        out["occurred_at"] = tools::format_utc(*what.occurred_at);
    }
    if (!number.empty()) {
        out["number"] = number;
        out["version"] = what.version;
    }
    return out;
}

}  // namespace host
