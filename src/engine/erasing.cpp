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
constexpr std::size_t number_size = 8;

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
    std::set<stream_id> streams;
    return !whom.empty() && whom.size() <= persons_max &&
           std::all_of(whom.begin(), whom.end(), [&](const person_of& one) {
               return one.whose <= whose_max && one.stream != no_stream &&
                      streams.insert(one.stream).second;
           });
}

}  // namespace

std::string to_be_destroyed(const person_of& whom)
{
    return std::string{prefix} + journal::big_endian(number_of(whom.stream)) +
           journal::big_endian(whom.whose);
}

/// What an application's records say of one person of it.
struct eraser::history {
    acikkapi::version at = 0;
    position last{};
    position erased_at{};  ///< 0 if he was not.
    acikkapi::version erased_version = 0;
    detail::erasing what;
};

result<std::vector<receipt>> eraser::erase(const std::vector<person_of>& whom, const origin& from)
{
    if (keys_ == nullptr) {
        return errc::no_key_file;
    }
    if (from.on.empty()) {
        return errc::missing_reason;
    }
    if (!is_well_formed(whom)) {
        return errc::bad_argument;
    }
    const std::lock_guard lock{one_at_a_time_};
    constexpr int tries = 16;
    // Somebody else may change an application between the look and the record.
    result<std::vector<receipt>> done = errc::version_conflict;
    for (int i = 0; i < tries && !done && done.error() == errc::version_conflict; ++i) {
        done = put_on_record(whom, from);
    }
    if (!done) {
        return done;
    }
    // Also of those who were erased before: perhaps that did not come to its end.
    const auto gone = destroy(whom);
    return gone ? done : gone.error();
}

result<std::vector<receipt>>
eraser::put_on_record(const std::vector<person_of>& whom, const origin& from)
{
    std::vector<receipt> out;
    std::vector<std::size_t> asked;
    detail::wishes wishes;
    for (const auto& one : whom) {
        auto known = look_at(one);
        if (!known) {
            return known.error();
        }
        if (known->erased_at != position{0}) {
            const position at = known->erased_at;
            out.push_back({one.stream, known->erased_version, at, at, true});
            continue;
        }
        asked.push_back(out.size());
        out.emplace_back();
        wishes.list.push_back({{}, from, one.stream, known->at, std::move(known->what)});
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

result<eraser::history> eraser::look_at(const person_of& whom) const
{
    const auto places = journal::read_places(store_, whom.stream);
    if (!places) {
        return places.error();
    }
    history out;
    out.what.whose = whom.whose;
    std::set<index_rows::key_row> lookups;
    std::set<std::pair<std::string, std::string>> told;
    auto state = rules_.initial();
    for (const position at : *places) {
        auto one = journal::read_record(store_, at, keys_);
        if (!one) {
            return one.error();
        }
        if (one->kind == record_kind::refusal) {
            continue;
        }
        auto next = rules_.follow(state.get(), *one);
        if (!next) {
            return next.error();
        }
        state = *std::move(next);
        out.at = one->version;
        if (one->kind == record_kind::erasure && one->whose == whom.whose) {
            out.erased_at = at;
            out.erased_version = one->version;
        }
        for (auto& row : rules_.index(state.get()).lookups) {
            lookups.insert(std::move(row));
        }
        for (auto& sent : one->letters) {
            auto recipient = sent.to_unit ? std::move(sent.recipient) : std::string{};
            if (told.emplace(sent.adapter, recipient).second) {
                out.what.notices.push_back(
                    {std::move(sent.adapter),
                     std::string{kind_of_notice},
                     std::move(recipient),
                     std::move(sent.reference),
                     sent.to_unit});
            }
        }
    }
    out.what.lookups.assign(lookups.begin(), lookups.end());
    return out;
}

result<void> eraser::destroy(const std::vector<person_of>& whom)
{
    if (const auto gone = keys_->destroy(whom); !gone) {
        return gone;
    }
    waiter mine;
    operation what;
    for (const auto& one : whom) {
        what.rows.push_back({journal::table::meta, to_be_destroyed(one), std::nullopt});
    }
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
