#pragma once

#include <acikkapi/backup.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/proof.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class Env;
}

namespace acikkapi::journal {

/// Where rows lie, besides the events. `docs/journal_format.md` says what each holds.
enum class table : std::uint8_t {
    open,     ///< stream → snapshot of an application that something is still expected of.
    done,     ///< stream → snapshot of an ended one.
    closed,   ///< list, key, sort, stream → nothing: ended applications in their lists.
    lookup,   ///< keyed hash of a value, stream → nothing.
    key,      ///< hash of a registration's idempotency key → stream or refusal.
    counter,  ///< name, key → figure.
    meta,     ///< head, store, checkpoints of readers.
    tree,  ///< height, index → root of a subtree of the Merkle tree; checkpoints of the journal.
};
inline constexpr std::size_t table_count = 8;

struct row {
    table in = table::meta;
    std::string key;
    std::optional<std::string> value;  ///< Nothing: the row is taken away.
};

/// All of it becomes durable, or none. The journal adds what grows of its tree.
struct batch {
    position first{};  ///< Place of the first of `events`; head + 1.
    std::vector<std::string> events;
    std::vector<row> rows;  ///< Applied in this order.
};

/// What is wrong with a store.
struct finding {
    errc why = errc::corrupt_journal;
    std::string what;  ///< For an operator: the first bad place. No stored bytes.
};

/// `false` ends a scan.
using visitor = std::function<bool(std::string_view key, std::string_view value)>;
using event_visitor = std::function<bool(position at, std::string_view bytes)>;

/// The truth: events in one dense order, and rows that follow from them, in one atomic batch.
///
/// The port behind which the storage engine stands; nothing above this room knows which it is.
/// @par Thread safety  Reading from any thread; `commit` from one at a time.
class journal {
public:
    virtual ~journal() = default;

    /// Whether a batch would be taken now: `errc::disk_full` while there is too little space to
    /// write safely. From any thread.
    [[nodiscard]] virtual error_code ready() = 0;

    /// Returns when the batch is durable and visible.
    /// @return `errc::disk_full`: there was no space. Of the batch nothing is visible, though it may
    ///         be there after the next opening, also one of this journal itself that came as far as
    ///         reading; until then only the same batch may be committed again, which succeeds when
    ///         there is space. `ready` says so to all others.
    ///         `errc::outcome_unknown`: the batch may be there after the next opening, or not.
    ///         Nothing more is accepted then.
    [[nodiscard]] virtual result<void> commit(const batch& what) = 0;

    /// What is known to be wrong with a store that was opened for reading all the same: to look at
    /// damage is what such a reader is for.
    [[nodiscard]] virtual std::optional<finding> doubt() const { return std::nullopt; }

    /// Place of the last event, 0 for none.
    [[nodiscard]] virtual position head() const noexcept = 0;

    /// The tree over all events up to the head, of a journal that is open for writing.
    [[nodiscard]] virtual tree_head tree() const = 0;

    /// Leaves the key that checks this journal's checkpoints where people find it. It is no part of
    /// the truth: where it cannot be written, the log says so and all goes on.
    virtual void publish_key(std::string_view text) = 0;

    [[nodiscard]] virtual result<std::optional<std::string>>
    get(table in, std::string_view key) const = 0;

    /// `true` if the row is certainly not there; never waits for the disk.
    [[nodiscard]] virtual bool surely_absent(table in, std::string_view key) const = 0;

    /// Rows whose keys begin with `prefix`, from `from` on, in order. `from` may be empty.
    [[nodiscard]] virtual result<void>
    scan(table in, std::string_view prefix, std::string_view from, const visitor& visit) const = 0;

    /// The last row whose key begins with `prefix`.
    /// @pre The last byte of `prefix` is not 255.
    [[nodiscard]] virtual result<std::optional<row>>
    last(table in, std::string_view prefix) const = 0;

    /// @return `errc::corrupt_journal` if it is missing.
    [[nodiscard]] virtual result<std::string> event(position at) const = 0;

    /// Events after `after` up to `last`, without a gap.
    /// @return `errc::corrupt_journal` at the first that is missing.
    [[nodiscard]] virtual result<void>
    scan_events(position after, position last, const event_visitor& visit) const = 0;

    /// A copy as of now that shares its unchanging files; see `engine::copy_to`.
    [[nodiscard]] virtual result<void> copy_to(const std::string& directory) const = 0;

    /// Adds a backup as of now to those of a directory; see `acikkapi::back_up_store`.
    [[nodiscard]] virtual result<backup_info>
    back_up(const std::string& directory, const backup_progress& progress) const = 0;
};

struct journal_options {
    std::string directory;
    bool create = false;
    bool read_only = false;  ///< Changes no byte of the directory.
    rocksdb::Env* environment = nullptr;
    std::function<void(std::string_view)> log;
    bool strict_head = false;  ///< Each group waits until its own mark is durable too.
    std::uint64_t free_space_min = 0;
    std::size_t memory_max = std::size_t{512} << 20U;  ///< Bytes, for rows and blocks in memory.
    bool without_head_record = false;  ///< A backup, which has checksums of its own in its place.
    unsigned files_share =
        2;  ///< One in so many files that the process may have open is for tables.
    /// Whether a store that is there, and sound, is the one that is meant: asked with what is only read,
    /// before it is opened for writing. What it says is what comes of the opening.
    std::function<error_code(const journal&)> is_meant{};
};

/// Gives a store that was copied together a head record of what it holds now.
/// @pre Nobody has it open, and what was copied was checked.
/// @param why  Told what is wrong with what it holds; no stored bytes are in it.
/// @return `errc::corrupt_journal` if what it holds does not fit together; `io_error`.
[[nodiscard]] result<void> begin_head_record(const std::string& directory, std::string& why);

/// @return `errc::not_a_store`, `busy`, `corrupt_journal`, `unknown_schema`, `disk_full` or `io_error`.
[[nodiscard]] result<std::unique_ptr<journal>> open(const journal_options& options);

}  // namespace acikkapi::journal
