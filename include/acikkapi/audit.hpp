#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/proof.hpp>
#include <acikkapi/record.hpp>
#include <acikkapi/vault_options.hpp>
#include <acikkapi/views.hpp>
#include <acikkapi/workflow.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rocksdb {
class Env;
}

namespace acikkapi {

/// What an auditor opens.
struct audit_options {
    /// A store that no engine has open, or a copy made by `engine::copy_to`. Not a byte of it is
    /// changed.
    std::string directory;
    /// `directory` holds backups (`backup.hpp`): look at this one, where it lies.
    std::optional<std::uint32_t> backup{};
    /// The store's key, where the auditor was given it: lets him find applications by number and
    /// people by identity, and check the rows that do so. All else needs no key.
    std::optional<std::array<std::byte, 32>> key;
    /// By how many `verify` is done at once: 1 to 256. More than one need `run`.
    std::size_t parts = 1;
    /// Does a piece of work in some other thread; called `parts` times for each lot of records.
    std::function<void(std::function<void()>)> run;
    std::function<void(std::string_view)> log;  ///< Diagnostics; no personal data.
    rocksdb::Env* environment = nullptr;
    /// The keys of persons, where the auditor was given them: else what is personal is read as if it
    /// were erased, and verified by its hash. They are only looked at.
    vault_options vault{};
};

/// Where two things that must agree do not.
struct divergence {
    position at{};       ///< The record where it was seen; 0 if it is in no record.
    stream_id stream{};  ///< The application concerned; `no_stream` for none.
    std::string what;    ///< In words; no personal data.
    std::string
        begun_under{};  ///< `petition/1`: by whose rules the application was begun; may be unknown.

    friend bool operator==(const divergence&, const divergence&) = default;
};

/// What became of a verification.
struct audit_report {
    std::uint64_t events = 0;        ///< Records that say what happened.
    std::uint64_t refusals = 0;      ///< Records that say what was refused.
    std::uint64_t applications = 0;  ///< Streams.
    /// Root of the Merkle tree (RFC 9162) over all records as stored, 64 hexadecimal digits: two
    /// journals with the same root are the same.
    std::string root;
    std::optional<divergence> first_divergence;
    /// What was not looked at, for the keys to it are not there, is no divergence.
    bool signatures_checked =
        false;  ///< The checkpoints bear the store's signature: its key was there.
    /// What is personal was opened, or nothing is sealed: the keys of persons were there. Without them nobody can say
    /// whether the states' personal part, and by what people are found, follow from the journal.
    bool persons_compared = false;
    /// Persons whom nobody can read though no erasure of them is on record. The keys may be of a later time than this copy of
    /// the store; in the store itself somebody destroyed them who had no right to.
    std::uint64_t unread_persons = 0;
};

/// Whether an application that is under way can go on by the rules that the auditor has, which may be
/// newer than those that it was begun under.
enum class fitness : std::uint8_t {
    fits = 0,
    needs_mapping =
        1,  ///< Something of it is kept in a form that these rules read otherwise or not at all.
    stuck =
        2,  ///< Its history cannot happen by these rules, or nothing would ever come of it again.
};

/// What newer rules make of an application that is under way.
struct rehearsed {
    stream_id stream{};
    fitness how = fitness::fits;
    position at{};                 ///< The record at which they fail; 0 if it is none.
    std::string begun_under;       ///< `petition/1`
    std::string_view what;         ///< What is wrong, in words; empty if it fits.
    std::optional<instant> due{};  ///< When its next timer would go off; nothing if there is none.
};

/// Told how far a long work has come; `false` ends it with `errc::cancelled`.
using audit_progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// One record, and what it did to its application.
template <workflow W>
struct replayed {
    const record& what;
    const typename W::state& before;
    const typename W::state& after;  ///< The same as `before` for a refusal.
};

namespace detail {

/// The untyped half of `audit`.
class auditor {
public:
    using visitor = std::function<bool(const record& what, const void* before, const void* after)>;
    using rehearsal_visitor = std::function<bool(const rehearsed& how, const void* last)>;

    virtual ~auditor() = default;
    [[nodiscard]] static result<std::unique_ptr<auditor>>
    open(const audit_options& options, std::unique_ptr<const any_workflow> rules);

