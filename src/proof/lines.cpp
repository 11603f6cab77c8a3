#include "proof/lines.hpp"
#include "vault/signing.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace acikkapi::proof {

std::string_view take_line(std::string_view& from)
{
    const auto end = from.find('\n');
    const auto out = from.substr(0, end);
    from.remove_prefix(end == from.npos ? from.size() : end + 1);
    return out;
}

std::optional<std::uint64_t> parse_number(std::string_view text)
{
    std::uint64_t out = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, out);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    return whole && std::to_string(out) == text ? std::optional{out} : std::nullopt;
}

std::string to_text(const digest& hash)
{
    return vault::to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<digest> parse_digest(std::string_view text)
{
    const auto bytes = vault::from_base64(text);
    digest out{};
    if (!bytes || bytes->size() != out.size()) {
        return std::nullopt;
    }
    std::transform(bytes->begin(), bytes->end(), out.begin(), [](char one) {
        return static_cast<std::byte>(one);
    });
    return out;
}

std::optional<std::vector<digest>> take_path(std::string_view& from, std::size_t count_max)
{
    std::vector<digest> out;
    while (!from.starts_with("\n")) {
        const auto hash = parse_digest(take_line(from));
        if (!hash || out.size() == count_max) {
            return std::nullopt;
        }
        out.push_back(*hash);
    }
    return out;
}

result<std::string> open_note(std::string_view note, const verifier_key& by)
{
    auto whole = signed_note::parse(note);
    if (!whole) {
        return whole.error();
    }
    if (const auto fits = check_signature(*whole, by); !fits) {
        return fits.error();
    }
    return std::move(whole->text);
}

}  // namespace acikkapi::proof
