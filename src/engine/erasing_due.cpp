// The part of the eraser that takes those whose time is over.
#include "codec/parts.hpp"
#include "engine/erasing_history.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::string_view ended_list = "ended";
// Before a place among those that are open and whose time is over all the same: they come behind all others.
constexpr std::string_view open_mark = "open.";
// A hundred years. A longer one might not fit into a time.
constexpr std::chrono::days keep_max{36'525};

}  // namespace

result<eraser::turn>
eraser::add_due(stream_id stream, instant before, std::vector<person_of>& whom) const
{
    const auto known = read(stream);
    if (!known) {
        return known.error();
    }
    const auto ended = rules_.ended_at(known->state.get());
    if (!ended) {
        // It stands in the list and has not ended: it is not in the way of those behind it.
        return turn::due;
    }
    if (*ended >= before) {
        return turn::too_early;
    }
    bool held = false;
    for (const auto whose : known->persons) {
        const person_of one{stream, whose};
        if (!known->erased.contains(whose)) {
            held = known->holds > 0;
            if (held) {
                continue;
            }
            const auto after = rules_.forget(known->state.get(), whose);
            if (!after || !codec::says_nothing_of(rules_.encode_state(after->get()), whose)) {
                return turn::still_named;
            }
            whom.push_back(one);
            continue;
        }
        // Begun, and what a hold says that came later does not keep the key.
        const auto left = store_.get(journal::table::meta, journal::erasing_key(one));
        if (!left) {
            return left.error();
        }
        if (left->has_value()) {
            whom.push_back(one);
        }
    }
    return held ? turn::held : turn::due;
}

result<std::size_t> eraser::add_page(
    const list_query& query,
    const those_due& which,
    const detail::reader& lists,
    destruction& out,
    std::vector<person_of>& whom) const
{
    const auto page = lists.list(query);
    if (!page) {
        return page.error();
    }
    out.next = page->next;
    for (const auto stream : page->streams) {
        std::vector<person_of> its;
        const auto is = add_due(stream, which.before, its);
        if (!is) {
            return is.error();
        }
        if (*is == turn::too_early) {
            out.next.clear();  // They stand in the order in which they ended.
            break;
        }
        if (*is == turn::still_named) {
            ++out.refused;  // His erasure would be refused, and with it that of all others.
            continue;
        }
        out.held += *is == turn::held ? 1 : 0;
        if (its.empty()) {
            continue;
        }
        const auto why = which.may(stream);
        if (why && why != condition::rejected) {
            return why;
        }
        if (why) {
            ++out.refused;  // One that stays must not keep those behind it.
            continue;
        }
        whom.insert(whom.end(), its.begin(), its.end());
    }
    return page->streams.size();
}

result<destruction> eraser::destroy_due(
    const retention& rule,
    const origin& from,
    instant now,
    const detail::reader& lists,
    const std::function<error_code(stream_id)>& may)
{
    if (const auto bad = check(from)) {
        return bad;
    }
    if (rule.keep < std::chrono::days{0} || rule.keep > keep_max) {
        return errc::bad_argument;
    }
    const those_due which{now - rule.keep, may};
    bool among_open = rule.after.starts_with(open_mark);
    const auto after = rule.after.substr(among_open ? open_mark.size() : 0);
    destruction out;
    std::vector<person_of> whom;
    auto seen = add_page(
        {std::string{ended_list}, {}, !among_open, after, rule.limit}, which, lists, out, whom);
    if (seen && !among_open && out.next.empty()) {
        among_open = true;
        const std::size_t left = std::max<std::size_t>(rule.limit - *seen, 1);
        seen = add_page({std::string{ended_list}, {}, false, {}, left}, which, lists, out, whom);
    }
    if (!seen) {
        return seen.error();
    }
    if (among_open && !out.next.empty()) {
        out.next.insert(0, open_mark);
    }
    auto done = carry_out(whom, {from, acts::destroy});
    if (!done) {
        return done.error();
    }
    out.erased = *std::move(done);
    return out;
}

}  // namespace acikkapi::engine_room
