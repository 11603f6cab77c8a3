#include "host/access.hpp"
#include "host/keeping.hpp"
#include "host/pages/history.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::chrono::hours offset_of_turkey{3};

/// Of the engine's or the host's own, and nothing that an officer would have waited to see.
bool changes_nothing_for_people(const happening& one)
{
    switch (one.what.kind) {
    case record_kind::refusal:
    case record_kind::disclosure: return true;
    case record_kind::fact: break;
    default: return false;
    }
    if (role_of(one.what.by) == role_host) {
        return true;
    }
    return one.what.by.str() == "engine" && one.fact &&
           (std::holds_alternative<events::notice_recorded>(*one.fact) ||
            std::holds_alternative<events::notified>(*one.fact) ||
            std::holds_alternative<events::escalated>(*one.fact) ||
            std::holds_alternative<events::left_unrouted>(*one.fact) ||
            std::holds_alternative<events::assigned>(*one.fact) ||
            std::holds_alternative<events::rating_asked>(*one.fact));
}

/// A confirmation that was refused names the proposal too, and has done nothing.
bool was_confirmed(std::span<const happening> all, position proposal)
{
    return std::any_of(all.begin(), all.end(), [proposal](const happening& one) {
        return one.what.kind != record_kind::refusal && one.what.caused_by.cause == proposal &&
               !one.what.caused_by.letter;
    });
}

std::optional<proposal> proposal_of(const record& what, std::string_view act)
{
    const std::string_view said{what.payload.clear};
    const auto line = std::min(said.find('\n'), said.size());
    if (what.kind != record_kind::proposal || said.substr(0, line) != act) {
        return std::nullopt;
    }
    proposal out{what.at, what.by, said.substr(std::min(line + 1, said.size())), what.on};
    if (act == acts::erase) {
        const auto whom = read_erasure(out.reason);
        if (!whom) {
            return std::nullopt;
        }
        out.whose = whom->whose;
        out.reason = whom->reason;
    }
    return out;
}

}  // namespace

bool same_to_people(std::span<const happening> all, version seen)
{
    return std::all_of(all.begin(), all.end(), [seen](const happening& one) {
        return one.what.version <= seen || changes_nothing_for_people(one);
    });
}

const happening* newest_for_people(std::span<const happening> all)
{
    const auto at = std::find_if(all.rbegin(), all.rend(), [](const happening& one) {
        return !changes_nothing_for_people(one);
    });
    return at == all.rend() ? nullptr : &*at;
}

std::vector<proposal>
open_proposals(std::span<const happening> all, std::string_view act, instant now)
{
    constexpr std::chrono::days lasts{7};
    const auto erased = erasures_in(all);
    std::vector<proposal> out;
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
        auto one = proposal_of(at->what, act);
        if (!one || now - at->what.recorded_at > lasts || was_confirmed(all, at->what.at)) {
            continue;
        }
        const bool gone = std::any_of(erased.begin(), erased.end(), [&](const erasure& each) {
            return each.whose == one->whose;
        });
        if (!gone) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

time_left time_left_of(const application& now, day today)
{
    constexpr long soon_days = 2;
    switch (now.life) {
    case status::none:
    case status::answered:
    case status::notified:
    case status::closed:
    case status::withdrawn: return {};
    default: break;
    }
    if (now.service.paused_since) {
        return {time_left::how::paused};
    }
    const auto left = static_cast<long>((now.service.due - today).count());
    if (left < 0) {
        return {time_left::how::late, -left};
    }
    return {left <= soon_days ? time_left::how::soon : time_left::how::good, left};
}

day day_in_turkey(instant when)
{
    const auto date = std::chrono::floor<std::chrono::days>(when + offset_of_turkey);
    return day{date.time_since_epoch()};
}

instant end_in_turkey(day of)
{
    const std::chrono::sys_days next{(of + std::chrono::days{1}).time_since_epoch()};
    return next - offset_of_turkey - instant::duration{1};
}

searched read_search(std::string_view typed)
{
    searched out;
    if (const auto number = application_number::parse(typed)) {
        out.number = *number;
    } else if (const auto identity = identity_number::parse(typed)) {
        out.subject = identity->str();
    } else if (const auto mobile = phone::parse(typed)) {
        out.subject = mobile->str();
    }
    return out;
}

}  // namespace host
