#include "host/http.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower(x) == lower(y);
    });
}

/// @return 16 for what is no digit.
unsigned digit_of(char c) noexcept
{
    constexpr unsigned none = 16;
    if (c >= '0' && c <= '9') {
        return static_cast<unsigned>(c - '0');
    }
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? static_cast<unsigned>(small - 'a') + 10U : none;
}

}  // namespace

std::string_view request::header(std::string_view name) const
{
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const auto& one) {
        return same_name(one.first, name);
    });
    return at == headers.end() ? std::string_view{} : std::string_view{at->second};
}

response reply_with(int status, std::string_view type, std::string body)
{
    response out;
    out.status = status;
    out.headers.emplace_back("Content-Type", type);
    out.body = std::move(body);
    return out;
}

std::string_view phrase_of(int status) noexcept
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Unknown";
    }
}

std::optional<std::string> percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const unsigned high = i + 2 < text.size() ? digit_of(text[i + 1]) : 16U;
        const unsigned low = i + 2 < text.size() ? digit_of(text[i + 2]) : 16U;
        if (high > 15 || low > 15) {
            return std::nullopt;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const auto one = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), one.size() + 1));
        const auto equals = std::min(one.find('='), one.size());
        if (one.substr(0, equals) == name) {
            std::string value{one.substr(std::min(one.size(), equals + 1))};
            std::replace(value.begin(), value.end(), '+', ' ');
            return percent_decoded(value);
        }
    }
    return std::nullopt;
}

std::optional<std::string> unquoted(std::string_view text)
{
    if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) {
        return std::nullopt;
    }
    std::string out;
    bool escaped = false;
    for (const char c : text.substr(1, text.size() - 2)) {
        const bool special = c == '"' || c == '\\';
        if (c < ' ' || c > '~' || (escaped && !special) || (!escaped && c == '"')) {
            return std::nullopt;
        }
        escaped = !escaped && c == '\\';
        if (!escaped) {
            out += c;
        }
    }
    if (escaped) {
        return std::nullopt;
    }
    return out;
}

}  // namespace host
