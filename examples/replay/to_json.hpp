#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/event.hpp>
#include <acikkapi/record.hpp>

#include <boost/json/object.hpp>

#include <string_view>

namespace tools {

/// A state, without what is personal. Times are UTC, days those of the office.
[[nodiscard]] boost::json::object to_json(const acikkapi::application& state);

/// What an event says, without what is personal; an error if its bytes are damaged.
[[nodiscard]] acikkapi::result<boost::json::object> to_json(const acikkapi::encoded& event);

/// A record with its envelope: who, when, by which channel, on what ground, what follows for
/// others; without the recipients of letters.
[[nodiscard]] acikkapi::result<boost::json::object> to_json(const acikkapi::record& what);

/// `routed`, `erased`, or for a refusal the reason.
[[nodiscard]] std::string title_of(const acikkapi::record& what);

/// What it says of people, in their own words; empty for what was erased and for what is no fact.
[[nodiscard]] boost::json::object personal_of(const acikkapi::record& what);

}  // namespace tools
