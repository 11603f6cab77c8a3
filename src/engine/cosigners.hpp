#pragma once

#include <acikkapi/options.hpp>
#include <acikkapi/proof.hpp>

#include "journal/proving.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::engine_room {

/// Which witness is to be asked about which checkpoint, and what an answer means (C2SP tlog-witness).
/// Asks nobody itself.
///
/// Each witness is asked one thing at a time, about the newest checkpoint there is then. One that
/// gives no cosignature is asked again after a minute, and twice as long each time up to an hour.
/// @par Thread safety  None.
class cosigners {
public:
    struct question {
        std::size_t whom = 0;    ///< Index of the witness.
        std::uint64_t from = 0;  ///< From where the proof of growth begins.
        journal::kept_checkpoint about;
    };

    /// @param own   The journal's key: a checkpoint by another is not asked about.
    /// @param keys  The witnesses'.
    /// @param log   One line a call; no personal data.
    cosigners(
        verifier_key own,
        std::vector<verifier_key> keys,
        std::function<void(std::string_view)> log);

    /// Size of the newest checkpoint it was told of.
    [[nodiscard]] std::uint64_t newest() const noexcept { return newest_; }

    /// There is a newer checkpoint, perhaps with cosignatures.
    void know(const journal::kept_checkpoint& newest);

    /// Whom to ask now; he counts as asked.
    [[nodiscard]] std::vector<question> due(instant now);

    /// An answer came, or none (status 0).
    /// @return The checkpoint with one more cosignature, which is to be kept.
    [[nodiscard]] std::optional<journal::kept_checkpoint>
    take(std::size_t whom, const witness_answer& answer, instant now);

    /// When somebody is to be asked again if there is no newer checkpoint.
    [[nodiscard]] std::optional<instant> next() const;

    /// How many have not answered yet.
    [[nodiscard]] std::size_t under_way() const;

private:
    struct witness_state {
        verifier_key key;
        std::uint64_t seen =
            0;  // As large was the journal when it last cosigned; a guess at first.
        std::uint64_t cosigned = 0;          // As we have it on record.
        std::optional<std::uint64_t> asked;  // About the checkpoint of this size.
        bool corrected = false;              // It has told us once already what it has seen.
        std::optional<instant> not_before;
        std::chrono::milliseconds pause{};
    };

    [[nodiscard]] static std::optional<note_signature>
    signature_in(std::string_view body, const std::string& text, const verifier_key& by);
    void put_off(witness_state& whom, const witness_answer& answer, instant now);
    void forget_old();

    verifier_key own_;
    std::vector<witness_state> all_;
    std::function<void(std::string_view)> log_;
    std::uint64_t newest_ = 0;
    std::map<std::uint64_t, signed_note> notes_;  // The newest, and those that are asked about.
};

}  // namespace acikkapi::engine_room
