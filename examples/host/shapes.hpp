#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/views.hpp>

#include "host/happenings.hpp"
#include "host/http.hpp"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace host {

/// An application as `openapi.json` has it.
/// @param staff  Also in whose hand it is: an account's name is nothing for others.
[[nodiscard]] boost::json::object
shape_of(const acikkapi::found<acikkapi::application>& what, bool staff);

/// What happened, in a citizen's words. What is only between offices is left out: escalations, notes,
/// and records that change nothing for him; that somebody looked at what is personal is in it.
/// @param staff  Also who did it, whose name is nothing for others; not what was written with a rating.
[[nodiscard]] boost::json::array timeline_of(const std::vector<happening>& all, bool staff);

[[nodiscard]] response json_response(int status, const boost::json::value& body);

/// `"3"`: the entity tag of a version.
[[nodiscard]] std::string tag_of(acikkapi::version value);

/// `2026-12-06`.
[[nodiscard]] std::string text_of(acikkapi::day value);

}  // namespace host
