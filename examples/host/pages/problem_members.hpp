#pragma once

#include "host/pages/staff.hpp"

#include <string>
#include <vector>

namespace host {

/// How many applications are part of a problem, as far as he may see them: `17`, or `1000+`.
[[nodiscard]] std::string members_text(const visit& by, acikkapi::stream_id problem);

/// A page of them: the open ones, and behind the last of them those that have ended.
struct members_page {
    std::vector<acikkapi::stream_id> streams{};
    std::string
        next{};  ///< What the query of the next page says: `closed=1&after=7`; empty for the last one.
};
/// The page that the query of the visit says.
[[nodiscard]] reply<members_page> members_of_problem(const visit& by, acikkapi::stream_id problem);

}  // namespace host
