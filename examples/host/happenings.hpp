#pragma once

#include <acikkapi/event.hpp>
#include <acikkapi/petition.hpp>
#include <acikkapi/record.hpp>
#include <acikkapi/views.hpp>

#include <optional>
#include <vector>

namespace host {

/// A record of an application, and the event that it is, if it is one.
struct happening {
    acikkapi::record what;
    std::optional<acikkapi::event> fact{};
};

/// All that happened to an application, as far as somebody may read it. What its files hold is left out: no more than
/// one of them is ever in memory, and who wants one asks for it (`download`).
/// @return The error of `views::timeline`, or of an event that cannot be read.
[[nodiscard]] acikkapi::result<std::vector<happening>>
history_of(const acikkapi::views<acikkapi::petition>& from, acikkapi::stream_id stream);

/// The newest event of a type; null if there is none.
template <class Event>
[[nodiscard]] const Event* newest(const std::vector<happening>& of)
{
    for (auto at = of.rbegin(); at != of.rend(); ++at) {
        if (at->fact && std::holds_alternative<Event>(*at->fact)) {
            return &std::get<Event>(*at->fact);
        }
    }
    return nullptr;
}

}  // namespace host
