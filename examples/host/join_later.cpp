#include "host/access.hpp"
#include "host/join_later.hpp"

#include <utility>
#include <variant>

namespace host {

using namespace acikkapi;

namespace {

origin from_host()
{
    origin out;
    out.by = actor::parse(role_host).value();
    out.via = channel::parse(role_host).value();
    out.on = authority::parse("law-3071").value();
    return out;
}

}  // namespace

join_later::join_later(
    store& desk, asio::any_io_executor blocking, std::function<void(const std::string&)> fault)
    : desk_(desk), fault_(std::move(fault)), board_(desk, from_host()),
      follower_(desk, std::move(blocking), calls())
{}

feed_follower::calls join_later::calls()
{
    feed_follower::calls out;
    out.take = [this](const std::vector<record>& records) {
        error_code bad;
        for (auto one = records.begin(); !bad && one != records.end(); ++one) {
            bad = take(*one);
        }
        return bad;
    };
    out.level = [this] { return join_all(); };
    out.ended = [this](const error_code& why) {
        fault_("nothing joins open problems any more: " + why.message());
    };
    return out;
}

error_code join_later::take(const record& one)
{
    if (one.kind != record_kind::fact) {
        return {};
    }
    const auto type = petition::type_name(one.payload.type);
    if (type == "problem_opened") {
        const auto fact = decode_event(view_of(one.payload));
        if (!fact) {
            return fact.error();
        }
        const auto& wish = std::get<events::problem_opened>(*fact).wish;
        auto& opened = open_[one.stream];
        opened.since = one.at;
        opened.what.problem.emplace();
        opened.what.where = wish.where;
        opened.what.category = wish.category;
        opened.what.district = wish.district;
        opened.what.unit = wish.unit;
    } else if (type == "problem_closed") {
        open_.erase(one.stream);
    } else if ((type == "submitted" || type == "routed") && !open_.empty()) {
        waiting_[one.stream] = one.at;
    }
    return {};
}

/// What can only not be done now waits for the next record of the journal.
error_code join_later::join_all()
{
    for (const auto& [one, came] : std::exchange(waiting_, {})) {
        if (follower_.stopped()) {
            return errc::stopping;
        }
        const auto bad = join(one, came);
        if (bad == condition::unavailable) {
            waiting_.emplace(one, came);
        }
        // One that is over by now takes nobody any more.
        if (bad && bad != errc::illegal_transition && bad != errc::stopping) {
            fault_("an application does not join an open problem: " + bad.message());
        }
    }
    return {};
}

error_code join_later::join(stream_id one, position came)
{
    const auto from = from_host();
    const auto found = desk_.views({from.by, from.via}).find(one);
    if (!found) {
        return found.error();
    }
    const auto problem = problem_of(found->state, came);
    if (!problem) {
        return {};
    }
    // Not `problem_desk::join_later`: it looks in lists, which may not have what was opened a moment ago.
    const auto done = board_.join(*problem, {&one, 1});
    return done ? error_code{} : done.error();
}

/// Of those that were open when it came; a district's before a unit's.
std::optional<stream_id> join_later::problem_of(const application& one, position came) const
{
    std::optional<stream_id> of_unit;
    for (const auto& [stream, problem] : open_) {
        if (came < problem.since || !is_part_of(problem.what, one)) {
            continue;
        }
        if (!problem.what.district.empty()) {
            return stream;
        }
        of_unit = of_unit ? of_unit : stream;
    }
    return of_unit;
}

}  // namespace host
