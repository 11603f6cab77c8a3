#include "support/beside.hpp"

#include <filesystem>
#include <system_error>

namespace tools {

std::string beside(const std::string& directory, std::string_view ending)
{
    std::error_code bad;
    const auto whole = std::filesystem::absolute(directory, bad).lexically_normal();
    if (bad) {
        return directory + std::string{ending};  // Of no directory: what is asked for is not there.
    }
    const auto bare = whole.has_filename() ? whole : whole.parent_path();
    return bare.string().append(ending);
}

}  // namespace tools
