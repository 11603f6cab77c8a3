#pragma once

#include <acikkapi/identity.hpp>

#include <string_view>

namespace tools {

/// A number for a unit of which only the name is known: made from the name, the same each time.
/// Not a real registry number.
[[nodiscard]] acikkapi::unit_id number_of_unit(std::string_view name);

}  // namespace tools
