#pragma once

#include <string>
#include <string_view>

namespace tools {

/// What lies beside a directory under its name and an ending: `/srv/office.key` for `/srv/office`, however the
/// directory is written: `office/`, `.`, `../office`. Links are not followed: it lies beside the name that was given.
[[nodiscard]] std::string beside(const std::string& directory, std::string_view ending);

}  // namespace tools
