#pragma once

#include "host/pages/sheet.hpp"
#include "host/pages/staff.hpp"

namespace host {

/// Whether he may hold back what goes by a way of sending: all of it, in this process.
[[nodiscard]] bool holds_letters(const visit& by);

/// How the ways of sending stand; with links to hold and to release, for who may.
[[nodiscard]] sheet ways_of_sending(const visit& by);

/// What has just been done to one of them; nothing if nothing was.
void add_done_to_way(const visit& by, filling& with);

/// The pages on which one is held back and released.
void add_way_pages(router& to, const page_services& all);

}  // namespace host
