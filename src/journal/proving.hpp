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

/// The tree over the first `size` records.
/// @return `errc::beyond_head` if there are fewer; `corrupt_journal`, `io_error`.
[[nodiscard]] result<tree_head> tree_at(const journal& from, std::uint64_t size);

/// Proves a record in the newest checkpoint.
/// @return `errc::not_covered` if no checkpoint covers it yet; `beyond_head`; `corrupt_journal`,
///         `io_error`.
[[nodiscard]] result<record_proof> prove(const journal& from, position at);

/// Proves all records of a stream, refusals too, in the newest checkpoint.
/// @return As `prove` of the last of them; `errc::no_such_application`, `corrupt_snapshot`.
[[nodiscard]] result<bundle> prove_all(const journal& from, stream_id stream, std::string number);

/// Proves that the newest checkpoint goes on from the first `earlier` records.
/// @return `errc::not_covered` if no checkpoint has as many.
[[nodiscard]] result<growth_proof> prove_growth(const journal& from, std::uint64_t earlier);

/// The same of a checkpoint that is known.
/// @pre `earlier <= later.size`.
[[nodiscard]] result<growth_proof>
prove_growth(const journal& from, std::uint64_t earlier, kept_checkpoint later);

}  // namespace acikkapi::journal
