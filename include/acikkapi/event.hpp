#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/command.hpp>

#include <string>
#include <variant>

namespace acikkapi {

/// What has happened. Events repeat what a command said and add what was decided: numbers, due
/// dates, which hand. Members that are personal are marked so and kept apart on disk.
namespace events {

struct submitted {
    application_number number;
    channel via;            ///< Through which it came in.
    commands::submit wish;  ///< Personal: applicant, beneficiary, subject, text.
    instant at{};
    deadline_clock service;
    std::optional<deadline_clock> legal;
    instant late_from{};      ///< First instant out of the service norm.
    bool tell = false;        ///< A message with the number is to be sent.
    std::string subject_key;  ///< Personal: by what one person's applications are found.
    /// Personal, of the beneficiary: by what his are found; there if he is known by anything.
    std::optional<std::string> beneficiary_key{};
    friend bool operator==(const submitted&, const submitted&) = default;
};

struct routed {
    unit_id unit;
    std::string unit_name;
    std::string note;        ///< Personal: free text.
    bool tell_unit = false;  ///< A letter to the unit goes out.
    friend bool operator==(const routed&, const routed&) = default;
};

struct returned {
    return_reason reason = return_reason::not_our_duty;
    std::string note;  ///< Personal: free text.
    unit_id suggested;
    bool to_governorate = false;  ///< The second time: the governorate's officer decides.
    friend bool operator==(const returned&, const returned&) = default;
};

struct question_asked {
    std::string question;  ///< Personal: free text.
    instant at{};
    deadline_clock service;  ///< Standing still.
    bool tell = false;
    friend bool operator==(const question_asked&, const question_asked&) = default;
};

struct replied {
    std::string text;  ///< Personal: free text.
    friend bool operator==(const replied&, const replied&) = default;
};

/// The unit goes on: after a reply, or without one.
struct resumed {
    bool without_reply = false;
    deadline_clock service;
    instant late_from{};
    friend bool operator==(const resumed&, const resumed&) = default;
};

struct reminded {
    bool tell = false;
    friend bool operator==(const reminded&, const reminded&) = default;
};

struct contact_recorded {
    commands::record_contact contact;  ///< Personal: the note.
    bool untold =
        false;  ///< What was told of the result went to that stranger: it is to be told again.
    friend bool operator==(const contact_recorded&, const contact_recorded&) = default;
};

struct interim_answered {
    std::string text;  ///< Personal: free text.
    bool tell = false;
    friend bool operator==(const interim_answered&, const interim_answered&) = default;
};

struct answered {
    outcome decision = outcome::granted;
    std::string text;       ///< Personal: free text.
    std::string signed_by;  ///< Personal.
    instant at{};
    std::uint16_t days_late = 0;  ///< By the service norm, for ever.
    bool tell = false;
    friend bool operator==(const answered&, const answered&) = default;
};

struct notice_recorded {
    commands::record_notice notice;
    friend bool operator==(const notice_recorded&, const notice_recorded&) = default;
};

/// The applicant knows the result: delivered, or told in another way.
struct notified {
    instant at{};
    std::string means;
    std::optional<instant>
        rating_due{};       ///< When he is to be asked how he found it; set if at all.
    bool by_phone = false;  ///< By nothing but his phone.
    friend bool operator==(const notified&, const notified&) = default;
};

struct objected {
    std::string reason;      ///< Personal: free text.
    deadline_clock service;  ///< A new one: the norm runs again.
    instant late_from{};
    friend bool operator==(const objected&, const objected&) = default;
};

struct reopened {
    std::string reason;  ///< Personal: free text.
    deadline_clock service;
    instant late_from{};
    friend bool operator==(const reopened&, const reopened&) = default;
};

struct withdrawn {
    std::string reason;  ///< Personal: free text.
    instant at{};
    bool with_no_unit = false;  ///< The unit that had it last does not have it any more.
    friend bool operator==(const withdrawn&, const withdrawn&) = default;
};

struct closed {
    closing reason = closing::not_examined_no_subject;
    std::string note;  ///< Personal: free text.
    instant at{};
    bool tell = false;
    std::uint16_t days_late{};  ///< By the service norm, for ever.
    bool with_no_unit = false;  ///< The unit that had it last does not have it any more.
    std::string authority{};    ///< Which got it, of `closing::other_authority`.
    friend bool operator==(const closed&, const closed&) = default;
};

struct rated {
    std::uint8_t score = 3;
    std::string comment;  ///< Personal: free text.
    bool may_call = false;
    friend bool operator==(const rated&, const rated&) = default;
};

struct linked {
    stream_id other{};
    bool survivor = false;
    friend bool operator==(const linked&, const linked&) = default;
};

struct unlinked {
    stream_id other{};
    std::string reason;  ///< Personal: free text.
    friend bool operator==(const unlinked&, const unlinked&) = default;
};

struct escalated {
    std::uint8_t step = 1;
    bool tell = false;  ///< A letter goes to whose turn it is.
    friend bool operator==(const escalated&, const escalated&) = default;
};

struct deadlines_recomputed {
    deadline_clock service;
    std::optional<deadline_clock> legal;
    instant late_from{};
    friend bool operator==(const deadlines_recomputed&, const deadlines_recomputed&) = default;
};

/// What did not reach the applicant, or the unit, goes out again.
struct told_again {
    notice which = notice::result;
    friend bool operator==(const told_again&, const told_again&) = default;
};

struct left_unrouted {
    bool tell = false;  ///< A letter goes to the officers.
    friend bool operator==(const left_unrouted&, const left_unrouted&) = default;
};

struct rating_asked {
    bool tell = false;
    friend bool operator==(const rating_asked&, const rating_asked&) = default;
};

/// A chronic problem, not an application. Nothing of it is personal.
struct problem_opened {
    commands::open_problem wish;
    instant at{};
    friend bool operator==(const problem_opened&, const problem_opened&) = default;
};

struct problem_planned {
    actor owner{};
    std::string plan{};
    std::optional<day> target{};
    friend bool operator==(const problem_planned&, const problem_planned&) = default;
};

struct problem_closed {
    std::string what_came{};
    instant at{};
    friend bool operator==(const problem_closed&, const problem_closed&) = default;
};

/// Of an application.
struct problem_joined {
    stream_id problem{};
    std::optional<day> target{};
    bool tell = false;
    friend bool operator==(const problem_joined&, const problem_joined&) = default;
};

struct problem_left {
    stream_id problem{};
    std::string reason{};  ///< Personal: free text.
    friend bool operator==(const problem_left&, const problem_left&) = default;
};

struct problem_told {
    stream_id problem{};
    std::optional<day> target{};
    bool over = false;
    bool tell = false;
    friend bool operator==(const problem_told&, const problem_told&) = default;
};

struct attached {
    media type = media::jpeg;
    std::uint32_t size = 0;  ///< Bytes.
    std::string name;        ///< Personal.
    std::string bytes;       ///< Personal.
    friend bool operator==(const attached&, const attached&) = default;
};

struct assigned {
    actor to;           ///< Nobody if empty.
    bool tell = false;  ///< A letter goes to him.
    friend bool operator==(const assigned&, const assigned&) = default;
};

struct contact_changed {
    std::optional<phone> mobile;  ///< Personal.
    std::string e_mail;           ///< Personal.
    bool tell = false;            ///< A letter goes to the address of before.
    friend bool operator==(const contact_changed&, const contact_changed&) = default;
};

}  // namespace events

/// The place of a type in this list, from 1, is its number on disk: append only.
using event = std::variant<
    events::submitted,
    events::routed,
    events::returned,
    events::question_asked,
    events::replied,
    events::resumed,
    events::reminded,
    events::contact_recorded,
    events::interim_answered,
    events::answered,
    events::notice_recorded,
    events::notified,
    events::objected,
    events::reopened,
    events::withdrawn,
    events::closed,
    events::rated,
    events::linked,
    events::unlinked,
    events::escalated,
    events::deadlines_recomputed,
    events::told_again,
    events::left_unrouted,
    events::rating_asked,
    events::problem_opened,
    events::problem_planned,
    events::problem_closed,
    events::problem_joined,
    events::problem_left,
    events::problem_told,
    events::attached,
    events::assigned,
    events::contact_changed>;

/// Bytes of an event. Defined in the codec, where the archives live.
[[nodiscard]] encoded encode(const event& value);

/// @return The event, `errc::corrupt_journal` or `errc::unknown_schema`.
[[nodiscard]] result<event> decode_event(const encoded_view& bytes);

}  // namespace acikkapi
