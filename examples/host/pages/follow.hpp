#pragma once

#include "host/pages/service.hpp"

namespace host {

/// `/follow`: whoever has the number of an application and its lookup code shows that he is its holder.
/// `/applications/{number}`: where it stands, what happened, and what he can do: answer a question, object,
/// withdraw, rate.
void add_follow_pages(router& to, const page_services& all);

}  // namespace host
