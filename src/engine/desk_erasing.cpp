// The part of the desk that takes a person out of an application.
#include "codec/record_codec.hpp"
#include "engine/desk.hpp"
#include "engine/erasing.hpp"
#include "engine/session.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {

/// Records without a payload, the state without the person, and rows that say what is left to do.
result<detail::decided> desk::erase(session& now, const detail::erasing& what, const work& on) const
{
    detail::decided out;
    auto after = rules_.forget(on.now.state.get(), what.whose);
    if (!after) {
        return after.error();
    }
    out.after = *std::move(after);
    // Who was with many units has several records, for each holds so many letters at most.
    auto next = what.notices.begin();
    do {
        const auto left = static_cast<std::size_t>(what.notices.end() - next);
        const auto end = next + static_cast<std::ptrdiff_t>(std::min(left, codec::letters_max));
        out.events.emplace_back();
        out.letters.emplace_back(std::exchange(next, end), end);
    } while (next != what.notices.end());
    for (const auto& key : what.lookups) {
        now.op.rows.push_back({journal::table::lookup, key, std::nullopt});
    }
    now.op.rows.push_back(
        {journal::table::meta, journal::erasing_key({on.stream, what.whose}), std::string{}});
    return out;
}

}  // namespace acikkapi::engine_room
