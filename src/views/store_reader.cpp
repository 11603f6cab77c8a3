#include "journal/keys.hpp"
#include "journal/read.hpp"
#include "views/store_reader.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <optional>
#include <utility>

namespace acikkapi::views_room {
namespace {

constexpr std::size_t limit_max = 1'000;
constexpr std::string_view digits = "0123456789abcdef";

// A cursor is the place of the last row given out, as 32 hexadecimal digits.
std::string cursor_of(const open_lists::place& last)
{
    std::string out;
    for (const char c : journal::big_endian_signed(last.first) + journal::big_endian(last.second)) {
        const auto byte = static_cast<unsigned char>(c);
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 15U]);
    }
    return out;
}

std::optional<std::string> bytes_of(std::string_view cursor)
{
    std::string out;
    if (cursor.size() != 32) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < cursor.size(); i += 2) {
        const auto high = digits.find(cursor[i]);
        const auto low = digits.find(cursor[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) {
            return std::nullopt;
        }
        out.push_back(static_cast<char>((high << 4U) | low));
    }
    return out;
}

open_lists::place place_of(std::string_view bytes)
{
    const auto sort = journal::read_big_endian(bytes.substr(0, 8)).value_or(0);
    return {
        static_cast<std::int64_t>(sort ^ (std::uint64_t{1} << 63U)),
        journal::read_big_endian(bytes.substr(8)).value_or(0)};
}

/// A zero byte ends a name in a row, and what would stand behind it is taken for the place.
bool is_name(std::string_view text)
{
    return text.find('\0') == std::string_view::npos;
}

constexpr open_lists::place before_all{std::numeric_limits<std::int64_t>::min(), 0};

result<std::vector<open_lists::place>> closed_places(
    const journal::journal& source,
    const list_query& query,
    const std::optional<std::string>& after,
    std::size_t limit)
{
    const std::string prefix = journal::closed_prefix(query.list, query.key);
    std::vector<open_lists::place> out;
    const std::string from = after ? prefix + *after + '\0' : std::string{};
    bool cut = false;
    const auto scanned = source.scan(
        journal::table::closed, prefix, from, [&](std::string_view key, std::string_view) {
            // A longer one is of a key that begins like this one and goes on behind a zero byte.
            if (key.size() == prefix.size() + 16) {
                out.push_back(place_of(key.substr(prefix.size())));
            }
            cut = key.size() < prefix.size() + 16;
            return !cut && out.size() < limit;
        });
    if (!scanned) {
        return scanned.error();
    }
    if (cut) {
        return errc::corrupt_snapshot;
    }
    return out;
}

}  // namespace

result<detail::found_erased> store_reader::find(stream_id stream) const
{
    const auto stored = journal::read_snapshot(source_, stream, keys_);
    if (!stored) {
        return stored.error();
    }
    if (!*stored) {
        return errc::no_such_application;
    }
    auto state = rules_.decode_state(view_of((*stored)->state));
    if (!state) {
        return state.error();
    }
    return detail::found_erased{
        (*stored)->at, (*stored)->last_at, (*stored)->closed, *std::move(state)};
}

result<detail::found_erased> store_reader::find(stream_id stream, const detail::until& end) const
{
    const auto stored = journal::read_snapshot(source_, stream, keys_);
    if (!stored) {
        return stored.error();
    }
    if (!*stored) {
        return errc::no_such_application;
    }
    detail::found_erased out;
    out.state = rules_.initial();
    for (const position at : (*stored)->events) {
        if (at > end.last) {
            break;
        }
        const auto fact = journal::read_record(source_, at, keys_);
        if (!fact) {
            return fact.error();
        }
        if (fact->stream != stream || fact->version != out.version + 1) {
            return errc::corrupt_journal;
        }
        if (fact->recorded_at > end.time) {
            break;
        }
        auto next = rules_.follow(out.state.get(), *fact);
        if (!next) {
            return next.error();
        }
        out.state = *std::move(next);
        out.version = fact->version;
        out.last_at = fact->recorded_at;
    }
    if (out.version == 0) {
        return errc::no_such_application;
    }
    out.closed = rules_.index(out.state.get()).closed;
    return out;
}

result<void> store_reader::timeline(stream_id stream, const taker& take) const
{
    const auto places = journal::read_places(source_, stream);
    if (!places) {
        return places.error();
    }
    for (const position at : *places) {
        auto one = journal::read_record(source_, at, keys_);
        if (!one) {
            return one.error();
        }
        if (one->stream != stream) {
            return errc::corrupt_journal;
        }
        take(*std::move(one));
    }
    return {};
}

result<list_page> store_reader::list(const list_query& query) const
{
    const auto after = query.after.empty() ? std::nullopt : bytes_of(query.after);
    if (query.limit == 0 || query.limit > limit_max || (!query.after.empty() && !after) ||
        !is_name(query.list) || !is_name(query.key)) {
        return errc::bad_argument;
    }
    // One more than asked for tells whether there is a next page.
    result<std::vector<open_lists::place>> places =
        query.closed
            ? closed_places(source_, query, after, query.limit + 1)
            : lists_.page(
                  query.list, query.key, after ? place_of(*after) : before_all, query.limit + 1);
    if (!places) {
        return places.error();
    }
    list_page out;
    const bool more = places->size() > query.limit;
    if (more) {
        places->pop_back();
        out.next = cursor_of(places->back());
    }
    for (const auto& place : *places) {
        out.streams.push_back(stream_id{place.second});
    }
    return out;
}

result<std::vector<stream_id>>
store_reader::find_by(std::string_view name, std::string_view secret, std::size_t limit) const
{
    if (limit == 0 || limit > limit_max) {
        return errc::bad_argument;
    }
    std::deque<stream_id> last;
    const auto prefix = hash_(name, secret);
    if (!prefix) {
        return prefix.error();
    }
    error_code bad;
    const auto scanned = source_.scan(
        journal::table::lookup, *prefix, {}, [&](std::string_view key, std::string_view) {
            const auto id = journal::read_big_endian(key.substr(prefix->size()));
            if (!id) {
                bad = errc::corrupt_snapshot;
                return false;
            }
            last.push_back(stream_id{*id});
            if (last.size() > limit) {
                last.pop_front();
            }
            return true;
        });
    if (!scanned) {
        return scanned.error();
    }
    if (bad) {
        return bad;
    }
    return std::vector<stream_id>{last.rbegin(), last.rend()};
}

}  // namespace acikkapi::views_room
