#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi {

/// What a journal record says: something happened, or somebody asked in vain.
enum class record_kind : std::uint8_t {
    fact = 1,     ///< An event of the workflow.
    refusal = 2,  ///< A command with an idempotency key was refused: the same answer for ever.
    erasure =
        3,  ///< A person's key was destroyed by law: what was personal is gone from the state.
    /// Somebody read what is personal though it is not his; `payload.clear` says why. It is a version
    /// like the others and changes no state.
    disclosure = 4,
    hold =
        5,  ///< By law it must be kept: nobody in it can be erased until it is released. Likewise.
    release = 6,  ///< One hold is over. Likewise.
    /// Somebody wants something done that needs two persons. `payload.clear` says what, and in the lines
    /// behind the first one why. Likewise.
    proposal = 7,
};

/// First half of SHA-256 over an idempotency key: the key itself is not stored.
using key_hash = std::array<std::byte, 16>;

/// The letter whose outcome caused a command, or the proposal that it confirms; `cause` 0 for none.
struct causation {
    position cause{};         ///< Event that the letter follows from, or the proposal.
    std::uint32_t index = 0;  ///< Which letter of that event, from 0.
    bool letter = false;      ///< The command settles that letter.
    friend bool operator==(const causation&, const causation&) = default;
};

/// One person of one application, who has a key of his own: so one application can be erased and
/// another of the same person kept.
struct person_of {
    stream_id stream{};
    whose_data whose = 0;  ///< As the workflow counts them; 0 is the one whose application it is.

    friend bool operator==(const person_of&, const person_of&) = default;
};

/// One row of the journal: the envelope of an event and the event as bytes.
struct record {
    position at{};                  ///< Its place; the key of the row, not repeated in it.
    stream_id stream{};             ///< `no_stream` for a refused registration.
    acikkapi::version version = 0;  ///< Of the stream after it; of a refusal, when it was refused.
    record_kind kind = record_kind::fact;
    instant recorded_at{};               ///< The engine's clock when the command came in.
    std::optional<instant> occurred_at;  ///< Where it differs: an import, an offline desk.
    actor by;
    channel via;
    authority on;                 ///< Legal or organisational ground; empty in old journals only.
    std::optional<key_hash> key;  ///< All records of one command carry its key.
    std::uint64_t command_hash = 0;  ///< Tells two commands under one key apart; 0 without a key.
    std::int32_t refused_with = 0;   ///< Error value; 0 for a fact.
    whose_data whose = 0;            ///< Of an erasure: who was erased.
    causation caused_by;
    std::string correlation;      ///< The host's own id of the whole affair; at most 64 bytes.
    std::string workflow;         ///< `petition/1`; only in a stream's first fact.
    std::vector<letter> letters;  ///< What follows from it for others.
    encoded payload;              ///< Empty for a refusal and an erasure.

    friend bool operator==(const record&, const record&) = default;
};

/// Reads a record from its bytes as a proof holds them (`bundle::part::record`), without any key: what was sealed
/// counts as erased.
/// @param at  Its place, which its bytes do not say.
/// @return `errc::corrupt_journal` if they are no record, `errc::unknown_schema` if a later format wrote them.
[[nodiscard]] result<record> read_record(position at, std::string_view bytes);

}  // namespace acikkapi
