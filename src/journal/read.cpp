#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace acikkapi::journal {

result<record> read_record(const journal& from, position at, const seals* keys)
{
    const auto bytes = from.event(at);
    if (!bytes) {
        return bytes.error();
    }
    return codec::decode_record(at, *bytes, keys);
}

result<void> scan_records(
    const journal& from,
    position after,
    position last,
    const seals* keys,
    const std::function<bool(record&&)>& visit)
{
    return scan_some_records(from, after, last, keys, {[](const auto&) { return true; }, visit});
}

result<void> scan_some_records(
    const journal& from, position after, position last, const seals* keys, const reading& how)
{
    error_code bad;
    const auto scanned = from.scan_events(after, last, [&](position at, std::string_view bytes) {
        const auto seen = codec::glance_at(bytes);
        if (seen && !how.wanted(*seen)) {
            return true;
        }
        auto one = codec::decode_record(at, bytes, keys);
        if (!one) {
            bad = one.error();
            return false;
        }
        return how.visit(*std::move(one));
    });
    if (!scanned) {
        return scanned.error();
    }
    if (bad) {
        return bad;
    }
    return {};
}

result<std::vector<position>> read_places(const journal& from, stream_id stream)
{
    const auto stored = read_snapshot(from, stream, nullptr);  // Places are in clear.
    if (!stored) {
        return stored.error();
    }
    if (!*stored) {
        return errc::no_such_application;
    }
    const auto& [facts, refusals] = std::tie((*stored)->events, (*stored)->refusals);
    std::vector<position> out;
    out.reserve(facts.size() + refusals.size());
    std::merge(
        facts.begin(), facts.end(), refusals.begin(), refusals.end(), std::back_inserter(out));
    if (out.empty()) {
        return errc::corrupt_snapshot;
    }
    return out;
}

result<head_row> read_head(const journal& from)
{
    const auto bytes = from.get(table::meta, head_key);
    if (!bytes) {
        return bytes.error();
    }
    return *bytes ? decode_head(**bytes) : head_row{};
}

result<restored_row> read_restored(const journal& from)
{
    const auto bytes = from.get(table::meta, restored_key);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return restored_row{};
    }
    const auto row = decode_restored(**bytes);
    return row && row->upto > from.head() ? errc::corrupt_journal : row;
}

result<std::string> read_vault_check(const journal& from)
{
    auto bytes = from.get(table::meta, vault_key_row);
    if (!bytes) {
        return bytes.error();
    }
    return std::move(*bytes).value_or(std::string{});
}

result<std::optional<store_row>> read_store(const journal& from)
{
    const auto bytes = from.get(table::meta, store_key_row);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return std::optional<store_row>{};
    }
    auto row = decode_store(**bytes);
    if (!row) {
        return row.error();
    }
    return std::optional{*std::move(row)};
}

result<snapshot>
read_snapshot_row(std::string_view value, stream_id stream, bool closed, const seals* keys)
{
    auto out = codec::decode_snapshot(value, stream, keys);
    if (out && out->closed != closed) {
        return errc::corrupt_snapshot;
    }
    return out;
}

result<std::optional<snapshot>>
read_snapshot(const journal& from, stream_id stream, const seals* keys)
{
    // Looked for once more among the open ones: a commit between the looks may have reopened it.
    for (const bool closed : {false, true, false}) {
        const auto bytes = from.get(closed ? table::done : table::open, stream_key(stream));
        if (!bytes) {
            return bytes.error();
        }
        if (!*bytes) {
            continue;
        }
        auto out = read_snapshot_row(**bytes, stream, closed, keys);
        if (!out) {
            return out.error();
        }
        return std::optional{*std::move(out)};
    }
    return std::optional<snapshot>{};
}

}  // namespace acikkapi::journal
