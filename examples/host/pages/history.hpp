#pragma once

#include "host/happenings.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace host {

/// Whether nothing has happened since a version but what the engine does by itself and what changes nothing: an
/// officer who looked at that version has seen what there is to see.
[[nodiscard]] bool same_to_people(std::span<const happening> all, acikkapi::version seen);

/// The newest of what makes a difference to people; null if there is none.
/// @par Lifetime  That of the history.
[[nodiscard]] const happening* newest_for_people(std::span<const happening> all);

/// What somebody proposes that needs two persons.
struct proposal {
    acikkapi::position at{};
    acikkapi::actor by;
    std::string_view reason{};
    acikkapi::authority on{};
    std::optional<acikkapi::whose_data> whose{};  ///< Of an erasure, and of that alone.
};

/// The proposals of an act that somebody may still confirm, the newest first; the engine looks again. Of erasures those
/// that say whom, and whom nobody has erased since.
/// @par Lifetime  Of the reasons: that of the history.
[[nodiscard]] std::vector<proposal>
open_proposals(std::span<const happening> all, std::string_view act, acikkapi::instant now);

/// How much time a promise leaves.
struct time_left {
    enum class how { none, paused, good, soon, late };
    how is = how::none;
    long days = 0;  ///< Left, or too late; at least 0.
    friend bool operator==(const time_left&, const time_left&) = default;
};

/// @param today  Where the office is.
[[nodiscard]] time_left time_left_of(const acikkapi::application& now, acikkapi::day today);

/// The date in Turkey, which has one offset all year.
[[nodiscard]] acikkapi::day day_in_turkey(acikkapi::instant when);
/// Its last instant there.
[[nodiscard]] acikkapi::instant end_in_turkey(acikkapi::day of);

/// What somebody typed into a search box.
struct searched {
    std::optional<acikkapi::application_number> number{};
    std::string subject{};  ///< An identity number or a phone, as the register has it; else empty.
};
[[nodiscard]] searched read_search(std::string_view typed);

}  // namespace host
