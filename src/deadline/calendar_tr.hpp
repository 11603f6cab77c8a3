#pragma once

#include <string_view>

namespace acikkapi::deadline {

/// The text of the Turkish public calendar, in the form that `calendar::parse` reads.
[[nodiscard]] std::string_view calendar_tr() noexcept;

}  // namespace acikkapi::deadline
