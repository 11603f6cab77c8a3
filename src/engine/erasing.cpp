#include "codec/parts.hpp"
#include "engine/erasing_history.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::size_t number_size = 8;
constexpr std::size_t persons_max = 1'000;  // In one batch.
constexpr int tries_max = 16;

std::optional<person_of> person_in(std::string_view row)
{
    row.remove_prefix(journal::erasing_prefix.size());
    const auto stream = journal::read_big_endian(row.substr(0, number_size));
    const auto whose = journal::read_big_endian(row.substr(std::min(row.size(), number_size)));
    if (!stream || !whose || *whose > whose_max) {
        return std::nullopt;
    }
    return person_of{stream_id{*stream}, static_cast<whose_data>(*whose)};
}

bool is_well_formed(const std::vector<person_of>& whom)
{
    std::set<std::pair<stream_id, whose_data>> known;
    return !whom.empty() && whom.size() <= persons_max &&
           std::all_of(whom.begin(), whom.end(), [&](const person_of& one) {
               return one.whose <= whose_max && one.stream != no_stream &&
                      known.emplace(one.stream, one.whose).second;
           });
}

}  // namespace

error_code eraser::check(const origin& from) const
{
    if (keys_ == nullptr) {
        return errc::no_key_file;
    }
    return from.on.empty() ? errc::missing_authority : error_code{};
}

result<std::vector<receipt>> eraser::erase(const std::vector<person_of>& whom, const origin& from)
{
    if (const auto bad = check(from)) {
        return bad;
    }
    if (!is_well_formed(whom)) {
        return errc::bad_argument;
    }
    return carry_out(whom, {from, acts::erase});
}

/// All are put on record before any key is destroyed: what fails in between is found, and certified, by
/// who calls again.
result<std::vector<receipt>> eraser::carry_out(const std::vector<person_of>& whom, const order& by)
{
    const std::lock_guard lock{one_at_a_time_};
    std::vector<receipt> out;
    std::set<stream_id> whole;
    while (out.size() < whom.size()) {
        const auto first = whom.begin() + static_cast<std::ptrdiff_t>(out.size());
        const auto many = std::min(whom.size() - out.size(), persons_max);
        const auto some =
            put_on_record({first, first + static_cast<std::ptrdiff_t>(many)}, by, whole);
        if (!some) {
            return some.error();
        }
        out.insert(out.end(), some->begin(), some->end());
    }
    if (out.empty()) {
        return out;
    }
    // Also of those who were erased before: perhaps that did not come to its end.
    auto keys = whom;
    for (const auto stream : whole) {
        keys.push_back({stream, vault::everybody});
    }
    const auto gone = destroy(keys);
    return gone ? result<std::vector<receipt>>{std::move(out)} : gone.error();
}

result<std::vector<receipt>> eraser::put_on_record(
    const std::vector<person_of>& whom, const order& by, std::set<stream_id>& whole)
{
    // Somebody else may change an application between the look and the record.
    result<std::vector<receipt>> done = errc::version_conflict;
    for (int i = 0; i < tries_max && !done && done.error() == errc::version_conflict; ++i) {
        done = try_to_record(whom, by, whole);
    }
    return done;
}

/// An application whose time is over goes whole, if it says something of nobody else in this version.
bool eraser::goes_whole(const history& known, const std::vector<person_of>& whom)
{
    const auto& all = known.persons;
    return std::all_of(all.begin(), all.end(), [&](whose_data one) {
        return known.erased.contains(one) ||
               std::find(whom.begin(), whom.end(), person_of{known.stream, one}) != whom.end();
    });
}

