// The part of the eraser that takes from a restored store who was erased after the backup.
#include "engine/erasing_history.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::string_view repeated_row = "erasures repeated";
constexpr std::size_t number_size = 8;

}  // namespace

result<void> eraser::repeat_after(restore_epoch life, stream_id newest)
{
    if (keys_ == nullptr || life == restore_epoch{}) {
        return {};
    }
    const auto done = store_.get(journal::table::meta, repeated_row);
    if (!done) {
        return done.error();
    }
    const auto value = journal::big_endian(number_of(life));
    if (*done == value) {
        return {};
    }
    const auto streams = keys_->with_destroyed(newest);
    const auto rows = find_rows(streams);
    if (!rows) {
        return rows.error();
    }
    for (const auto stream : streams) {
        const auto found = rows->find(stream);
        const auto repeated =
            repeat(stream, found == rows->end() ? std::set<std::string>{} : found->second);
        if (!repeated) {
            return repeated;
        }
    }
    return commits_.write({{journal::table::meta, std::string{repeated_row}, value}});
}

result<std::size_t> eraser::repeat_on_old_keys()
{
    if (keys_ == nullptr) {
        return std::size_t{0};
    }
    const auto row = store_.get(journal::table::meta, journal::destroyed_key);
    if (!row) {
        return row.error();
    }
    const auto newest = *row ? journal::read_big_endian(**row).value_or(0) : 0;
    if (newest <= keys_->epoch()) {
        return std::size_t{0};
    }
    std::vector<person_of> again;
    const auto scanned =
        journal::scan_records(store_, position{0}, store_.head(), nullptr, [&](record&& what) {
            const person_of whom{what.stream, what.whose};
            if (what.kind == record_kind::erasure && keys_->has(whom)) {
                again.push_back(whom);
            }
            return true;
        });
    if (!scanned) {
        return scanned.error();
    }
    // Else another copy, of a time between, would pass for a newer one.
    keys_->begin_above(newest);
    if (const auto risen = again.empty() ? keys_->rotate() : result<void>{}; !risen) {
        return risen.error();
    }
    const auto gone = destroy(again);
    return gone ? result<std::size_t>{again.size()} : gone.error();
}

/// One pass over all that anything is found by: by what an erased value it was cannot be made again.
result<eraser::lookup_rows> eraser::find_rows(const std::vector<stream_id>& of) const
{
    lookup_rows out;
    if (of.empty()) {
        return out;
    }
    const auto scanned =
        store_.scan(journal::table::lookup, {}, {}, [&](std::string_view key, std::string_view) {
            const auto id = journal::read_big_endian(
                key.substr(key.size() - std::min(key.size(), number_size)));
            if (id && std::binary_search(of.begin(), of.end(), stream_id{*id})) {
                out[stream_id{*id}].emplace(key);
            }
            return true;
        });
    return scanned ? result<lookup_rows>{std::move(out)} : scanned.error();
}

result<void> eraser::repeat(stream_id stream, const std::set<std::string>& rows)
{
    const auto known = read(stream);
    if (!known) {
        // There was none when the backup was taken, or numbers were passed over.
        const bool none = known.error() == errc::no_such_application;
        return none ? result<void>{} : known.error();
    }
    origin from;
    from.by = actor::parse("engine").value();
    from.via = channels::engine();
    from.on = authority::parse("restored").value();
    auto at = known->at;
    for (const auto whose : known->unreadable) {
        if (known->erased.contains(whose)) {
            continue;
        }
        auto wish = wish_for(*known, whose, {from, acts::erase}, rows);
        if (!wish) {
            return wish.error();
        }
        wish->expected = at;
        detail::wishes wishes;
        wishes.by_engine = true;
        wishes.list.push_back(*std::move(wish));
        const auto done = submit_(std::move(wishes));
        if (!done) {
            return done.error();
        }
        at = done->front().version;
        if (const auto gone = destroy({{stream, whose}}); !gone) {
            return gone;
        }
    }
    return {};
}

}  // namespace acikkapi::engine_room
