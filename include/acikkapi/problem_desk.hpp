#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>
#include <acikkapi/problems.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace acikkapi {

/// Works on chronic problems for a host: opens one that a `problem_watch` has found, makes what was complained of
/// part of it, also what comes later, and tells all of them how it stands.
///
/// Keeps nothing: what it does is in the journal, a problem and 1,000 applications at most in one commit, which
/// happens only if the problem still stands as it was read. Whatever was cut short, by a crash or an error, is
/// finished by calling the same again; nobody is told twice.
///
/// The functions wait for the disk. All of them return what `engine::submit` and `views::find` give otherwise;
/// `errc::version_conflict` if the problem was changed ten times while they worked.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Not longer than its engine.
class problem_desk {
public:
    static constexpr std::size_t batch_max = 1'000;  ///< Applications in one commit.
    /// Open problems of one category that are looked at; those opened later are not.
    static constexpr std::size_t open_max = 1'000;

    /// @param from  Who does it, how and on what ground; `correlation` may name the affair. Where there is an
    ///              `access_policy` he must be allowed to list, read, open and join.
    problem_desk(engine<petition>& at, origin from) : at_(at), from_(std::move(from)) {}

    /// What came of a call for many applications.
    struct joined {
        stream_id problem{};
        std::uint64_t joined = 0;
        std::uint64_t passed_over =
            0;  ///< Withdrawn, part of a problem already or before, or refused.
    };

    /// Opens the problem, unless one of the same key is open, and makes all its applications part of it.
    /// @param found  Of `problem_watch::problems`; its key is the problem's.
    /// @param how    The rest: province, title, owner, plan, target.
    /// @return `errc::illegal_transition` if this very finding was opened before and is over, `key_reused` if
    ///         in other words.
    [[nodiscard]] result<joined> open(const problem& found, commands::open_problem how);

    /// Makes applications part of an open problem: those that are not yet, and were not taken out by hand.
    /// @return `errc::illegal_transition` if it is no problem, or over.
    [[nodiscard]] result<joined> join(stream_id problem, std::span<const stream_id> which);

    /// Makes an application part of the open problem that it fits, if there is one; a district's before a unit's.
    /// To be called when it was registered, and when it was routed. @see is_part_of
    /// @return The problem that it is part of now; nothing if of none.
    /// @par Complexity  Reads the open problems of its category.
    [[nodiscard]] result<std::optional<stream_id>> join_later(stream_id application);

    /// Tells all applications that are part of it: of another target, or that it is over.
    /// @return How many were told.
    [[nodiscard]] result<std::uint64_t> announce(stream_id problem);

private:
    [[nodiscard]] views<petition> seen() const { return at_.views({from_.by, from_.via}); }
    [[nodiscard]] result<found<application>> read(stream_id problem) const;
    [[nodiscard]] result<std::optional<stream_id>>
    find_open(const application& one, bool same_key) const;
    [[nodiscard]] result<joined> join_some(stream_id problem, std::span<const stream_id> some);
    [[nodiscard]] result<std::uint64_t> announce_in(stream_id problem, bool closed);
    template <class Make>
    [[nodiscard]] result<batch<petition>>
    batch_for(stream_id problem, std::span<const stream_id> some, const Make& make) const;
    template <class Make>
    [[nodiscard]] result<std::uint64_t>
    give(stream_id problem, std::span<const stream_id> some, const Make& make);

    engine<petition>& at_;
    origin from_;
};

}  // namespace acikkapi
