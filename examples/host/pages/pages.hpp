#pragma once

#include "host/pages/service.hpp"

namespace host {

/// All pages for people. Add them last: a language may be the first part of an address, and so may be anything.
void add_pages(router& to, const page_services& all);

}  // namespace host
