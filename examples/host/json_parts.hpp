#pragma once

#include <boost/json.hpp>

#include <string_view>
#include <vector>

namespace host {

// What stands in JSON that nobody has looked at. What is of another kind, or not there, reads as empty.

[[nodiscard]] boost::json::object object_of(const boost::json::value& from);
[[nodiscard]] boost::json::object object_in(const boost::json::object& from, std::string_view name);
[[nodiscard]] boost::json::array list_in(const boost::json::object& from, std::string_view name);
/// The entries of a list; what is no object is an empty one, in which something is missing.
[[nodiscard]] std::vector<boost::json::object>
objects_in(const boost::json::object& from, std::string_view name);

}  // namespace host
