#pragma once

#include <acikkapi/ports.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace acikkapi::adapters::smpp {

/// What is to be done, as the session says it.
namespace act {
/// Make a new connection; there is none.
struct connect {
    friend bool operator==(const connect&, const connect&) = default;
};
/// Write to the connection, behind what was to be written before.
struct write {
    std::string octets;
    friend bool operator==(const write&, const write&) = default;
};
/// End the connection, or the making of it; what it says afterwards is not wanted.
struct close {
    friend bool operator==(const close&, const close&) = default;
};
/// Answer the `hand_over` of this ticket.
struct settle {
    std::uint64_t ticket = 0;
    hand_result how;
};
/// Tell the host what came of a letter that was sent.
struct report {
    std::string letter_id;
    hand_result how;
};
/// Hand the host a message from a phone.
struct message {
    std::string from;
    std::string text;
};
struct log {
    std::string line;
};
/// All is done for ever.
struct finish {};
}  // namespace act

using action = std::variant<
    act::connect,
    act::write,
    act::close,
    act::settle,
    act::report,
    act::message,
    act::log,
    act::finish>;

using actions = std::vector<action>;

}  // namespace acikkapi::adapters::smpp
