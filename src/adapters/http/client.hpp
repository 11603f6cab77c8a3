#pragma once

#include <acikkapi/adapters/http_access.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

struct http_request {
    std::string url;
    std::string method = "POST";
    std::vector<http_header> headers{};
    std::string body{};  ///< Not sent with `GET`.
    std::chrono::milliseconds time_max{30'000};
    std::size_t response_bytes_max = 64U << 10U;  ///< Of headers and body together.
};

/// How a call ended.
enum class http_end {
    answered,   ///< There is a response, whatever its status.
    temporary,  ///< Nothing was sent; trying again is right.
    permanent,  ///< Nothing was sent, and nothing will ever be: the request is not allowed or no request.
    unknown,  ///< The peer may or may not have acted on it.
};

struct http_outcome {
    http_end end = http_end::temporary;
    int status = 0;                      ///< If it is answered.
    std::vector<http_header> headers{};  ///< Names in small letters.
    std::string body{};
    std::string why{};  ///< If it is not answered: in words without data of the request.

    /// The first header of this name, in small letters; empty if there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Calls by HTTP/1.1 what is allowed, and waits for the answer. It follows no redirection, uses no
/// proxy, keeps no cookies and believes no certificate that it cannot check.
/// @par Thread safety  Safe from any thread.
class http_client {
public:
    explicit http_client(http_access access) : access_(std::move(access)) {}

    /// Blocks for as long as the request's limit at most.
    /// @param ended  Set by others: give up soon.
    [[nodiscard]] http_outcome
    call(const http_request& request, const std::atomic<bool>& ended) const;

private:
    http_access access_;
};

}  // namespace acikkapi::adapters
