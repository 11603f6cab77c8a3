#pragma once

#include "host/http.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace host {

inline constexpr std::string_view open311_prefix = "/open311/";

enum class open311_format : unsigned char { json, xml };

/// A name with its format behind it, as the last part of an address: `road.json`.
struct open311_name {
    std::string name;
    open311_format format = open311_format::json;
};
/// @return Nothing if it ends in no format that we know.
[[nodiscard]] std::optional<open311_name> open311_name_of(std::string_view text);

/// What JSON says, as XML: a list's items have the name that GeoReport gives them, what is null is empty.
/// @param root  The name of the whole, as XML has it: `service_requests`.
[[nodiscard]] std::string xml_of(std::string_view root, const boost::json::value& body);

[[nodiscard]] response open311_response(
    int status, std::string_view root, const boost::json::value& body, open311_format format);

/// A problem as GeoReport has it: `[{"code": 404, "description": "…"}]`, in XML where that was asked for. What is
/// not below `/open311/`, or no problem, is left as it is.
[[nodiscard]] response for_open311(const request& asked, response given);

}  // namespace host
