// The part of the desk that takes a person out of an application.
#include "engine/desk.hpp"
#include "engine/erasing.hpp"
#include "engine/session.hpp"

namespace acikkapi::engine_room {

/// One record without a payload, the state without the person, and rows that say what is left to do.
result<detail::decided> desk::erase(session& now, const detail::erasing& what, const work& on) const
{
    detail::decided out;
    auto after = rules_.forget(on.now.state.get(), what.whose);
    if (!after) {
        return after.error();
    }
    out.after = *std::move(after);
    out.events.emplace_back();
    out.letters.push_back(what.notices);
    for (const auto& key : what.lookups) {
        now.op.rows.push_back({journal::table::lookup, key, std::nullopt});
    }
    now.op.rows.push_back(
        {journal::table::meta, to_be_destroyed({on.stream, what.whose}), std::string{}});
    return out;
}

}  // namespace acikkapi::engine_room
