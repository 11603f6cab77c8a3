#pragma once

#include <acikkapi/workflow.hpp>

#include "adapters/smpp/pdu.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::adapters::smpp {

/// What a centre says later of a message that it has taken.
struct receipt {
    std::string id;               ///< Of the message; at most 64 bytes of printable ASCII.
    std::optional<delivery> how;  ///< Empty: nothing is decided yet.
    std::string state;            ///< In the words of the specification: `DELIVRD`.
    std::string error;            ///< The operator's code, or empty; at most 64 bytes, printable.

    friend bool operator==(const receipt&, const receipt&) = default;
};

/// Whether it says to be one: `esm_class`, bits 5 to 2.
[[nodiscard]] bool is_receipt(const message_body& what) noexcept;

/// Reads one: the fields of its own if there are some, and otherwise the text that appendix B of the
/// specification proposes and every centre writes a little differently.
/// @return Nothing if it does not name its message or its state.
[[nodiscard]] std::optional<receipt> read_receipt(const message_body& what);

}  // namespace acikkapi::adapters::smpp
