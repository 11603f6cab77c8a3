#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace host {

/// What we ask somebody else's server.
struct outgoing {
    std::string url;
    std::string
        form{};  ///< Is posted, if it is not empty; of type `application/x-www-form-urlencoded`.
    std::string authorization{};  ///< Value of the header of this name; empty: none.
    std::string ca_file{};  ///< Certificates in PEM of who may vouch for it; empty: the system's.
};

struct fetched {
    int status = 0;  ///< 0: there was no whole answer in time.
    std::string body{};
};

/// Whether what is secret may be sent there: by `https`, or by `http` to this very machine.
[[nodiscard]] bool is_safe_url(std::string_view url);

/// Asks, and waits for the answer: at most ten seconds, and at most 128 KiB. It is not led
/// elsewhere.
/// @pre `is_safe_url(what.url)`, else there is no answer.
/// @par Thread safety  From any thread in which waiting is allowed.
[[nodiscard]] fetched fetch(const outgoing& what);

}  // namespace host
