#pragma once

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace support {

/// What the script has told the program.
inline std::string told(const char* name)
{
    const auto* const value = std::getenv(name);
    BOOST_TEST_REQUIRE(value, name << " is not set: run by a script of tests/peers");
    return value;
}

inline std::uint16_t told_port(const char* name)
{
    return static_cast<std::uint16_t>(std::stoi(told(name)));
}

}  // namespace support
