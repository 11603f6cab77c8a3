#pragma once

#include <acikkapi/detail/any_workflow.hpp>

#include "journal/head.hpp"
#include "journal/journal.hpp"
#include "views/open_lists.hpp"

#include <functional>
#include <memory>

namespace acikkapi::views_room {

/// What the views keep in memory; all of it follows from the rows on disk.
struct kept {
    std::unique_ptr<open_lists> lists = std::make_unique<open_lists>();
    std::unique_ptr<counters> figures = std::make_unique<counters>();
};

/// Told of each open application while the lists are made.
using open_visitor = std::function<void(stream_id stream, const void* state)>;

/// Makes the lists and figures of a store: one pass over the open applications.
/// @param head  No snapshot may know of a later event, or be of a later stream, than this says.
/// @return `errc::corrupt_snapshot`, `unknown_schema` or `io_error`.
[[nodiscard]] result<kept> rebuild(
    const journal::journal& store,
    const detail::any_workflow& rules,
    const journal::head_row& head,
    const open_visitor& visit);

}  // namespace acikkapi::views_room
