#pragma once

#include "host/pages/staff.hpp"

#include <string>
#include <utility>
#include <vector>

namespace host {

/// Whether somebody may route what is his, and whether an application waits for that.
[[nodiscard]] bool may_route(const visit& by);
[[nodiscard]] bool waits_for_unit(const acikkapi::application& now);

/// What somebody decides about many applications at once, and reads once more before it is done.
struct many_check {
    std::string title;  ///< Key of a text.
    std::string at;     ///< Where the form goes.
    std::string back;
    std::string action;  ///< @see csrf_token
    std::string go;      ///< Key of the button's text.
    std::vector<control> questions{};
    std::vector<std::pair<std::string, std::string>> hidden{};
    std::vector<acikkapi::found<acikkapi::application>> shown{};
    std::string sample{};                                     ///< What was written; empty for none.
    std::vector<std::pair<std::string, std::string>> rows{};  ///< What was answered before.
    std::string step = "send";                                ///< What the button says to us.
    long concerned = -1;  ///< How many applications; said above all; negative: is not said.
};
[[nodiscard]] response show_check_of_many(const visit& by, const many_check& what);

/// What came of it: how many were done, and which not and why.
/// @param back  Where he goes on.
[[nodiscard]] response
show_done_of_many(const visit& by, const acikkapi::many_done& what, std::string back);

/// A list of units to choose from, as the question `unit`.
[[nodiscard]] control unit_question(const visit& by);
/// Whether one of them was chosen; what is wrong is written into it.
[[nodiscard]] bool check_unit(const visit& by, control& unit);
/// @pre `check_unit`
[[nodiscard]] acikkapi::commands::route
route_to(const visit& by, const control& unit, std::string note);

}  // namespace host