    [[nodiscard]] virtual result<audit_report> verify(const audit_progress& progress) const = 0;
    [[nodiscard]] virtual result<void> replay(const visitor& visit) const = 0;
    [[nodiscard]] virtual result<void>
    rehearse(const rehearsal_visitor& visit, const audit_progress& progress) const = 0;
    [[nodiscard]] virtual result<std::shared_ptr<const detail::reader>> reader() const = 0;
    [[nodiscard]] virtual position head() const = 0;
    [[nodiscard]] virtual result<stream_id> stream_of(std::uint64_t serial) const = 0;
    [[nodiscard]] virtual result<bundle> prove_all(stream_id stream, std::string number) const = 0;
    [[nodiscard]] virtual result<growth_proof> prove_growth(std::uint64_t from) const = 0;
    [[nodiscard]] virtual result<tree_head> tree(std::uint64_t size) const = 0;
};

}  // namespace detail

/// Reads a store that believes nobody: the journal is the evidence, everything else must follow
/// from it.
///
/// @par Thread safety  All members from any thread; moving and destroying are not.
template <workflow W>
class audit {
public:
    /// Opens a store for reading.
    /// @return `errc::not_a_store`, `busy` if an engine has it open, `other_workflow`, `wrong_key`, `bad_argument`,
    ///         `no_key_file`, `missing_epoch`, `io_error`, or a `corrupt` error where the journal cannot even be opened.
    /// @par Complexity  One pass over the open applications.
    [[nodiscard]] static result<audit> open(const audit_options& options, W rules = W{})
    {
        auto core = detail::auditor::open(
            options, std::make_unique<detail::workflow_of<W>>(std::move(rules)));
        if (!core) {
            return core.error();
        }
        return audit{*std::move(core)};
    }

    /// Reads the journal from its first record to its last, follows every application through the
    /// workflow, and compares what comes out with every row that the store keeps beside it.
    ///
    /// Damage is what it looks for: it is reported, not returned as an error.
    /// @return The report, `errc::cancelled`, or `errc::io_error`.
    /// @par Complexity  One pass; memory for the applications that are under way at once.
    [[nodiscard]] result<audit_report> verify(const audit_progress& progress = {}) const
    {
        return core_->verify(progress);
    }

    /// Every record in the order of the journal, with the states before and after it.
    /// @param visit  `bool(const replayed<W>&)`; `false` ends it.
    /// @return `errc::corrupt_journal` or `unknown_schema` at the first record that cannot follow.
    template <class Visit>
    [[nodiscard]] result<void> replay(Visit visit) const
    {
        return core_->replay([&](const record& what, const void* before, const void* after) {
            using state = typename W::state;
            return visit(replayed<W>{
                what, *static_cast<const state*>(before), *static_cast<const state*>(after)});
        });
    }

    /// Tries, before newer rules are put to use, what they make of each application under way: whether its
    /// records can be read and follow each other, whether the state that is kept of it is the one that
    /// comes of them, and whether anything can come of it afterwards.
    /// @param visit  `bool(const rehearsed&, const W::state& last)`; `false` ends it. `last` is the state
    ///               after the last record that could follow.
    /// @return `errc::cancelled`; a `corrupt` error where the store itself is damaged: `verify` says where,
    ///         by the rules it was written with.
    /// @par Complexity  All records of the applications under way.
    template <class Visit>
    [[nodiscard]] result<void> rehearse(Visit visit, const audit_progress& progress = {}) const
    {
        return core_->rehearse(
            [&](const rehearsed& how, const void* last) {
                return visit(how, *static_cast<const typename W::state*>(last));
            },
            progress);
    }

    /// Questions about applications, as the engine answers them.
    /// @return A `corrupt` error if the lists of open applications could not be made; `verify`
    ///         says what is wrong.
    /// @par Lifetime  That of the audit.
    [[nodiscard]] result<acikkapi::views<W>> views() const
    {
        const auto reader = core_->reader();
        if (!reader) {
            return reader.error();
        }
        return acikkapi::views<W>{*reader};
    }

    /// Proves all records of an application in the newest checkpoint that was signed.
    /// @param number  For people, as it is to stand in the bundle.
    /// @return `errc::not_covered` if that checkpoint does not cover all of them;
    ///         `no_such_application`, or a `corrupt` error.
    [[nodiscard]] result<bundle> prove_all(stream_id stream, std::string number) const
    {
        return core_->prove_all(stream, std::move(number));
    }

    /// Proves that the newest checkpoint goes on from what the journal was at an earlier size.
    /// @return `errc::not_covered` if there is no checkpoint of that size or above.
    [[nodiscard]] result<growth_proof> prove_growth(std::uint64_t from) const
    {
        return core_->prove_growth(from);
    }

    /// The Merkle tree as it was when there were so many records: what an old checkpoint must say.
    /// @return `errc::beyond_head`, or a `corrupt` error.
    [[nodiscard]] result<tree_head> tree(std::uint64_t size) const { return core_->tree(size); }

    /// Position of the last record.
    [[nodiscard]] position head() const { return core_->head(); }

    /// The application with this serial (`application_number::serial`).
    /// @return `errc::wrong_key` if the auditor has no key.
    [[nodiscard]] result<stream_id> stream_of(std::uint64_t serial) const
    {
        return core_->stream_of(serial);
    }

private:
    explicit audit(std::unique_ptr<detail::auditor> core) : core_(std::move(core)) {}

    std::unique_ptr<detail::auditor> core_;
};

}  // namespace acikkapi
