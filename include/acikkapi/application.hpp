#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acikkapi {

/// Where an application stands. Numbers are kept in journals: never changed, never used again.
enum class status : std::uint8_t {
    none = 0,                ///< Before the first event.
    submitted = 1,           ///< Registered; no unit has it yet.
    routed = 2,              ///< A unit has it.
    returned = 3,            ///< The unit sent it back: not ours.
    awaiting_applicant = 4,  ///< The unit asked the applicant something.
    answered = 5,            ///< The unit has answered; the applicant may not know yet.
    notified = 6,            ///< The applicant has been told the result.
    objected = 7,            ///< The applicant objects; another hand must take it.
    closed = 8,              ///< Ended with a reason and without an answer.
    withdrawn = 9,           ///< The applicant took it back.
    problem_open = 10,       ///< No application: a chronic problem that somebody works on.
    problem_over = 11,       ///< A chronic problem of which something came.
};

/// How far a message to the applicant has come: the acknowledgement and the result each have one.
enum class notice_state : std::uint8_t {
    none = 0,       ///< Nothing to tell yet.
    queued = 1,     ///< A letter is on its way to an adapter.
    sent = 2,       ///< The adapter's peer has it.
    delivered = 3,  ///< It arrived, or the applicant was told in another way that is recorded.
    failed = 4,     ///< It will not arrive: somebody's task.
    unknown = 5,    ///< Nobody can say.
};

/// What a message was about. The first two are strands of the state; of the others only the outcome
/// is on record.
enum class notice : std::uint8_t {
    acknowledgement = 1,
    result = 2,
    unit = 3,   ///< The letter to the unit that has it now.
    other = 4,  ///< To the applicant: a question, a reminder, progress, an ending.
};

/// How the answer ends the matter (olumlu, olumsuz, kısmen, yönlendirildi).
enum class outcome : std::uint8_t { granted = 1, refused = 2, partly = 3, referred = 4 };

/// Why an application is closed without an answer (law 3071 art. 6 and circular 2004/12).
enum class closing : std::uint8_t {
    not_examined_no_subject = 1,   ///< No concrete subject.
    not_examined_court = 2,        ///< The business of the courts.
    not_examined_no_identity = 3,  ///< Name, signature or address is missing.
    duplicate = 4,                 ///< The same as another one, which is linked.
    abusive = 5,
    other_authority = 6,  ///< Sent on to the authority that it names (law 3071 art. 5).
};

/// Why a unit sends an application back.
enum class return_reason : std::uint8_t {
    not_our_duty = 1,
    other_district = 2,
    other_authority = 3,
    more_than_one_unit = 4,
    incomplete = 5,
};

enum class language : std::uint8_t { turkish = 1, english = 2, arabic = 3 };

/// What an attachment is.
enum class media : std::uint8_t { jpeg = 1, png = 2, pdf = 3 };

inline constexpr std::size_t attachment_bytes_max = std::size_t{4} << 20U;
inline constexpr std::uint16_t attachments_max = 10;  ///< Of one application.

/// A person as known to the register. All of it is personal data.
struct person {
    std::optional<identity_number> identity;
    std::string full_name;  ///< At most 200 bytes.
    std::optional<phone> mobile;
    std::string e_mail;   ///< At most 254 bytes.
    std::string address;  ///< At most 500 bytes.
    friend bool operator==(const person&, const person&) = default;
};

/// One connection to an application that is the same matter.
struct link {
    stream_id other{};
    bool survivor = false;  ///< The other one goes on; this one is the duplicate.
    friend bool operator==(const link&, const link&) = default;
};

/// A chronic problem: who sees to it, how, and until when. It is shown to all who complained: no person is in
/// it, and nothing by which one could be guessed. What it is about stands in `application::category`, and in
/// `district` or `unit` where.
struct chronic_problem {
    std::string title;  ///< One line; at most 200 characters.
    actor owner;        ///< A unit or an account of the staff: `head:24301265`.
    std::string plan;
    std::optional<day> target;  ///< When it is to be over.
    instant since{};
    std::optional<instant> until;
    std::string what_came;    ///< Of it, once it is over.
    std::uint16_t plans = 0;  ///< How often it was planned anew.
    friend bool operator==(const chronic_problem&, const chronic_problem&) = default;
};

