#pragma once

#include <acikkapi/identity.hpp>

#include <optional>
#include <string_view>

namespace tools {

/// What the first record of an application says of it in clear.
struct first_record {
    bool of_petition =
        false;  ///< Else of another workflow, whose records this program cannot read.
    std::optional<acikkapi::application_number> number{};  ///< Nothing if it is no registration.
};

/// @param bytes  A record that was checked: of other bytes nothing is said.
[[nodiscard]] first_record read_first_record(std::string_view bytes);

}  // namespace tools
