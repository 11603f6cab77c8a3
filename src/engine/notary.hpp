#pragma once

#include <acikkapi/options.hpp>
#include <acikkapi/proof.hpp>

#include "engine/committer.hpp"
#include "journal/journal.hpp"
#include "journal/proving.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace acikkapi::engine_room {

/// Signs checkpoints: after so many events, or so long after the first that none covers.
///
/// A checkpoint is a row of the next group of commands; when there is none, a group of its own.
/// @par Thread safety  All members from any thread.
class notary {
public:
    /// @param last  Size of the newest checkpoint.
    notary(
        const journal::journal& store,
        committer& commits,
        signer by,
        checkpoint_rule when,
        std::uint64_t last)
        : store_(store), commits_(commits), by_(std::move(by)), when_(when), last_(last)
    {}

    [[nodiscard]] const verifier_key& key() const noexcept { return by_.key(); }

    /// Signs if it is time to.
    /// @return Whether the committer has something to do.
    bool look(instant now);

    /// Size of the newest checkpoint.
    [[nodiscard]] std::uint64_t covered() const;

    /// The newest checkpoint. Its row may not be durable yet; the events that it covers are.
    /// @return Nothing if none was signed yet; `errc::corrupt_journal`, `io_error`.
    [[nodiscard]] result<std::optional<journal::kept_checkpoint>> newest() const;

    /// Puts a checkpoint that others have cosigned in the place of the same without.
    /// @return Whether the committer has something to do.
    bool keep(const journal::kept_checkpoint& cosigned);

    /// When it is time to look again if nothing happens; nothing while all events are covered.
    [[nodiscard]] std::optional<instant> next() const;

    /// Signs now, and returns when that is durable. One over as many records that is there already stays as
    /// it is. Not from a thread that must not wait.
    /// @return The note; `errc::not_covered` if there is nothing to sign, or as the committer says.
    [[nodiscard]] result<std::string> sign();

private:
    [[nodiscard]] std::string note_over(const tree_head& head) const;
    void signed_now(std::uint64_t size, std::string note);
    [[nodiscard]] static operation row_of(std::uint64_t size, const std::string& note);

    const journal::journal& store_;
    committer& commits_;
    signer by_;
    checkpoint_rule when_;
    mutable std::mutex mutex_;
    std::uint64_t last_;          // Size of the newest checkpoint that was given to the committer.
    std::string note_;            // It, if it was signed in this run.
    std::optional<instant> due_;  // Nothing while none is wanting.
};

}  // namespace acikkapi::engine_room