result<std::vector<receipt>> eraser::try_to_record(
    const std::vector<person_of>& whom, const order& by, std::set<stream_id>& whole)
{
    std::vector<receipt> out;
    std::vector<std::size_t> asked;
    std::vector<person_of> to_close;
    detail::wishes wishes;
    for (const auto& one : whom) {
        const auto known = read(one.stream);
        if (!known) {
            return known.error();
        }
        if (const auto found = known->erased.find(one.whose); found != known->erased.end()) {
            auto& [before, ground] = found->second;
            out.push_back(before);
            // What the schedule has begun and not brought to its end is done by this call.
            out.back().repeated = by.act != acts::destroy || ground != by.from.on;
            continue;
        }
        if (known->holds > 0) {
            return errc::on_hold;
        }
        auto wish = wish_for(*known, one.whose, by, rows_of(one.stream, known->lookups));
        if (!wish) {
            return wish.error();
        }
        asked.push_back(out.size());
        to_close.push_back(one);
        if (by.act == acts::destroy && goes_whole(*known, whom)) {
            to_close.push_back({one.stream, vault::everybody});
        }
        out.emplace_back();
        wishes.list.push_back(*std::move(wish));
    }
    if (asked.empty()) {
        return out;
    }
    // From here on nothing personal comes in; what came before is another version.
    const auto closed = keys_->close(to_close);
    auto done = submit_(std::move(wishes));
    if (!done) {
        // What may be on record, or will be when a full disk has space again, keeps them closed: what
        // this call asked for, or what a call before it did.
        if (done.error() != errc::outcome_unknown) {
            keys_->reopen(closed);
        }
        return done;
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
        out[asked[i]] = (*done)[i];
    }
    for (const auto& one : to_close) {
        if (one.whose == vault::everybody) {
            whole.insert(one.stream);
        }
    }
    return out;
}

/// @param rows  By which the application is found, now or once; those of the state that is left stay.
result<detail::wish> eraser::wish_for(
    const history& of, whose_data whose, const order& by, std::set<std::string> rows) const
{
    const auto after = rules_.forget(of.state.get(), whose);
    if (!after) {
        return after.error();
    }
    // It would be sealed with a key that is gone: each later command would fail, and this one for ever.
    if (!codec::says_nothing_of(rules_.encode_state(after->get()), whose)) {
        return errc::bad_argument;
    }
    const auto left = rules_.index(after->get()).lookups;
    for (const auto& row : rows_of(of.stream, {left.begin(), left.end()})) {
        rows.erase(row);
    }
    return detail::wish{
        {},
        by.from,
        of.stream,
        of.at,
        detail::erasing{whose, of.told, {rows.begin(), rows.end()}, by.act}};
}

std::set<std::string>
eraser::rows_of(stream_id stream, const std::set<index_rows::key_row>& lookups) const
{
    std::set<std::string> out;
    for (const auto& row : lookups) {
        out.insert(secrets_.lookup_hash(row.name, row.key) + journal::stream_key(stream));
    }
    return out;
}

result<void> eraser::destroy(const std::vector<person_of>& whom)
{
    if (const auto gone = keys_->destroy(whom); !gone) {
        return gone;
    }
    std::vector<journal::row> rows{
        {journal::table::meta,
         std::string{journal::destroyed_key},
         journal::big_endian(keys_->epoch())}};
    rows.reserve(whom.size() + 1);
    for (const auto& one : whom) {
        if (one.whose != vault::everybody) {
            rows.push_back({journal::table::meta, journal::erasing_key(one), std::nullopt});
        }
    }
    return commits_.write(std::move(rows));
}

result<void> eraser::finish()
{
    std::vector<person_of> left;
    bool readable = true;
    const auto scanned = store_.scan(
        journal::table::meta,
        journal::erasing_prefix,
        {},
        [&](std::string_view key, std::string_view) {
            const auto one = person_in(key);
            readable = one.has_value();
            left.push_back(one.value_or(person_of{}));
            return readable;
        });
    if (!scanned) {
        return scanned.error();
    }
    if (!readable) {
        return errc::corrupt_journal;
    }
    if (left.empty()) {
        return {};
    }
    return keys_ == nullptr ? result<void>{errc::no_key_file} : destroy(left);
}

result<record> eraser::done_at(position at) const
{
    auto what = journal::read_record(store_, at, nullptr);
    if (!what) {
        return what;
    }
    if (what->kind != record_kind::erasure) {
        return errc::bad_argument;
    }
    if (keys_ == nullptr) {
        return errc::no_key_file;
    }
    const person_of whom{what->stream, what->whose};
    const auto left = store_.get(journal::table::meta, journal::erasing_key(whom));
    if (!left) {
        return left.error();
    }
    return left->has_value() || keys_->has(whom) ? result<record>{errc::outcome_unknown} : what;
}

}  // namespace acikkapi::engine_room
