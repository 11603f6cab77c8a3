#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>

#include "engine/committer.hpp"
#include "journal/journal.hpp"

#include <string_view>

namespace acikkapi::engine_room {

/// How far readers of the feed have come, each by a name, in the store itself.
/// @par Thread safety  All members from any thread.
struct reader_places {
    const journal::journal& store;
    committer& commits;

    /// Waits until it is durable.
    /// @return `errc::bad_argument` for what is no name, `beyond_head`, or as the committer says.
    [[nodiscard]] result<void> save(std::string_view name, position done) const;

    /// @return The place; 0 for a name that is not known; `errc::corrupt_snapshot`, `io_error`.
    [[nodiscard]] result<position> load(std::string_view name) const;
};

}  // namespace acikkapi::engine_room
