#include "replay/proof_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace tools {

using namespace acikkapi;

std::optional<std::string> read_file(const std::string& name)
{
    constexpr std::uintmax_t size_max = 64U << 20U;
    std::error_code bad;
    const auto size = std::filesystem::file_size(name, bad);
    std::ifstream in{name, std::ios::binary};
    if (bad || size > size_max || !in) {
        return std::nullopt;
    }
    std::string out{std::istreambuf_iterator<char>{in}, {}};
    return in.bad() ? std::nullopt : std::optional{std::move(out)};
}

result<verifier_key> key_of(const std::string& text)
{
    const auto in_file = read_file(text);
    auto line = in_file.value_or(text);
    while (line.ends_with('\n') || line.ends_with('\r')) {
        line.pop_back();
    }
    return verifier_key::parse(line);
}

}  // namespace tools
