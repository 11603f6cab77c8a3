#include "adapters/recipients.hpp"

#include <algorithm>

namespace acikkapi::adapters {
namespace {

/// The first word that `read` gives something for.
template <class Read>
auto first(std::string_view words, const Read& read) -> decltype(read(words))
{
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        if (auto found = read(words.substr(0, end))) {
            return found;
        }
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return std::nullopt;
}

bool is_alphanumeric(char one)
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
}

/// Words apart by points, each of at least one of these characters.
template <class Allowed>
bool is_dotted(std::string_view text, const Allowed& allowed)
{
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == text.npos && std::all_of(text.begin(), text.end(), [&](char one) {
               return one == '.' || is_alphanumeric(one) || allowed(one);
           });
}

bool is_mail(std::string_view text)
{
    const auto at = text.rfind('@');
    if (at == text.npos || at > 64 || text.size() > 254) {
        return false;
    }
    static constexpr std::string_view marks = "!#$%&'*+/=?^_`{|}~-";
    return is_dotted(text.substr(0, at), [](char one) { return marks.find(one) != marks.npos; }) &&
           is_dotted(text.substr(at + 1), [](char one) { return one == '-'; });
}

}  // namespace

std::optional<phone> first_phone(std::string_view recipient)
{
    return first(recipient, [](std::string_view word) -> std::optional<phone> {
        auto read = word.starts_with('+') ? phone::parse(word) : errc::bad_phone;
        return read ? std::optional{*std::move(read)} : std::nullopt;
    });
}

std::optional<std::string> first_mail(std::string_view recipient)
{
    return first(recipient, [](std::string_view word) {
        return is_mail(word) ? std::optional<std::string>{word} : std::nullopt;
    });
}

}  // namespace acikkapi::adapters
