#pragma once

#include <acikkapi/access.hpp>

#include <string_view>

namespace host {

/// To follow the feed of events: what happened with all applications, and nothing that is personal.
inline constexpr std::string_view act_feed = "feed";

/// Who may do what: as a governorate usually has it, and who may follow the feed.
[[nodiscard]] const acikkapi::access_matrix& host_access();

}  // namespace host
