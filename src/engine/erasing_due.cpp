// The part of the eraser that takes those whose time is over.
#include "engine/erasing_history.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::string_view ended_list = "ended";
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
    if (!ended || *ended >= before) {
        return turn::too_early;
    }
    bool held = false;
    for (const auto whose : known->persons) {
        const person_of one{stream, whose};
        if (!known->erased.contains(whose)) {
            held = known->holds > 0;
            if (!held) {
                whom.push_back(one);
            }
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
    const auto page = lists.list({std::string{ended_list}, {}, true, rule.after, rule.limit});
    if (!page) {
        return page.error();
    }
    destruction out;
    out.next = page->next;
    std::vector<person_of> whom;
    for (const auto stream : page->streams) {
        std::vector<person_of> its;
        const auto is = add_due(stream, now - rule.keep, its);
        if (!is) {
            return is.error();
        }
        if (*is == turn::too_early) {
            out.next.clear();  // They stand in the order in which they ended.
            break;
        }
        out.held += *is == turn::held ? 1 : 0;
        if (its.empty()) {
            continue;
        }
        const auto why = may(stream);
        if (why && why != condition::rejected) {
            return why;
        }
        if (why) {
            ++out.refused;  // One that stays must not keep those behind it.
            continue;
        }
        whom.insert(whom.end(), its.begin(), its.end());
    }
    auto done = carry_out(whom, {from, acts::destroy});
    if (!done) {
        return done.error();
    }
    out.erased = *std::move(done);
    return out;
}

}  // namespace acikkapi::engine_room
