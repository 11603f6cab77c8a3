#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/result.hpp>

#include <type_traits>

namespace acikkapi {

using boost::system::error_code;

/// What finishes at once returns this: a value, or the reason why there is none.
template <class T>
using result = boost::system::result<T>;

/// Every reason this library gives for not doing something.
///
/// The numbers are kept in journals and logs: one is never changed and never used again.
enum class errc {
    // Refusals: the wish is understood and the rules say no. The same wish will be refused again.
    illegal_transition = 1,   ///< The present state does not allow this.
    version_conflict = 2,     ///< Somebody changed the application since the caller looked.
    key_reused = 3,           ///< The idempotency key was used before, for another wish.
    no_such_application = 4,  ///< There is no application under this id.
    not_permitted = 5,        ///< The rules do not let this actor do it.
    limit_reached = 6,        ///< A written bound of the rules is reached (questions, objections).
    too_late = 7,             ///< The period in which this was possible is over.
    missing_reason = 8,       ///< The rules ask for a reason and none was given.
    same_hand = 9,            ///< An objection must not go to the unit that gave the answer.
    already_linked = 10,      ///< The two applications are linked already.
    not_linked = 11,          ///< The two applications are not linked.
    other_subject = 12,       ///< The two applications belong to different persons.
    erased = 13,              ///< This person was erased: nothing personal can be added.
    on_hold = 14,             ///< A legal hold keeps the application as it is.
    not_reachable = 15,       ///< There is no address at which the applicant could be told.

    // Bad input: the wish is not well formed.
    bad_identity_number = 30,     ///< Not 11 digits, or the check digits are wrong.
    bad_phone = 31,               ///< Not a phone number in international form.
    bad_province = 32,            ///< Not a plate code from 1 to 81.
    bad_unit = 33,                ///< Not eight digits.
    bad_application_number = 34,  ///< Not an application number, or its check digit is wrong.
    bad_channel = 35,             ///< Not a channel name.
    bad_text = 36,                ///< Text is empty, too long or not UTF-8.
    bad_actor = 37,               ///< No actor, or not an actor's name.
    bad_date = 38,                ///< A date or time that the calendar does not know.
    bad_argument = 39,            ///< Anything else that is out of its documented range.
    not_empty = 40,               ///< The directory must be empty and is not.
    beyond_head = 41,             ///< A place that this journal has not come to.
    bad_checkpoint = 42,          ///< Not a checkpoint, or one of another journal.
    not_signed = 43,              ///< There is no signature by this key.
    bad_signature = 44,           ///< A signature by this key that does not fit the text.
    bad_proof = 45,               ///< A proof that does not show what it is to show.
    half_bundle = 46,             ///< A bundle in which a record is missing.
    missing_authority = 47,       ///< On what legal or organisational ground, is not said.
    not_proposed = 48,            ///< It needs two persons, and nobody else has proposed it.

    // Not now: nothing was done, trying again later is right.
    overloaded = 60,   ///< A bounded queue is full, or memory is short.
    stopping = 61,     ///< The engine is being stopped.
    disk_full = 62,    ///< Too little free space to write safely.
    busy = 63,         ///< The store is open in another process.
    cancelled = 64,    ///< The caller cancelled the wait.
    not_covered = 65,  ///< No checkpoint covers it yet; the next one will.

    // The outcome is not known: the same idempotency key tells, if need be after reopening.
    outcome_unknown = 80,  ///< Writing failed half way. On a full disk the engine goes on by itself
                           ///< when there is space; after any other fault it accepts nothing more.

    // The stored bytes are not what was written: stop and call someone.
    corrupt_journal = 90,   ///< A record is missing, altered, cut or out of order.
    corrupt_snapshot = 91,  ///< A stored state does not follow from its events.
    unknown_schema = 92,    ///< Written by a later version than this one.
    not_a_store = 93,       ///< The directory holds no journal of ours.
    other_workflow = 94,    ///< The journal belongs to another workflow.
    wrong_key = 95,         ///< The secret given is not the one this store was made with.
    bad_backup = 96,        ///< There is no backup here, or it is not what was written.
    missing_epoch = 97,     ///< The key is not there under which the keys of persons are kept.
    no_key_file = 98,       ///< The file with the keys of persons is not there.

    // The machine.
    io_error = 110,  ///< The operating system refused to read or write.
};

/// The three things a host does about an error; it switches on these and not on `errc`. An `io_error` is none of them:
/// nothing was read or done, and before it is tried again somebody looks at the machine.
enum class condition {
    rejected = 1,  ///< Do not retry: `errc` below 60.
    /// Not done, or (`outcome_unknown`) not known: retry later, with the same idempotency key.
    unavailable = 2,
    /// Stop, call someone. But `no_key_file` of what only a sealed store can do says that it is not sealed.
    corrupt = 3,
};

/// The category of `errc`. One object in the whole process, compared by a fixed id.
[[nodiscard]] const boost::system::error_category& error_category() noexcept;

/// The category of `condition`.
[[nodiscard]] const boost::system::error_category& condition_category() noexcept;

[[nodiscard]] error_code make_error_code(errc value) noexcept;
[[nodiscard]] boost::system::error_condition make_error_condition(condition value) noexcept;

}  // namespace acikkapi

/// @cond
template <>
struct boost::system::is_error_code_enum<acikkapi::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<acikkapi::condition> : std::true_type {};
/// @endcond
