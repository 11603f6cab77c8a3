#pragma once

#include <acikkapi/ids.hpp>

#include "host/jwk.hpp"

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace host {

/// Why a token is not taken. Who sent it is told no more than that it is not.
enum class token_fault {
    malformed,    ///< No signed token, or one that asks for what we do not know.
    other_kind,   ///< An access token where an identity is told, or the other way round.
    unknown_key,  ///< There may be new keys.
    bad_signature,
    wrong_issuer,
    wrong_audience,
    not_yet,
    expired,
    wrong_nonce,
};

[[nodiscard]] std::string_view name_of(token_fault value) noexcept;

template <class T>
using token_result = boost::system::result<T, token_fault>;

/// For `value()` of a result that has none.
[[noreturn]] inline void
throw_exception_from_error(token_fault what, const boost::source_location& /*where*/)
{
    throw std::runtime_error{std::string{name_of(what)}};
}

/// A signed token (RFC 7515, compact), taken apart. Nothing in it is known to be true.
struct signed_token {
    static constexpr std::size_t text_bytes_max = 8U << 10U;

    std::string algorithm;
    std::string key_id;
    std::string type;  ///< `JWT`, `at+jwt`; may be empty.
    boost::json::object claims;
    std::string_view signed_text;
    std::string signature;

    /// @return `token_fault::malformed`.
    /// @par Lifetime  `signed_text` that of `text`.
    [[nodiscard]] static token_result<signed_token> parse(std::string_view text);
};

enum class token_kind {
    identity,  ///< Who has logged in (OpenID Connect Core, 2).
    access,    ///< What he may ask our API with (RFC 9068).
};

/// What is expected of a token.
struct token_rules {
    token_kind kind = token_kind::identity;
    std::string issuer;
    std::string audience;
    std::optional<std::string> nonce{};  ///< What we have asked with.
};

/// @return The token's claims, which the provider vouches for; else what is wrong first: of the
///     signature before all that it vouches for. Clocks may differ by a minute.
[[nodiscard]] token_result<boost::json::object> check_token(
    std::string_view text, const key_set& keys, const token_rules& rules, acikkapi::instant now);

}  // namespace host
