#pragma once

#include <boost/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// A JSON object of somebody else's.
/// @param bytes_max  Of its text; what is nested deeper than eight is none either.
inline std::optional<boost::json::object> parse_object(std::string_view text, std::size_t bytes_max)
{
    boost::json::parse_options how;
    how.max_depth = 8;
    boost::system::error_code bad = boost::json::error::size_mismatch;
    const auto value =
        text.size() > bytes_max ? boost::json::value{} : boost::json::parse(text, bad, {}, how);
    if (bad || !value.is_object()) {
        return std::nullopt;
    }
    return value.get_object();
}

/// @return Empty also for a member that is no text.
/// @par Lifetime  That of `from`.
inline std::string_view text_in(const boost::json::object& from, std::string_view name)
{
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string()}
                                                  : std::string_view{};
}

}  // namespace host
