#pragma once

#include <acikkapi/detail/kernel.hpp>

#include "codec/parts.hpp"
#include "journal/journal.hpp"

#include <string_view>

namespace acikkapi::engine_room {

/// What the engine does by itself, on the ground of the workflow.
[[nodiscard]] origin origin_of_engine(const detail::any_workflow& rules);

/// What a letter's outcome makes of the application, as the engine's own command under a key that is the letter's.
/// @param what  Of the key: an outcome that comes again under another one is on record twice.
[[nodiscard]] detail::wishes wish_of(
    const detail::any_workflow& rules,
    const letter_outcome& outcome,
    stream_id stream,
    std::string_view what);

/// What is to be put on record when a peer says of a letter what became of it.
struct late_word {
    const journal::journal& store;
    const detail::any_workflow& rules;
    const codec::seals* keys = nullptr;  ///< Null if nothing is sealed.
    restore_epoch life{};

    /// @return `errc::bad_argument` if it is no letter of this life, or not settled; what reading gives.
    [[nodiscard]] result<detail::wishes> of(std::string_view letter, const hand_result& how) const;
};

}  // namespace acikkapi::engine_room
