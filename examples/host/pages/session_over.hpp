#pragma once

#include "host/pages/service.hpp"

#include <string>

namespace host {

/// Where a form is asked for that was sent: the page that it stood on, as far as the browser says, else the address
/// that it was sent to.
[[nodiscard]] std::string page_of_form(const visit& by);

/// The answer to a form whose session is over: nothing was done, and what was typed is not lost. It is given to who
/// sent it and kept nowhere.
/// @param go_on   Where the form can be sent again, or where he first shows who he is.
/// @param way     Key of the words for it.
[[nodiscard]] response
session_over(const visit& by, const std::string& go_on, std::string_view way);

/// The answer to a form of another session, in which he is logged in by now: as above, with the way back to it.
[[nodiscard]] response old_form(const visit& by);

/// The same for what only the holder of an application may send. The same whether there is such an application or not.
/// @param why  Of `held_application`; if it is something else, it is told.
[[nodiscard]] response not_his(const visit& by, const problem& why);

}  // namespace host
