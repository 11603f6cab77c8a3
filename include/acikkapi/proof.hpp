#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a stranger needs to check that a record lies in the journal and that nobody altered it:
/// pure functions over bytes, no store. `docs/proofs.md` says the same in prose.
namespace acikkapi {

/// A SHA-256 hash.
using digest = std::array<std::byte, 32>;

/// The whole journal up to some place, as a Merkle tree (RFC 9162, section 2.1.1) over its records.
struct tree_head {
    std::uint64_t size = 0;  ///< How many records.
    digest root{};

    friend bool operator==(const tree_head&, const tree_head&) = default;
};

/// The hash under which a record stands in the tree.
[[nodiscard]] digest leaf_hash(std::string_view record);

/// Whether the `index`-th record, from 0, is the one with this hash (RFC 9162, section 2.1.3.2).
/// @param path  From the leaf's sibling up to the root's child.
/// @return `errc::bad_proof` if the path does not lead to the root.
[[nodiscard]] result<void> check_inclusion(
    const tree_head& tree,
    std::uint64_t index,
    const digest& leaf,
    const std::vector<digest>& path);

/// Whether `later` begins with all that `earlier` holds (RFC 9162, section 2.1.4.2).
/// @return `errc::bad_proof` if the proof does not show it.
[[nodiscard]] result<void> check_consistency(
    const tree_head& earlier, const tree_head& later, const std::vector<digest>& proof);

/// An Ed25519 key (RFC 8032) by which something was signed, with the name of who has it.
///
/// Written as a C2SP verifier key: name, `+`, its id in hexadecimal, `+`, type and key in base 64.
struct verifier_key {
    /// For what the key is: the numbers are those of C2SP signed-note.
    enum class kind : std::uint8_t {
        log = 1,      ///< Signs the checkpoints of its own journal.
        witness = 4,  ///< Cosigns those of others, under the time (C2SP tlog-cosignature).
    };

    std::string name;  ///< Not empty; neither blanks nor `+`.
    kind type = kind::log;
    std::array<std::byte, 32> key{};

    /// Tells keys of one name apart; proves nothing.
    [[nodiscard]] std::uint32_t id() const;

    [[nodiscard]] std::string str() const;

    /// @return `errc::bad_argument` if the text is no such key, or its id is not that of its parts.
    [[nodiscard]] static result<verifier_key> parse(std::string_view text);

    friend bool operator==(const verifier_key&, const verifier_key&) = default;
};

/// One line under a note. Says nothing until it was checked with the key it names.
struct note_signature {
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes;

    [[nodiscard]] std::string str() const;  ///< The line, with its end.

    friend bool operator==(const note_signature&, const note_signature&) = default;
};

/// A signed text (C2SP signed-note).
struct signed_note {
    static constexpr std::size_t size_max = 1U << 16U;
    static constexpr std::size_t signatures_max = 64;

    std::string text;  ///< Ends with a line's end.
    std::vector<note_signature> signatures;

    [[nodiscard]] std::string str() const;

    /// @return `errc::bad_checkpoint` if the bytes are not a note.
    [[nodiscard]] static result<signed_note> parse(std::string_view bytes);

    friend bool operator==(const signed_note&, const signed_note&) = default;
};

/// What a journal signs about itself now and then (C2SP tlog-checkpoint).
struct checkpoint {
    std::string origin;  ///< Which journal: its name in the world.
    tree_head tree;

    [[nodiscard]] std::string str() const;  ///< The text that is signed.

    /// Lines after the third are left out of account; nobody signs for their truth.
    /// @return `errc::bad_checkpoint` if the text is none.
    [[nodiscard]] static result<checkpoint> parse(std::string_view text);

    friend bool operator==(const checkpoint&, const checkpoint&) = default;
};

/// That an office has erased a person: what it signs for who asked.
///
/// The record that it names lies in the journal and is proven like any other. That the key is gone
/// nobody can prove; the office signs for it.
struct erasure_certificate {
    std::string origin;  ///< Which journal.
    std::string number;  ///< Of the application, for people; one line.
    position at{};       ///< The record of the erasure,
    digest leaf{};       ///< and its leaf hash.
    whose_data whose = 0;
    instant when{};
    actor by;
    authority basis;  ///< Legal.
    std::uint64_t epoch =
        0;  ///< Of the keys, as it was when this was signed: all earlier ones are gone.

    [[nodiscard]] std::string str() const;  ///< The text that is signed.

    /// @return `errc::bad_checkpoint` if the text is none.
    [[nodiscard]] static result<erasure_certificate> parse(std::string_view text);

    friend bool operator==(const erasure_certificate&, const erasure_certificate&) = default;
};

/// Reads a certificate that a journal has signed under its own name.
/// @return As `signed_note::parse`, `erasure_certificate::parse` and `check_signature`;
///         `errc::bad_checkpoint` if the origin is not the key's name.
[[nodiscard]] result<erasure_certificate>
open_erasure_certificate(std::string_view note, const verifier_key& log);

/// What was destroyed because its time was over. Each of the records is an erasure's, and can be proven.
struct destruction_certificate {
    struct range {
        position first{};
        position last{};
        friend bool operator==(const range&, const range&) = default;
    };

