#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/submits.hpp"

#include <variant>

namespace acikkapi::adapters::smpp {

/// What is to be sent of a letter, or why nothing is. Calls `smpp_options::wording`.
[[nodiscard]] std::variant<outgoing, hand_result>
prepare(const hand_over& what, const smpp_options& options);

/// @return `errc::bad_argument` if one is out of its range.
[[nodiscard]] result<void> check(const smpp_options& options);

}  // namespace acikkapi::adapters::smpp
