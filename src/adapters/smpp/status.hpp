#pragma once

#include <cstdint>
#include <string>

namespace acikkapi::adapters::smpp {

/// What a `command_status` means for the message that it answers.
enum class verdict : std::uint8_t {
    accepted,
    throttled,  ///< Nothing is wrong with it; not so fast.
    again,      ///< It may go another time: the centre's trouble, or our configuration.
    rejected,   ///< This message will never go.
};

[[nodiscard]] verdict verdict_of(std::uint32_t status) noexcept;

/// A login that will not be right the next time, either.
[[nodiscard]] bool is_wrong_login(std::uint32_t status) noexcept;

/// Its name in SMPP 3.4, or `status 0x1234` for one of the vendor's.
[[nodiscard]] std::string status_name(std::uint32_t status);

// Those that we answer with.
inline constexpr std::uint32_t status_ok = 0x00;
inline constexpr std::uint32_t status_bad_length = 0x02;
inline constexpr std::uint32_t status_bad_command = 0x03;
inline constexpr std::uint32_t status_refused_for_good = 0x65;

}  // namespace acikkapi::adapters::smpp
