#pragma once

#include <acikkapi/access.hpp>

#include <string_view>

namespace host {

/// To follow the feed of events: what happened with all applications, and nothing that is personal.
inline constexpr std::string_view act_feed = "feed";

/// The role of the host itself, for what it does by itself; nobody's account.
inline constexpr std::string_view role_host = "host";

/// Who may do what: as a governorate usually has it, who may follow the feed, and that the host may read what is not
/// personal and make it part of a chronic problem.
[[nodiscard]] const acikkapi::access_policy& host_access();

}  // namespace host
