#pragma once

#include <acikkapi/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// SMPP 3.4 as octets: chapters 3 to 5 of "Short Message Peer to Peer Protocol Specification v3.4".
namespace acikkapi::adapters::smpp {

/// Command ids. A peer may send others, too.
enum class command : std::uint32_t {
    bind_receiver = 0x1,
    bind_transmitter = 0x2,
    submit_sm = 0x4,
    deliver_sm = 0x5,
    unbind = 0x6,
    bind_transceiver = 0x9,
    enquire_link = 0x15,
    alert_notification = 0x102,
    generic_nack = 0x80000000,
    bind_receiver_resp = 0x80000001,
    bind_transmitter_resp = 0x80000002,
    submit_sm_resp = 0x80000004,
    deliver_sm_resp = 0x80000005,
    unbind_resp = 0x80000006,
    bind_transceiver_resp = 0x80000009,
    enquire_link_resp = 0x80000015,
};

/// @pre It is a request.
[[nodiscard]] constexpr command response_to(command request) noexcept
{
    return static_cast<command>(static_cast<std::uint32_t>(request) | 0x80000000U);
}
[[nodiscard]] constexpr bool is_response(command id) noexcept
{
    return (static_cast<std::uint32_t>(id) & 0x80000000U) != 0;
}

struct address {
    std::uint8_t type = 0;  ///< Type of number: 1 international, 5 alphanumeric.
    std::uint8_t plan = 0;  ///< Numbering plan: 1 ISDN.
    std::string digits;     ///< At most 20 octets.

    friend bool operator==(const address&, const address&) = default;
};

/// A `bind_*` of any kind.
struct bind_body {
    std::string system_id;    ///< At most 15 octets;
    std::string password;     ///< 8;
    std::string system_type;  ///< 12.

    friend bool operator==(const bind_body&, const bind_body&) = default;
};

/// A `submit_sm` or a `deliver_sm`, which have one form.
struct message_body {
    std::string service_type;  ///< At most 5 octets.
    address from;
    address to;
    std::uint8_t esm_class = 0;
    std::uint8_t protocol_id = 0;
    std::uint8_t priority = 0;
    std::string validity_period;  ///< Empty, or 16 octets (7.1.1).
    std::uint8_t registered_delivery = 0;
    std::uint8_t data_coding = 0;
    std::string octets;  ///< Where they are more than 254, in a `message_payload`.
    std::optional<std::string> receipted_message_id;  ///< At most 64 octets.
    std::optional<std::uint8_t> message_state;

    friend bool operator==(const message_body&, const message_body&) = default;
};

/// Of the responses that carry one string: a system's or a message's id, at most 64 octets.
struct id_body {
    std::string id;

    friend bool operator==(const id_body&, const id_body&) = default;
};

/// The header was read and the rest is not what its command has.
struct malformed_body {
    friend bool operator==(const malformed_body&, const malformed_body&) = default;
};

/// Nothing: of what has no body, and of what is not known here.
using body = std::variant<std::monostate, bind_body, message_body, id_body, malformed_body>;

/// One protocol data unit.
struct pdu {
    command id{};
    std::uint32_t status = 0;
    std::uint32_t sequence = 0;
    body what{};

    friend bool operator==(const pdu&, const pdu&) = default;
};

/// Numbers for our requests, 1 to 0x7FFFFFFF and from the beginning.
class sequence_numbers {
public:
    [[nodiscard]] std::uint32_t next() noexcept
    {
        last_ = last_ == 0x7FFFFFFF ? 1 : last_ + 1;
        return last_;
    }

private:
    std::uint32_t last_ = 0;
};

inline constexpr std::size_t header_octets = 16;
inline constexpr std::size_t pdu_octets_max = 64U << 10U;

/// @pre No string is longer than its bound, nor holds a NUL; `octets` may.
[[nodiscard]] std::string encode(const pdu& what);

/// @param whole  One unit, as `pdu_stream` cuts them.
/// @return `errc::bad_argument` if its length is not what it says. Any other fault is a `malformed_body`,
///         so that it can be answered.
[[nodiscard]] result<pdu> decode(std::string_view whole);

/// Cuts a stream of octets into units.
class pdu_stream {
public:
    void feed(std::string_view octets) { kept_ += octets; }

    /// @return The next unit; nothing if it is not whole yet; `errc::bad_argument` if a length cannot be:
    ///         then the stream is lost.
    [[nodiscard]] result<std::optional<pdu>> next();

private:
    std::string kept_;
    std::size_t read_ = 0;
};

}  // namespace acikkapi::adapters::smpp
