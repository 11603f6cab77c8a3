#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/proof.hpp>

#include "journal/journal.hpp"

#include <optional>
#include <string>

namespace acikkapi::journal {

/// A checkpoint as it is kept.
struct kept_checkpoint {
    std::uint64_t size = 0;
    std::string note;
};

/// @return Nothing if none was signed yet; `errc::corrupt_journal`, `io_error`.
[[nodiscard]] result<std::optional<kept_checkpoint>> newest_checkpoint(const journal& from);

/// Proves a record in the newest checkpoint.
/// @return `errc::not_covered` if no checkpoint covers it yet; `beyond_head`; `corrupt_journal`,
///         `io_error`.
[[nodiscard]] result<record_proof> prove(const journal& from, position at);

}  // namespace acikkapi::journal
