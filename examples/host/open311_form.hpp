#pragma once

#include <acikkapi/command.hpp>

#include "host/directory.hpp"
#include "host/http.hpp"
#include "host/open311_book.hpp"
#include "host/pages/form.hpp"
#include "host/problem.hpp"

#include <chrono>

namespace host {

/// What somebody applies for through Open311. Without a name, a phone and an e-mail address it is anonymous.
/// @return 400 with all that is wrong, 404 for a kind of matter that is not public here.
[[nodiscard]] reply<acikkapi::commands::submit>
read_open311_submission(const form& in, const directory& where);

/// Which requests are asked for: of the last 90 days unless it says otherwise, 90 days at most; 1,000 of them, or
/// pages of 50.
/// @return 400 with all that is wrong.
[[nodiscard]] reply<public_query> read_open311_query(const request& asked, acikkapi::instant now);

/// Apart by commas; empty ones are left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

}  // namespace host
