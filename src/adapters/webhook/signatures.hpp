#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// One message, as Standard Webhooks signs it.
struct webhook_message {
    std::string_view id;
    std::string_view timestamp;  ///< Seconds since 1970, as it stands in the header.
    std::string_view body;
};

/// The secrets that two sides share; several while they are exchanged.
class webhook_keys {
public:
    /// @param secrets  1 to 8, each `whsec_` and base 64 of 24 to 64 bytes.
    /// @return `errc::bad_argument` if they are not.
    [[nodiscard]] static result<webhook_keys> parse(const std::vector<std::string>& secrets);

    /// @return The value of `webhook-signature`: one signature by each key.
    [[nodiscard]] std::string sign(const webhook_message& message) const;

    /// @param header  As it came. More than 16 signatures in it are not looked at.
    [[nodiscard]] bool have_signed(const webhook_message& message, std::string_view header) const;

private:
    std::vector<std::string> keys_;
};

/// An id that can stand in a header and before the point: 1 to 64 letters, digits, `_` and `-`.
[[nodiscard]] bool is_webhook_id(std::string_view text);

}  // namespace acikkapi::adapters
