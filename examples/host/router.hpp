#pragma once

#include "host/http.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A request that has found its route.
struct call {
    request asked;
    std::vector<std::string> parts;  ///< What stands for each `{name}` of the pattern, decoded.
};

/// Finds who answers a request by its method and path.
///
/// 404 for a path that is nobody's, 405 with `Allow` for a method that is not there, both as problems;
/// `HEAD` is answered by who answers `GET`, `OPTIONS` by what is allowed.
/// @par Thread safety  `add` before all others; then from any thread.
class router {
public:
    using action = std::function<void(call, answer)>;

    /// @param pattern  `/applications/{number}/timeline`: a part in braces stands for any one part.
    ///     Of patterns that fit, the one that was added first has it.
    void add(std::string method, std::string pattern, action does);

    /// A `handle`.
    void operator()(request asked, const answer& done) const;

    struct route {
        std::string method;
        std::string pattern;
        action does;
    };
    [[nodiscard]] const std::vector<route>& routes() const noexcept { return routes_; }

private:
    std::vector<route> routes_;
};

}  // namespace host
