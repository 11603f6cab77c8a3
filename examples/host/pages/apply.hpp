#pragma once

#include "host/pages/service.hpp"

namespace host {

/// `/apply`: a citizen applies, one question a page, looks at his answers once more, and gets his receipt.
/// Between the pages his answers are in his browser alone. @see draft
void add_apply_pages(router& to, const page_services& all);

/// `/apply/check`, its last page: all answers, and what comes along.
void add_send_pages(router& to, const page_services& all);

/// `/apply/drop`: throws away what was filled in and not sent.
void add_drop_pages(router& to, const page_services& all);

}  // namespace host