/// An application as a part of a chronic problem.
struct membership {
    stream_id problem{};
    std::optional<day> target;  ///< As the applicant was told last.
    bool over = false;          ///< He was told that it is over.
    bool left = false;  ///< Taken out of it again by hand: it does not come in by itself any more.
    std::uint16_t changes = 0;
    friend bool operator==(const membership&, const membership&) = default;
};

/// What the events of an application add up to. Changed by `evolve` only.
struct application {
    status life = status::none;
    province where = province::from_plate(1).value();
    language speaks = language::turkish;
    bool anonymous = false;  ///< No identity; legal clock off (law 3071 art. 4).
    bool on_behalf = false;  ///< A representative acts for somebody else.
    application_number number;
    channel via;           ///< Through which it came in.
    std::string category;  ///< Kind of matter; at most 100 bytes.
    std::string district;  ///< May be empty; at most 100 bytes.

    instant submitted_at{};
    std::optional<instant> answered_at;  ///< The last answer.
    std::optional<instant> notified_at;
    std::optional<instant> ended_at;  ///< Closed or withdrawn.
    std::optional<instant> target;    ///< The host's own second target, to compare with.

    unit_id unit;            ///< Who has it, or had it last.
    unit_id answering_unit;  ///< Who gave the last answer; an objection goes elsewhere.
    std::uint16_t routings = 0;
    std::uint16_t returns = 0;      ///< By units; the second goes to the governorate officer.
    bool with_governorate = false;  ///< Only the governorate's officer may route it now.
    std::uint16_t questions = 0;
    std::uint16_t contacts = 0;
    std::uint16_t interim_answers = 0;
    std::uint16_t answers = 0;
    std::uint16_t objections = 0;  ///< Against the present answer.
    std::uint16_t days_late =
        0;  ///< Of the last answer, by the service norm; of a closing without any.

    deadline_clock service;               ///< The service norm: 7 days.
    std::optional<deadline_clock> legal;  ///< The legal limit: 30 days; none for an anonymous one.
    std::optional<instant> asked_at;      ///< Set while the applicant is asked.
    std::optional<instant> late_since;  ///< First instant out of time of the present service clock.
    bool reminded = false;              ///< The applicant was reminded of the question.
    std::uint8_t escalation = 0;        ///< Highest step that was marked, 0 for none.

    notice_state acknowledgement = notice_state::none;
    notice_state result = notice_state::none;
    bool phone_suspect = false;  ///< A wrong person answered: none to this number.

    std::optional<outcome> decision;
    std::optional<closing> closed_for;
    std::optional<std::uint8_t> rating;
    std::vector<link> links;

    std::string subject_key;  ///< Personal: identity number or present phone, to find his cases.
    /// Personal: where the applicant is told, apart by a blank: phone, then e-mail address; may be empty.
    std::string contact;
    std::string unit_name;  ///< As the unit was called when it was routed there.

    bool unrouted = false;              ///< No unit had it in time, and none has it yet.
    std::optional<instant> rating_due;  ///< When the applicant is to be asked how he found it.
    bool unit_not_told = false;         ///< The letter to the unit that has it was lost.
    std::optional<membership> member;  ///< The last chronic problem of which it is, or was, a part.
    /// Of a stream that is no application but a chronic problem. Then there is no number and no applicant.
    std::optional<chronic_problem> problem;

    std::uint16_t attachments = 0;
    actor in_hand_of;  ///< The account of the staff that sees to it; may be empty.

    bool told_by_phone = false;  ///< All that told him the result went by his phone.
    /// It ended while no unit had it: `unit`, which had it last, sent it back, was objected to or had it opened again.
    bool with_no_unit = false;
    /// Personal, of the beneficiary: as `subject_key`. It finds what was applied for on his behalf, and makes it nobody's
    /// own. There where one was put on record; empty once he was erased.
    std::optional<std::string> beneficiary_key{};

    friend bool operator==(const application&, const application&) = default;
};

/// Bytes of a state. Defined in the codec, where the archives live.
[[nodiscard]] encoded encode(const application& value);

/// @return The state, `errc::corrupt_snapshot` or `errc::unknown_schema`.
[[nodiscard]] result<application> decode_application(const encoded_view& bytes);

}  // namespace acikkapi
