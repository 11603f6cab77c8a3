#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/record.hpp>

#include "journal/read.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace acikkapi::audit_room {

/// Which applications are followed: those whose stream leaves this rest.
struct share {
    std::uint64_t rest = 0;
    std::uint64_t parts = 1;

    [[nodiscard]] bool has(stream_id stream) const noexcept
    {
        return number_of(stream) % parts == rest;
    }
};

/// What is wrong, if anything is.
struct trouble {
    error_code why;         ///< None when all is well.
    std::string_view what;  ///< In words; a literal.

    explicit operator bool() const noexcept { return static_cast<bool>(why); }
};

/// What all facts of one command have in common; two commands without a key that came within one
/// microsecond have it in common too.
struct same_command {
    instant at{};
    bool has_key = false;
    std::uint64_t hash = 0;
    causation settles;  ///< A letter's outcome comes by itself, never in a batch.
    friend bool operator==(const same_command&, const same_command&) = default;
};

/// One application while the journal is read.
struct followed {
    journal::snapshot kept;  ///< What the store says of it.
    journal::snapshot seen;  ///< What its records have added up to; `closed` and `state` not yet.
    detail::erased state;
    std::string begun_under;                          ///< `petition/1`
    same_command newest;                              ///< Of its last fact.
    std::vector<index_rows::key_row> newest_lookups;  ///< Of the state after that.
    std::set<index_rows::key_row> lookups;  ///< By what it could be found after some command.
    std::set<index_rows::key_row> passing;  ///< After events that may lie within a command.
    journal::key_entry registered;          ///< The key of its registration; `events` 0 for none.
    std::set<whose_data> erased;            ///< Persons of whom an erasure is on record.
    std::set<whose_data> unread_persons;    ///< Of whom something could not be opened.
};

/// Follows every application from its first record to its last, with all the others between.
///
/// An application is let go as soon as its snapshot says that nothing more comes: what is held are
/// those that are under way at one place of the journal, not all that ever were.
class follower {
public:
    using visitor = std::function<void(const record&, const void* before, const void* after)>;
    using end_visitor = std::function<trouble(stream_id, followed&)>;

    /// Who is told of what.
    struct told {
        visitor each;       ///< Of each record.
        end_visitor ended;  ///< Of each application after its last record.
    };

    /// @param keys  Null for an auditor without the keys of persons.
    /// @param mine  Whose records are given to `take`.
    follower(
        const journal::journal& store,
        const detail::any_workflow& rules,
        const codec::seals* keys,
        share mine,
        told who)
        : store_(store), rules_(rules), keys_(keys), mine_(mine),
          next_(mine.rest == 0 ? mine.parts : mine.rest), visit_(std::move(who.each)),
          ended_(std::move(who.ended))
    {}

    /// The next record of the journal.
    [[nodiscard]] trouble take(const record& what);

    /// There are no more records.
    [[nodiscard]] trouble finish() const;

    /// How many applications there are so far.
    [[nodiscard]] std::uint64_t streams() const noexcept { return streams_; }
    [[nodiscard]] stream_id newest() const noexcept { return newest_; }
    /// By which rules an application was begun that is under way, or in trouble; else nothing.
    [[nodiscard]] std::string begun_under(stream_id stream) const;

private:
    [[nodiscard]] bool is_next(std::uint64_t stream) const;
    [[nodiscard]] trouble begin(const record& what);
    [[nodiscard]] trouble take_fact(const record& what, followed& on);
    void take_lookups(const record& what, followed& on) const;
    [[nodiscard]] static trouble take_refusal(const record& what, followed& on);
    [[nodiscard]] trouble end_if_last(stream_id stream, followed& on);

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    const codec::seals* keys_;
    share mine_;
    std::uint64_t next_;  // The stream that begins next.
    std::uint64_t streams_ = 0;
    stream_id newest_{};
    visitor visit_;
    end_visitor ended_;
    std::unordered_map<stream_id, followed> under_way_;
};

}  // namespace acikkapi::audit_room
