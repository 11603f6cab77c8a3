#include <acikkapi/ids.hpp>

#include <algorithm>

namespace acikkapi {
namespace {

// Literals of this file only: that they are names is shown by a test.
template <class Name>
Name literal(std::string_view text)
{
    return Name::parse(text).value();
}

}  // namespace

bool is_name(std::string_view text) noexcept
{
    constexpr std::size_t size_max = 64;
    return !text.empty() && text.size() <= size_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string_view role_of(const actor& who) noexcept
{
    const std::string_view all = who.str();
    return all.substr(0, all.find(':'));
}

std::string_view place_of(const actor& who) noexcept
{
    const std::string_view all = who.str();
    const auto colon = all.find(':');
    if (colon == std::string_view::npos) {
        return {};
    }
    const auto rest = all.substr(colon + 1);
    return rest.substr(0, rest.find('/'));
}

namespace channels {

const channel& desk()
{
    static const channel value = literal<channel>("desk");
    return value;
}

const channel& web()
{
    static const channel value = literal<channel>("web");
    return value;
}

const channel& mobile()
{
    static const channel value = literal<channel>("mobile");
    return value;
}

const channel& engine()
{
    static const channel value = literal<channel>("engine");
    return value;
}

}  // namespace channels
}  // namespace acikkapi
