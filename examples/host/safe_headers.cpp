#include "host/safe_headers.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace host {
namespace {

using field = std::pair<std::string_view, std::string_view>;

constexpr std::array safe{
    field{
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"},
    field{"X-Content-Type-Options", "nosniff"},
    field{"Referrer-Policy", "same-origin"},  // Nobody else learns it; our forms have an origin.
    field{"X-Frame-Options", "DENY"},
    field{"Cross-Origin-Resource-Policy", "same-origin"},
    field{"Cache-Control", "no-store"},  // Nearly all of it is about somebody.
};

constexpr field only_tls{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"};

void add_missing(response& out, const field& what)
{
    const bool there = std::any_of(out.headers.begin(), out.headers.end(), [&](const auto& one) {
        return one.first == what.first;
    });
    if (!there) {
        out.headers.emplace_back(what);
    }
}

std::string http_date()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), size};
}

}  // namespace

void make_safe(response& out, bool behind_tls)
{
    for (const auto& one : safe) {
        add_missing(out, one);
    }
    if (behind_tls) {
        add_missing(out, only_tls);
    }
    add_missing(out, {"Date", http_date()});
}

}  // namespace host
