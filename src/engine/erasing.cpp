#include "engine/erasing.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::size_t persons_max = 1'000;
constexpr std::string_view kind_of_notice = "erased";
constexpr std::string_view prefix = "erasing/";
constexpr std::string_view ended_list = "ended";
constexpr std::string_view repeated_row = "erasures repeated";
constexpr std::size_t number_size = 8;
constexpr int tries_max = 16;

std::optional<person_of> person_in(std::string_view row)
{
    row.remove_prefix(prefix.size());
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

std::string to_be_destroyed(const person_of& whom)
{
    return std::string{prefix} + journal::big_endian(number_of(whom.stream)) +
           journal::big_endian(whom.whose);
}

/// What the records of an application add up to.
struct eraser::history {
    stream_id stream{};
    acikkapi::version at = 0;
    detail::erased state;
    std::map<whose_data, receipt> erased;   ///< By its record.
    std::set<whose_data> persons{0};        ///< Of whom it says something.
    std::uint64_t holds = 0;                ///< That no release has ended.
    std::set<whose_data> unreadable;        ///< Something of theirs cannot be opened.
    std::set<index_rows::key_row> lookups;  ///< By what it could ever be found.
    std::vector<letter> told;               ///< One to each who got letters, as a notice.
};

result<std::vector<receipt>> eraser::erase(const std::vector<person_of>& whom, const order& by)
{
    if (keys_ == nullptr) {
        return errc::no_key_file;
    }
    if (by.from.on.empty()) {
        return errc::missing_authority;
    }
    if (!is_well_formed(whom)) {
        return errc::bad_argument;
    }
    const std::lock_guard lock{one_at_a_time_};
    // Somebody else may change an application between the look and the record.
    result<std::vector<receipt>> done = errc::version_conflict;
    for (int i = 0; i < tries_max && !done && done.error() == errc::version_conflict; ++i) {
        done = put_on_record(whom, by);
    }
    if (!done) {
        return done;
    }
    // Also of those who were erased before: perhaps that did not come to its end.
    const auto gone = destroy(whom);
    return gone ? done : gone.error();
}

result<std::vector<receipt>>
eraser::put_on_record(const std::vector<person_of>& whom, const order& by)
{
    std::vector<receipt> out;
    std::vector<std::size_t> asked;
    detail::wishes wishes;
    for (const auto& one : whom) {
        const auto known = read(one.stream);
        if (!known) {
            return known.error();
        }
        if (const auto before = known->erased.find(one.whose); before != known->erased.end()) {
            out.push_back(before->second);
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
        out.emplace_back();
        wishes.list.push_back(*std::move(wish));
    }
    if (asked.empty()) {
        return out;
    }
    auto done = submit_(std::move(wishes));
    if (!done) {
        return done;
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
        out[asked[i]] = (*done)[i];
    }
    return out;
}

result<eraser::turn>
eraser::add_due(stream_id stream, instant before, std::vector<person_of>& whom) const
{
    const auto known = read(stream);
    if (!known) {
        return known.error();
    }
    const auto ended = rules_.ended_at(known->state.get());
    if (!ended || *ended >= before) {
        return turn::too_early;
    }
    const bool all_gone = known->erased.size() == known->persons.size();
    if (known->holds > 0 && !all_gone) {
        return turn::held;
    }
    for (const auto whose : known->persons) {
        if (!known->erased.contains(whose)) {
            whom.push_back({stream, whose});
        }
    }
    return turn::due;
}

result<destruction> eraser::destroy_due(
    const retention& rule,
    const origin& from,
    instant now,
    const detail::reader& lists,
    const std::function<error_code(stream_id)>& may)
{
    if (keys_ == nullptr) {
        return errc::no_key_file;
    }
    if (from.on.empty()) {
        return errc::missing_authority;
    }
    if (rule.keep < std::chrono::days{0}) {
        return errc::bad_argument;
    }
    const auto page = lists.list({std::string{ended_list}, {}, true, rule.after, rule.limit});
    if (!page) {
        return page.error();
    }
    destruction out;
    out.next = page->next;
    std::vector<person_of> whom;
    for (const auto stream : page->streams) {
        if (const auto bad = may(stream)) {
            return bad;
        }
        const auto its = add_due(stream, now - rule.keep, whom);
        if (!its) {
            return its.error();
        }
        out.held += *its == turn::held ? 1 : 0;
        if (*its == turn::too_early) {
            out.next.clear();  // They stand in the order in which they ended.
            break;
        }
    }
    auto done = erase_in_turns(whom, {from, acts::destroy});
    if (!done) {
        return done.error();
    }
    out.erased = *std::move(done);
    return out;
}

result<std::vector<receipt>>
eraser::erase_in_turns(const std::vector<person_of>& whom, const order& by)
{
    std::vector<receipt> out;
    while (out.size() < whom.size()) {
        const auto first = whom.begin() + static_cast<std::ptrdiff_t>(out.size());
        const auto many = std::min(whom.size() - out.size(), persons_max);
        const auto some = erase({first, first + static_cast<std::ptrdiff_t>(many)}, by);
        if (!some) {
            return some.error();
        }
        out.insert(out.end(), some->begin(), some->end());
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

result<eraser::history> eraser::read(stream_id stream) const
{
    const auto places = journal::read_places(store_, stream);
    if (!places) {
        return places.error();
    }
    history out;
    out.stream = stream;
    out.state = rules_.initial();
    for (const position at : *places) {
        const auto one = journal::read_record(store_, at, keys_);
        if (!one) {
            return one.error();
        }
        if (one->kind == record_kind::refusal) {
            continue;
        }
        if (const auto bad = take(*one, out)) {
            return bad;
        }
    }
    return out;
}

error_code eraser::take(const record& what, history& into) const
{
    auto next = rules_.follow(into.state.get(), what);
    if (!next) {
        return next.error();
    }
    into.state = *std::move(next);
    into.at = what.version;
    if (what.kind == record_kind::erasure) {
        into.erased[what.whose] = {what.stream, what.version, what.at, what.at, true};
    }
    into.holds += what.kind == record_kind::hold ? 1 : 0;
    into.holds -= what.kind == record_kind::release && into.holds > 0 ? 1 : 0;
    if (what.payload.erased) {
        into.unreadable.insert(0);
    }
    for (const auto& other : what.payload.others) {
        into.persons.insert(other.whose);
        if (other.erased) {
            into.unreadable.insert(other.whose);
        }
    }
    const auto found_by = rules_.index(into.state.get()).lookups;
    into.lookups.insert(found_by.begin(), found_by.end());
    for (const auto& sent : what.letters) {
        // A unit's id is nobody's personal value; who gets a message is.
        const letter notice{
            sent.adapter,
            std::string{kind_of_notice},
            sent.to_unit ? sent.recipient : std::string{},
            sent.reference,
            sent.to_unit};
        if (std::find(into.told.begin(), into.told.end(), notice) == into.told.end()) {
            into.told.push_back(notice);
        }
    }
    return {};
}

result<void> eraser::destroy(const std::vector<person_of>& whom)
{
    if (const auto gone = keys_->destroy(whom); !gone) {
        return gone;
    }
    std::vector<journal::row> rows;
    rows.reserve(whom.size());
    for (const auto& one : whom) {
        rows.push_back({journal::table::meta, to_be_destroyed(one), std::nullopt});
    }
    return write(std::move(rows));
}

result<void> eraser::write(std::vector<journal::row> rows)
{
    waiter mine;
    operation what;
    what.rows = std::move(rows);
    what.done.emplace(mine);
    if (const auto queued = commits_.enqueue(what, [](position, operation&) {}); !queued) {
        return queued.error();
    }
    commits_.drain();
    const auto done = mine.wait();
    return done ? result<void>{} : done.error();
}

result<void> eraser::finish()
{
    std::vector<person_of> left;
    bool readable = true;
    const auto scanned =
        store_.scan(journal::table::meta, prefix, {}, [&](std::string_view key, std::string_view) {
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
    return write({{journal::table::meta, std::string{repeated_row}, value}});
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
        wish->expected = at++;
        detail::wishes wishes;
        wishes.by_engine = true;
        wishes.list.push_back(*std::move(wish));
        const auto done = submit_(std::move(wishes));
        if (!done) {
            return done.error();
        }
        if (const auto gone = destroy({{stream, whose}}); !gone) {
            return gone;
        }
    }
    return {};
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
    return keys_->has({what->stream, what->whose}) ? result<record>{errc::outcome_unknown} : what;
}

}  // namespace acikkapi::engine_room
