// The part of the desk that asks who may do what.
#include "engine/desk.hpp"
#include "engine/session.hpp"

namespace acikkapi::engine_room {
namespace {

verdict least_for(const detail::wish& what)
{
    const bool looks = what.remarks && what.remarks->kind == record_kind::disclosure;
    return looks ? verdict::on_record : verdict::allowed;
}

}  // namespace

std::string_view desk::act_of(const detail::wish& what) const
{
    if (what.erases) {
        return acts::erase;
    }
    if (what.remarks) {
        return what.remarks->kind == record_kind::disclosure ? acts::read_personal : acts::hold;
    }
    return rules_.act_name(what.command.get());
}

/// @param on  The application; null if there is none, or none yet.
verdict
desk::verdict_of(const origin& from, std::string_view act, stream_id stream, const entry* on) const
{
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
    if (access_ == nullptr || now.what.by_engine) {
        return {};
    }
    for (std::size_t i = 0; i < now.streams.size(); ++i) {
        const auto& wish = now.what.list[i];
        const auto* on = now.is_new(i) ? nullptr : &now.work_of(now.streams[i]).now;
        if (verdict_of(wish.from, act_of(wish), wish.stream, on) < least_for(wish)) {
            return errc::not_permitted;
        }
    }
    return may_look(now.what);
}

/// The version of an application is told to who may read it.
error_code desk::may_look(const detail::wishes& what)
{
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

error_code desk::may_erase(const origin& from, stream_id stream)
{
    if (access_ == nullptr) {
        return {};
    }
    const std::lock_guard lock{shard_of(stream).mutex};
    const auto found = load(stream);
    if (!found && found.error() != errc::no_such_application) {
        return found.error();
    }
    const auto says = verdict_of(from, acts::erase, stream, found ? *found : nullptr);
    if (says < verdict::allowed) {
        return errc::not_permitted;
    }
    return found ? error_code{} : found.error();
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
