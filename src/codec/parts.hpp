#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What is personal in a row: pieces of one person each, behind the clear piece.
namespace acikkapi::codec {

/// What a piece belongs to. It opens nowhere else.
struct place {
    enum class kind : std::uint8_t { event = 1, state = 2 };

    kind what = kind::event;
    stream_id stream{};
    acikkapi::version version = 0;  ///< Of the stream, after the event or of the state.
    whose_data whose = 0;
};

/// Seals pieces on their way into rows and opens them on their way out. Implemented by the vault.
/// @par Thread safety  All members from any thread.
class seals {
public:
    virtual ~seals() = default;

    /// @return Nothing if the person's key was destroyed: nothing of him can be kept any more.
    [[nodiscard]] virtual std::optional<std::string>
    seal(const place& of, std::string_view clear) const = 0;

    /// @return Nothing if the person's key was destroyed; `errc::corrupt_journal` if the piece does
    ///         not belong here or was altered.
    [[nodiscard]] virtual result<std::optional<std::string>>
    unseal(const place& of, std::string_view sealed) const = 0;
};

/// One piece on its way into a row.
struct piece {
    whose_data whose = 0;
    std::string_view bytes;
};

/// The end of a row.
struct row_end {
    bool in_parts =
        false;  ///< Else it is the first piece as it is, as in rows before there were seals.
    std::string bytes;
};

/// Whether there is nothing in it that would have to be sealed with his key: nothing, or zeros.
[[nodiscard]] bool says_nothing_of(const encoded& value, whose_data whose);

/// Whether it can be written: `whose` of its further persons rises, to `whose_max` at most.
[[nodiscard]] bool can_be_written(const encoded& value);

/// @param pieces  The first of 0; of the others, empty ones are left out.
/// @param keys    None to seal nothing.
/// @return `errc::erased` if there is something to seal of somebody whose key was destroyed; `errc::bad_argument`
///         if `whose` does not rise to `whose_max` at most.
[[nodiscard]] result<row_end>
write_parts(const std::vector<piece>& pieces, place of, const seals* keys);

/// What was read from the end of a row.
struct parts {
    std::string personal;  ///< The piece of 0.
    bool erased = false;   ///< It is there and cannot be opened.
    std::vector<personal_part> others;
};

/// @param end   In parts.
/// @param keys  Without any, all that is sealed counts as erased.
/// @return `errc::corrupt_journal` for what `write_parts` never writes, or as `seals::unseal`.
[[nodiscard]] result<parts> read_parts(std::string_view end, place of, const seals* keys);

}  // namespace acikkapi::codec
