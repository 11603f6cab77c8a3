#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// Header fields in their order; names are compared without regard to case.
using fields = std::vector<std::pair<std::string, std::string>>;

/// What somebody asks. Nothing in it is trusted.
struct request {
    std::string method;  ///< `GET`, `POST`; `HEAD` is for handlers the same as `GET`.
    std::string path;    ///< As it was sent, still percent-encoded; begins with a slash.
    std::string
        query;  ///< Behind the question mark, still encoded; may hold secrets, never logged.
    fields headers;
    std::string body;
    std::string peer;  ///< Address of who is connected; personal: for limits only.

    /// The value of the first field of this name; empty if there is none.
    /// @par Lifetime  That of the request.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Gives the next piece of a body to `take`: once, at once or later, from any thread; nothing at the end.
/// It is asked for one piece at a time, and for the next when the one before is on its way. When it is
/// destroyed nobody wants any more of it, and what it calls then is not looked at.
using pieces = std::function<void(std::function<void(std::optional<std::string>)>)>;

struct response {
    int status = 200;
    fields headers;
    std::string body;
    std::string route;   ///< The pattern that was matched, for figures and logs; is not sent.
    std::string code{};  ///< Of a problem: which, for logs; is not sent.
    pieces more{};       ///< If there is one: the body, in place of `body`, as long as it goes on.
};

/// Takes the answer to a request: exactly once, from any thread.
using answer = std::function<void(response)>;

/// Answers requests: calls `answer` when it knows, at once or later.
using handle = std::function<void(request, answer)>;

/// A response with a body of a type.
[[nodiscard]] response reply_with(int status, std::string_view type, std::string body);

/// The phrase of a status, as RFC 9110 has it: `Not Found`.
[[nodiscard]] std::string_view phrase_of(int status) noexcept;

/// `%41` becomes `A`. @return Nothing for a text that is no such encoding.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The value of a parameter, decoded as forms encode it; nothing if it is not there or not well formed.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

/// A string of structured fields (RFC 8941): `"abc"`. @return What is between the quotes.
[[nodiscard]] std::optional<std::string> unquoted(std::string_view text);

}  // namespace host
