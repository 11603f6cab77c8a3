#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/event.hpp>
#include <acikkapi/record.hpp>

#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace tools {

/// A state, without what is personal. Times are UTC, days those of the office.
[[nodiscard]] boost::json::object to_json(const acikkapi::application& state);

/// Under which name somebody is shown.
using naming = std::function<std::string(const acikkapi::actor&)>;

/// His own.
[[nodiscard]] inline std::string own_name(const acikkapi::actor& who)
{
    return who.str();
}

/// A record with its envelope: who, when, by which channel, on what ground, what was done, what follows
/// for others; without what is personal and the recipients of letters.
/// @param named  Names everybody in it: who acted, and whom the record says something of.
/// @return An error if the bytes of its event are damaged.
[[nodiscard]] acikkapi::result<boost::json::object>
to_json(const acikkapi::record& what, const naming& named = own_name);

/// `routed`, `erased`, or for a refusal the reason.
[[nodiscard]] std::string title_of(const acikkapi::record& what);

/// What people said, in their own words, and how they are called and reached: all that is personal but the
/// bytes of attachments. Empty for what was erased and for what is no fact.
[[nodiscard]] boost::json::object personal_of(const acikkapi::record& what);

}  // namespace tools
