#pragma once

#include <acikkapi/ports.hpp>

#include "adapters/http/client.hpp"

#include <optional>
#include <string_view>

namespace acikkapi::adapters {

/// When a peer wants to be asked again: seconds or a date of HTTP (RFC 9110), at most a day ahead.
/// @return Nothing if it is neither.
[[nodiscard]] std::optional<instant> retry_after(std::string_view value, instant now);

/// What became of a letter that nobody has taken, by the status of the response alone: refused for
/// good, or try again. Try again is also right where the peer does not know us (401, 403, 407): the
/// letter is not to blame.
/// @param drops_repeats  The peer knows a repeat by its id. Otherwise 5xx is unknown, but 503, which
///                       says that nothing was done: a proxy's 502 or 504 may come after it was.
[[nodiscard]] hand_result
judge_refusal(const http_outcome& response, instant now, bool drops_repeats);

/// What a call that was not answered means.
/// @param drops_repeats  The peer knows a repeat by its id, so that one may be sent where nobody
///                       knows.
[[nodiscard]] hand_result judge_silence(const http_outcome& outcome, bool drops_repeats);

}  // namespace acikkapi::adapters
