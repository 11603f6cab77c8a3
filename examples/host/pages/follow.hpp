#pragma once

#include "host/pages/service.hpp"

namespace host {

/// `/follow`: whoever has the number of an application and its lookup code shows that he is its holder.
/// `/applications/{number}`: where it stands, what happened, and what he can do: answer a question, object,
/// withdraw, rate.
void add_follow_pages(router& to, const page_services& all);

/// Parts of it, each in a file of its own: what can be done, photos and documents, another phone. The first of each
/// pair is for the page of the application.
void add_citizen_acts(const visit& by, const held& what, filling& with);
void add_citizen_act_pages(router& to, const page_services& all);
void add_citizen_files(const visit& by, const held& what, filling& with);
void add_citizen_file_pages(router& to, const page_services& all);
void add_way_to_phone(const visit& by, const held& what, filling& with);
void add_phone_pages(router& to, const page_services& all);

/// Shows the page with an answer to its holder, once it is on record that he is told by it, if by nothing else.
using holders_page = response (*)(const visit&, const held&);
void when_told(const visit& by, held what, holders_page shows, const answer& done);

}  // namespace host
