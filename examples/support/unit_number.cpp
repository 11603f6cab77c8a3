#include "support/unit_number.hpp"

#include <cstdint>
#include <string>

namespace tools {

acikkapi::unit_id number_of_unit(std::string_view name)
{
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    }
    return acikkapi::unit_id::parse(std::to_string(10'000'000 + hash % 90'000'000)).value();
}

}  // namespace tools
