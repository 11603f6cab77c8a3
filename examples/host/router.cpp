#include "host/problem.hpp"
#include "host/router.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace host {
namespace {

/// Takes the next part of a path off its front.
std::string_view next_part(std::string_view& path)
{
    path.remove_prefix(1);  // The slash.
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

/// @return What stands for the names of the pattern; nothing if the path is another one.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path)
{
    std::vector<std::string> parts;
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = next_part(pattern);
        auto given = percent_decoded(next_part(path));
        const bool any = wanted.starts_with('{');
        if (!given || (any ? given->empty() : *given != wanted)) {
            return std::nullopt;
        }
        if (any) {
            parts.push_back(*std::move(given));
        }
    }
    return pattern.empty() && path.empty() ? std::optional{std::move(parts)} : std::nullopt;
}

std::string join(const std::set<std::string>& names)
{
    std::string out;
    for (const auto& one : names) {
        out += (out.empty() ? "" : ", ") + one;
    }
    return out;
}

/// The same, with the route's name on it.
answer answer_of(const router::route& by, const answer& done)
{
    return [done, name = by.pattern](response out) {
        out.route = name;
        done(std::move(out));
    };
}

response no_route(std::string_view method, std::set<std::string> allowed)
{
    if (allowed.empty()) {
        return to_response({404, "no_such_page", "there is nothing at this address"});
    }
    if (allowed.contains("GET")) {
        allowed.insert("HEAD");
    }
    allowed.insert("OPTIONS");
    const std::string allow = join(allowed);
    if (method == "OPTIONS") {
        response out;
        out.headers.emplace_back("Allow", allow);
        return out;
    }
    problem what{405, "method_not_allowed", "this address knows other methods"};
    what.headers.emplace_back("Allow", allow);
    return to_response(what);
}

}  // namespace

void router::add(std::string method, std::string pattern, action does)
{
    routes_.push_back({std::move(method), std::move(pattern), std::move(does)});
}

void router::operator()(request asked, const answer& done) const
{
    const std::string_view method = asked.method == "HEAD" ? "GET" : std::string_view{asked.method};
    std::set<std::string> allowed;
    std::string pattern;
    for (const auto& one : routes_) {
        auto parts = match(one.pattern, asked.path);
        if (parts && one.method == method) {
            one.does({std::move(asked), *std::move(parts)}, answer_of(one, done));
            return;
        }
        if (parts) {
            allowed.insert(one.method);
            pattern = one.pattern;
        }
    }
    auto out = no_route(asked.method, std::move(allowed));
    out.route = pattern;
    done(std::move(out));
}

}  // namespace host
