#include "codec/archive.hpp"
#include "codec/parts.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::codec {
namespace {

/// Empty texts and values that are not there are zeros: there is nothing to hide, and what is
/// recorded after somebody was erased does not need the key that is gone.
bool is_blank(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char one) { return one == '\0'; });
}

/// A workflow made them, which is the host's code: what is read again must be what was meant.
bool are_rising(const std::vector<piece>& pieces)
{
    const auto falls = [](const piece& one, const piece& next) { return next.whose <= one.whose; };
    return std::adjacent_find(pieces.begin(), pieces.end(), falls) == pieces.end() &&
           (pieces.empty() || pieces.back().whose <= whose_max);
}

struct head {
    whose_data whose = 0;
    bool is_sealed = false;
};

void save_part(writer& out, head what, std::string_view bytes)
{
    out.varint(std::uint64_t{what.whose} << 1U | (what.is_sealed ? 1U : 0U));
    out.varint(bytes.size());
    out.raw(bytes);
}

head load_head(reader& in)
{
    const std::uint64_t bits = in.varint();
    in.require(bits >> 1U <= whose_max);
    return {static_cast<whose_data>(bits >> 1U), (bits & 1U) != 0};
}

/// How the parts of a row stand that say something: all sealed, or none. One whose seal was taken off was never written.
struct ways {
    bool sealed = false;
    bool open = false;

    void add(head what, std::string_view bytes)
    {
        sealed = sealed || what.is_sealed;
        open = open || (!what.is_sealed && !is_blank(bytes));
    }
    [[nodiscard]] bool is_one() const { return !sealed || !open; }
};

/// @return Nothing for what cannot be opened.
result<std::optional<std::string>>
open_part(head what, std::string_view bytes, place of, const seals* keys)
{
    if (!what.is_sealed) {
        return std::optional{std::string{bytes}};
    }
    if (keys == nullptr) {
        return std::optional<std::string>{};
    }
    of.whose = what.whose;
    return keys->unseal(of, bytes);
}

}  // namespace

bool says_nothing_of(const encoded& value, whose_data whose)
{
    if (whose == 0) {
        return is_blank(value.personal);
    }
    return std::all_of(value.others.begin(), value.others.end(), [&](const auto& one) {
        return one.whose != whose || is_blank(one.bytes);
    });
}

bool can_be_written(const encoded& value)
{
    std::vector<piece> pieces{{0, value.personal}};
    for (const auto& other : value.others) {
        pieces.push_back({other.whose, other.bytes});
    }
    return are_rising(pieces);
}

result<row_end> write_parts(const std::vector<piece>& pieces, place of, const seals* keys)
{
    if (!are_rising(pieces)) {
        return errc::bad_argument;
    }
    const auto is_sealed = [&](const piece& one) {
        return keys != nullptr && !is_blank(one.bytes);
    };
    const auto is_kept = [](const piece& one) { return one.whose == 0 || !one.bytes.empty(); };
    const auto kept = std::count_if(pieces.begin(), pieces.end(), is_kept);
    row_end out;
    out.in_parts = kept > 1 || std::any_of(pieces.begin(), pieces.end(), is_sealed);
    if (!out.in_parts) {
        out.bytes = pieces.empty() ? std::string_view{} : pieces.front().bytes;
        return out;
    }
    writer to{out.bytes};
    for (const piece& one : pieces) {
        if (!is_kept(one)) {
            continue;
        }
        of.whose = one.whose;
        if (!is_sealed(one)) {
            save_part(to, {one.whose, false}, one.bytes);
            continue;
        }
        const auto sealed = keys->seal(of, one.bytes);
        if (!sealed) {
            return errc::erased;
        }
        save_part(to, {one.whose, true}, *sealed);
    }
    return out;
}

result<parts> read_parts(std::string_view end, place of, const seals* keys)
{
    reader in{end};
    parts out;
    whose_data before = 0;
    bool first = true;
    ways seen;
    while (in.left() != 0) {
        const head what = load_head(in);
        const auto bytes = in.text();
        // The first is of 0, also when it is empty; the others rise and are not empty.
        in.require(first ? what.whose == 0 : what.whose > before && !bytes.empty());
        if (!in.ok()) {
            return errc::corrupt_journal;
        }
        auto opened = open_part(what, bytes, of, keys);
        if (!opened) {
            return opened.error();
        }
        seen.add(what, bytes);
        const bool erased = !opened->has_value();
        if (first) {
            out.personal = std::move(*opened).value_or(std::string{});
            out.erased = erased;
        } else {
            out.others.push_back({what.whose, std::move(*opened).value_or(std::string{}), erased});
        }
        before = what.whose;
        first = false;
    }
    const bool needs_parts = seen.sealed || !out.others.empty();
    return needs_parts && seen.is_one() && in.done() ? result<parts>{std::move(out)}
                                                     : errc::corrupt_journal;
}

}  // namespace acikkapi::codec
