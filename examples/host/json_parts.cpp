#include "host/json_parts.hpp"

namespace host {

namespace json = boost::json;

json::object object_of(const json::value& from)
{
    return from.is_object() ? from.get_object() : json::object{};
}

json::object object_in(const json::object& from, std::string_view name)
{
    const auto* const value = from.if_contains(name);
    return value != nullptr ? object_of(*value) : json::object{};
}

json::array list_in(const json::object& from, std::string_view name)
{
    const auto* const value = from.if_contains(name);
    return value != nullptr && value->is_array() ? value->get_array() : json::array{};
}

std::vector<json::object> objects_in(const json::object& from, std::string_view name)
{
    std::vector<json::object> out;
    const auto list = list_in(from, name);
    for (const auto& one : list) {
        out.push_back(object_of(one));
    }
    return out;
}

}  // namespace host
