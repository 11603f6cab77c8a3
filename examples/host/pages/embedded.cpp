#include "host/pages/embedded.hpp"

#include <algorithm>

namespace host {

std::string_view embedded(std::string_view name) noexcept
{
    const auto all = embedded_files();
    const auto at = std::find_if(
        all.begin(), all.end(), [name](const embedded_file& one) { return one.name == name; });
    return at == all.end() ? std::string_view{} : at->bytes;
}

}  // namespace host
