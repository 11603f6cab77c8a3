#pragma once

#include <acikkapi/detail/kernel.hpp>
#include <acikkapi/proof.hpp>
#include <acikkapi/record.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi::engine_room {

/// By what certificates are signed, and which keys there were when they were.
struct certifier {
    const signer& by;
    std::uint64_t epoch = 0;

    /// @param event   Bytes of the record, as they stand in the journal.
    /// @param number  Of the application.
    /// @return A signed note; `errc::bad_argument` if the number is none, or has lines.
    [[nodiscard]] result<std::string>
    of_erasure(const record& what, std::string_view event, std::string number) const;

    /// @return A signed note; empty if nothing was destroyed that was not gone before.
    [[nodiscard]] std::string of_destruction(
        const destruction& what, const retention& rule, const origin& from, instant now) const;
};

}  // namespace acikkapi::engine_room
