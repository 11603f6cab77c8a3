#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/record.hpp>

#include "host/feed.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace host {

/// How far a subscriber was told.
struct told_place {
    feed_place upto{};
    bool restored = false;  ///< That the register was restored is yet to be told.
    friend bool operator==(const told_place&, const told_place&) = default;
};

/// Keeps a place in a small file: its offset on a line, and `restored` on another if that is yet to be told.
class place_file {
public:
    explicit place_file(std::string path) : path_(std::move(path)) {}

    /// @return Nothing if there is no file; `errc::bad_text` if it is not what `write` wrote, or
    ///         `errc::io_error`.
    [[nodiscard]] acikkapi::result<std::optional<told_place>> read() const;
    /// Whoever reads finds the place before or this one, also after a power cut.
    /// @return `errc::io_error`.
    [[nodiscard]] acikkapi::result<void> write(const told_place& where) const;

private:
    std::string path_;
};

/// Where to go on: who is new begins at the head, and so does who knows another life of the register, who
/// is told that. So is who is new in a register that was restored: his file may have stayed on the machine of before.
/// @return `errc::beyond_head` for a place that the journal has not come to: it was set back.
[[nodiscard]] acikkapi::result<told_place>
place_to_begin(const std::optional<told_place>& kept, const feed_place& head);

/// How long to wait before the next try: 1 s, doubled with each that failed, 5 min at most; or until the
/// subscriber wants to be asked again.
/// @param failed  In a row, 1 at least.
[[nodiscard]] std::chrono::milliseconds pause_after(
    unsigned failed, const std::optional<acikkapi::instant>& not_before, acikkapi::instant now);

}  // namespace host
