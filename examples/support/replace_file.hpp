#pragma once

#include <acikkapi/error.hpp>

#include <string>
#include <string_view>

namespace tools {

/// Puts a file in the place of the one before, so that whoever reads it, also after the machine has
/// stopped, finds the one or the other, whole. It is written as `PATH.new` first.
/// @return errc::io_error: it could not be written; which of the two is there is not known.
[[nodiscard]] acikkapi::result<void> replace_file(const std::string& path, std::string_view text);

/// A new file is on the disk when its name is. @return Whether it is.
[[nodiscard]] bool sync_name(const std::string& path);

}  // namespace tools
