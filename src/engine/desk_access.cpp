// The part of the desk that asks who may do what.
#include "engine/desk.hpp"
#include "engine/session.hpp"
#include "journal/read.hpp"

#include <set>

namespace acikkapi::engine_room {
namespace {

constexpr std::chrono::days proposal_lasts{7};

bool is_of(const detail::wish& what, record_kind kind)
{
    return what.remarks && what.remarks->kind == kind;
}

/// Below this nothing makes it allowed.
verdict least_for(const detail::wish& what)
{
    return is_of(what, record_kind::disclosure) ? verdict::on_record : verdict::by_two;
}

/// Who acts, whatever as: one person may have two roles, and is one person.
std::string_view person_behind(const actor& who)
{
    std::string_view out = who.str();
    out.remove_prefix(role_of(who).size());
    return out;
}

/// Whether one is the other, or an account of the other: whoever has that may have both.
bool is_within(std::string_view one, std::string_view other)
{
    return one == other || (one.starts_with(other) && one.substr(other.size()).starts_with('/'));
}

bool are_two(const actor& one, const actor& other)
{
    const auto first = person_behind(one);
    const auto second = person_behind(other);
    return !first.empty() && !second.empty() && !is_within(first, second) &&
           !is_within(second, first);
}

/// Whether two commands of a batch confirm the same; an erasure takes several persons by one proposal.
bool confirms_twice(const std::vector<detail::wish>& list)
{
    std::set<position> known;
    return std::any_of(list.begin(), list.end(), [&](const detail::wish& one) {
        return one.from.confirms != position{0} && !one.erases &&
               !known.insert(one.from.confirms).second;
    });
}

std::string_view act_proposed(const record& what)
{
    const std::string_view text = what.payload.clear;
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::string_view desk::act_of(const detail::wish& what) const
{
    if (what.erases) {
        return what.erases->act;
    }
    if (is_of(what, record_kind::proposal)) {
        return what.remarks->act;
    }
    if (what.remarks) {
        return is_of(what, record_kind::disclosure) ? acts::read_personal : acts::hold;
    }
    return rules_.act_name(what.command.get());
}

/// @param on  The application; null if there is none, or none yet.
verdict
desk::verdict_of(const origin& from, std::string_view act, stream_id stream, const entry* on) const
{
    if (access_ == nullptr) {
        return verdict::allowed;
    }
    relations ways;
    if (on != nullptr) {
        ways.own = rules_.is_own(on->state.get(), from.by);
        ways.holder = !from.code.empty() && keys_.is_lookup_code(stream, from.code);
    }
    return acikkapi::decide(*access_, {from.by, from.via, act, relation::other, stream}, ways);
}

/// As the applications are before the command: what a batch makes of them gives nobody a right.
error_code desk::check_access(session& now)
{
    if (now.what.by_engine) {
        return {};
    }
    if (confirms_twice(now.what.list)) {
        return errc::not_proposed;
    }
    for (std::size_t i = 0; i < now.streams.size(); ++i) {
        const auto& wish = now.what.list[i];
        const auto* on = now.is_new(i) ? nullptr : &now.work_of(now.streams[i]).now;
        const auto says = verdict_of(wish.from, act_of(wish), wish.stream, on);
        if (says < least_for(wish)) {
            return errc::not_permitted;
        }
        const bool alone = says == verdict::by_two && !is_of(wish, record_kind::proposal);
        if (!alone && wish.from.confirms == position{0}) {
            continue;
        }
        if (const auto bad = check_proposal(wish.from, act_of(wish), on, now.now)) {
            return bad;
        }
        if (const auto bad = check_unused(wish.from.confirms, *on)) {
            return bad;
        }
    }
    return may_look(now.what);
}

/// Whether somebody else has proposed what is to be done, and not long ago.
error_code
desk::check_proposal(const origin& from, std::string_view act, const entry* on, instant now) const
{
    if (on == nullptr || from.confirms == position{0} || from.confirms > store_.head()) {
        return errc::not_proposed;
    }
    const auto& facts = on->stored.events;
    if (!std::binary_search(facts.begin(), facts.end(), from.confirms)) {
        return errc::not_proposed;  // Of another application, or of none.
    }
    const auto said = journal::read_record(store_, from.confirms, nullptr);
    if (!said) {
        return said.error();
    }
    const bool fits = said->kind == record_kind::proposal && act_proposed(*said) == act &&
                      are_two(said->by, from.by) && now - said->recorded_at <= proposal_lasts;
    return fits ? error_code{} : errc::not_proposed;
}

/// What was confirmed is the cause of a record behind it.
error_code desk::check_unused(position proposal, const entry& on) const
{
    const auto& facts = on.stored.events;
    for (auto at = std::upper_bound(facts.begin(), facts.end(), proposal); at != facts.end();
         ++at) {
        // It cannot be read yet: perhaps it is what was confirmed.
        if (*at > store_.head()) {
            return errc::version_conflict;
        }
        const auto later = journal::read_record(store_, *at, nullptr);
        if (!later) {
            return later.error();
        }
        if (later->caused_by.cause == proposal) {
            return errc::not_proposed;
        }
    }
    return {};
}

/// The version of an application is told to who may read it.
error_code desk::may_look(const detail::wishes& what)
{
    if (access_ == nullptr) {
        return {};
    }
    for (const auto& one : what.unchanged) {
        const auto found = load(one.stream);
        if (!found && found.error() != errc::no_such_application) {
            return found.error();
        }
        const auto& from = what.list.front().from;
        const auto* on = found ? *found : nullptr;
        if (verdict_of(from, acts::read, one.stream, on) < verdict::allowed) {
            return errc::not_permitted;
        }
    }
    return {};
}

/// Who may not do it to any application does not learn which there are.
error_code desk::hidden(const session& now, error_code why) const
{
    if (access_ == nullptr || now.what.by_engine || why != errc::no_such_application) {
        return why;
    }
    const auto may = [this](const detail::wish& one) {
        return verdict_of(one.from, act_of(one), one.stream, nullptr) >= least_for(one);
    };
    const bool all = std::all_of(now.what.list.begin(), now.what.list.end(), may);
    return all ? why : errc::not_permitted;
}

error_code desk::may(const origin& from, std::string_view act, stream_id stream, instant now)
{
    if (access_ == nullptr) {
        return {};
    }
    const std::lock_guard lock{shard_of(stream).mutex};
    const auto found = load(stream);
    if (!found && found.error() != errc::no_such_application) {
        return found.error();
    }
    const auto says = verdict_of(from, act, stream, found ? *found : nullptr);
    if (says < verdict::by_two) {
        return errc::not_permitted;
    }
    if (!found) {
        return found.error();
    }
    return says == verdict::allowed ? error_code{} : check_proposal(from, act, *found, now);
}

bool desk::may_to_some(const origin& from, std::string_view act) const
{
    const relations best{true, !from.code.empty()};
    return access_ == nullptr ||
           acikkapi::decide(*access_, {from.by, from.via, act}, best) >= verdict::by_two;
}

/// What kind of record a wish makes.
void desk::mark(record& what, const detail::wish& of)
{
    if (of.erases) {
        what.kind = record_kind::erasure;
        what.whose = of.erases->whose;
    }
    if (of.remarks) {
        what.kind = of.remarks->kind;
    }
}

}  // namespace acikkapi::engine_room
