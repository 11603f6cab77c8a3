#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/adapters/reply_token.hpp>
#include <acikkapi/command.hpp>
#include <acikkapi/error.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// One CloudEvent 1.0: of its attributes what we use.
struct cloud_event {
    std::string id{};
    std::string source{};
    std::string type{};
    std::string subject{};  ///< Empty if there is none.
    std::string token{};    ///< The extension `replytoken`; empty if there is none.
    boost::json::value data{};
    std::string time{};  ///< As `time_text` writes it; only for one that is written.
};

/// What an event of a unit's system asks for.
struct unit_wish {
    unit_act act = unit_act::accept;
    std::optional<command> wish{};
};

/// The first header of this name; empty if there is none.
/// @param name  In small letters.
[[nodiscard]] std::string_view
header_of(const std::vector<http_header>& headers, std::string_view name);

/// An event whose attributes stand in the body, in the JSON format.
/// @return `errc::bad_argument` if it is none.
[[nodiscard]] result<cloud_event> read_structured(std::string_view body);

/// An event whose attributes stand in headers.
[[nodiscard]] result<cloud_event>
read_binary(const std::vector<http_header>& headers, std::string_view body);

/// @return `errc::bad_argument` if it is no type of ours, or its data are not what the type needs.
[[nodiscard]] result<unit_wish> wish_of(const cloud_event& event);

/// An event in the JSON format.
[[nodiscard]] std::string written(const cloud_event& event);

/// As RFC 3339 writes it, in UTC, to the microsecond.
[[nodiscard]] std::string time_text(instant when);

}  // namespace acikkapi::adapters