    std::string origin;          ///< Which journal.
    std::vector<range> records;  ///< Rising; 1 to 1,000.
    std::uint64_t persons = 0;
    instant when{};
    actor by;
    authority basis;           ///< The schedule.
    std::chrono::days keep{};  ///< How long it is kept after the end.
    std::uint64_t epoch = 0;   ///< As of `erasure_certificate`.

    [[nodiscard]] std::string str() const;  ///< The text that is signed.

    /// @return `errc::bad_checkpoint` if the text is none.
    [[nodiscard]] static result<destruction_certificate> parse(std::string_view text);

    friend bool
    operator==(const destruction_certificate&, const destruction_certificate&) = default;
};

/// Reads a certificate of destruction that this journal has signed; the errors are those of
/// `open_erasure_certificate`.
[[nodiscard]] result<destruction_certificate>
open_destruction_certificate(std::string_view note, const verifier_key& log);

/// Checks one signature of a note.
/// @return When a witness signed, in seconds since 1970; 0 for a log.
/// @return `errc::not_signed` if there is no signature by the key; `errc::bad_signature` if there is
///         one and it does not fit.
[[nodiscard]] result<std::uint64_t>
check_signature(const signed_note& note, const verifier_key& by);

/// Reads a checkpoint that a journal has signed under its own name.
/// @return As `signed_note::parse`, `checkpoint::parse` and `check_signature`; `errc::bad_checkpoint`
///         if the origin is not the key's name: it is of another journal.
[[nodiscard]] result<checkpoint> open_checkpoint(std::string_view note, const verifier_key& log);

/// That one record lies in a journal, for somebody who has its bytes (C2SP tlog-proof).
struct record_proof {
    std::uint64_t index = 0;  ///< From 0; its position less one.
    std::vector<digest> path;
    std::string note;  ///< The signed checkpoint, perhaps with cosignatures.

    [[nodiscard]] std::string str() const;

    /// A line of `extra` data is passed over.
    /// @return `errc::bad_proof` if the text is none.
    [[nodiscard]] static result<record_proof> parse(std::string_view text);

    friend bool operator==(const record_proof&, const record_proof&) = default;
};

/// @return The checkpoint that the record was proved in; `errc::bad_proof`, or as `open_checkpoint`.
[[nodiscard]] result<checkpoint>
check_record(const record_proof& proof, std::string_view record, const verifier_key& log);

/// That a journal has only grown. Written as what witnesses are asked with (C2SP tlog-witness).
struct growth_proof {
    std::uint64_t from = 0;  ///< Size of the earlier tree.
    std::vector<digest> path;
    std::string note;  ///< The later checkpoint, signed.

    [[nodiscard]] std::string str() const;

    /// @return `errc::bad_proof` if the text is none.
    [[nodiscard]] static result<growth_proof> parse(std::string_view text);

    friend bool operator==(const growth_proof&, const growth_proof&) = default;
};

/// @param earlier  What the journal was once, by a checkpoint that was checked then.
/// @return The later checkpoint; `errc::bad_proof` if it does not go on from the earlier one, or as
///         `open_checkpoint`.
[[nodiscard]] result<checkpoint>
check_growth(const growth_proof& proof, const tree_head& earlier, const verifier_key& log);

/// All records of one application, with what proves them: for somebody who has nothing of ours.
struct bundle {
    struct part {
        std::uint64_t index = 0;  ///< As in `record_proof`.
        std::string record;       ///< Its bytes.
        std::vector<digest> path;

        friend bool operator==(const part&, const part&) = default;
    };

    std::string number;       ///< The application's, as people write it; nothing proves it.
    std::vector<part> parts;  ///< In the order of the journal.
    std::string note;         ///< The signed checkpoint in whose tree they are.

    [[nodiscard]] std::string str() const;

    /// @return `errc::bad_proof` if the text is none.
    [[nodiscard]] static result<bundle> parse(std::string_view text);

    friend bool operator==(const bundle&, const bundle&) = default;
};

/// Checks that the bundle has the first facts of one application, none missing between them.
/// @return The checkpoint; `errc::half_bundle` if one is missing, `bad_proof` if one is not in the
///         journal or is of another application, or as `open_checkpoint`.
[[nodiscard]] result<checkpoint> check_bundle(const bundle& what, const verifier_key& log);

/// A private Ed25519 key.
class signer {
public:
    /// @param seed  32 secret bytes, from which the key follows.
    signer(std::string name, verifier_key::kind type, const std::array<std::byte, 32>& seed);

    [[nodiscard]] const verifier_key& key() const noexcept { return key_; }

    /// @param now  Seconds since 1970; only a witness's signature says them.
    [[nodiscard]] note_signature sign(std::string_view text, std::uint64_t now = 0) const;

private:
    verifier_key key_;
    std::array<std::byte, 32> seed_;
};

}  // namespace acikkapi
