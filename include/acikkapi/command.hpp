#pragma once

#include <acikkapi/application.hpp>

#include <string>
#include <variant>
#include <vector>

namespace acikkapi {

/// What can be asked for. Texts are UTF-8; free text has 1 to 4,000 characters, a note at most
/// 1,000, and may be empty where a default says so.
namespace commands {

struct submit {
    province where = province::from_plate(1).value();
    std::string category{};
    std::string subject{};  ///< One line; at most 200 characters.
    std::string text{};
    std::string district{};  ///< May be empty.
    person applicant{};
    std::optional<person> beneficiary{};  ///< Set when the applicant acts for somebody else.
    bool anonymous = false;
    language speaks = language::turkish;
    std::optional<instant> target{};  ///< The host's own promise, where it has one.
    friend bool operator==(const submit&, const submit&) = default;
};

struct route {
    unit_id unit;
    std::string unit_name;  ///< As it is called today; at most 200 bytes; may be empty.
    std::string note;
    friend bool operator==(const route&, const route&) = default;
};

/// By the unit: not ours.
struct send_back {
    return_reason reason = return_reason::not_our_duty;
    std::string note;
    unit_id suggested;  ///< May be empty.
    friend bool operator==(const send_back&, const send_back&) = default;
};

/// By the unit: the applicant must tell us something. The service clock stands still.
struct ask {
    std::string question;
    friend bool operator==(const ask&, const ask&) = default;
};

/// By the applicant: an answer to a question; also a late one.
struct reply {
    std::string text;
    friend bool operator==(const reply&, const reply&) = default;
};

/// Go on without an answer to the question.
struct resume {
    friend bool operator==(const resume&, const resume&) = default;
};

/// Remind the applicant of the open question.
struct remind {
    friend bool operator==(const remind&, const remind&) = default;
};

enum class contact_means : std::uint8_t { phone = 1, visit = 2, message = 3 };
enum class contact_result : std::uint8_t { reached = 1, no_answer = 2, wrong_person = 3 };

/// One-to-one contact while the case is handled; changes no state of it.
struct record_contact {
    contact_means means = contact_means::phone;
    bool by_applicant = false;
    contact_result result = contact_result::reached;
    std::string note;
    friend bool operator==(const record_contact&, const record_contact&) = default;
};

/// Progress only; the final answer still has to come (law 3071 art. 7).
struct answer_interim {
    std::string text;
    friend bool operator==(const answer_interim&, const answer_interim&) = default;
};

struct answer {
    outcome decision = outcome::granted;
    std::string text;
    std::string signed_by;  ///< Name of the signing official; personal; at most 200 bytes.
    friend bool operator==(const answer&, const answer&) = default;
};

/// What became of a message to the applicant, or that he was told in another way.
struct record_notice {
    notice which = notice::acknowledgement;
    delivery how = delivery::delivered;
    std::string means;  ///< `sms`, `desk`, `post`: a name; at most 32 bytes.
    std::uint32_t attempts = 1;
    std::string detail;  ///< The adapter's words; no personal data; at most 200 bytes.
    charge cost{};
    /// Of a letter to a unit: which one. What became of a letter to another than the one that has the
    /// application now concerns nobody any more. Empty: the one that has it now. Not kept.
    unit_id unit{};
    friend bool operator==(const record_notice&, const record_notice&) = default;
};

/// By the applicant, once an answer, within 30 days of being told.
struct object {
    std::string reason;
    friend bool operator==(const object&, const object&) = default;
};

/// By the governorate: an answered or ended application is taken up again.
struct reopen {
    std::string reason;
    friend bool operator==(const reopen&, const reopen&) = default;
};

/// By the applicant, until it is answered.
struct withdraw {
    std::string reason;  ///< May be empty.
    friend bool operator==(const withdraw&, const withdraw&) = default;
};

struct close {
    closing reason = closing::not_examined_no_subject;
    std::string note;
    /// Whose duty it is and who has got it: of `closing::other_authority`, and of that alone. One line of 1 to 200 bytes;
    /// no personal data: the applicant reads it, and it stays in clear.
    std::string authority{};
    friend bool operator==(const close&, const close&) = default;
};

/// By the applicant, after he was told: 1 (bad) to 5 (good).
struct rate {
    std::uint8_t score = 3;
    std::string comment;  ///< May be empty; at most 1,000 characters.
    bool may_call = false;
    friend bool operator==(const rate&, const rate&) = default;
};

/// Two applications of one person are the same matter: one `link_to` on each, in one batch.
struct link_to {
    stream_id other{};
    bool survivor = false;          ///< The other one goes on.
    std::string other_subject_key;  ///< `subject_key` of the other one: must be the same person.
    friend bool operator==(const link_to&, const link_to&) = default;
};

/// Takes the link back: an event of its own, nothing is deleted.
struct unlink_from {
    stream_id other{};
    std::string reason;
    friend bool operator==(const unlink_from&, const unlink_from&) = default;
};

/// Time has passed: 1 = 50 %, 2 = 80 %, 3 = due day, 4 = one day late, 5 = three days late.
struct escalate {
    std::uint8_t step = 1;
    std::uint32_t deadline_version = 0;  ///< Of the service clock the step was computed for.
    friend bool operator==(const escalate&, const escalate&) = default;
};

/// The calendar changed: compute the open deadlines again by the one now in the rules.
struct recompute_deadlines {
    friend bool operator==(const recompute_deadlines&, const recompute_deadlines&) = default;
};

/// Tells again what did not arrive: the letter goes out once more, as a new one.
struct tell_again {
    notice which = notice::result;  ///< `acknowledgement` or `result`, or `unit`.
    friend bool operator==(const tell_again&, const tell_again&) = default;
};

/// Nobody has given it to a unit in time.
struct mark_unrouted {
    friend bool operator==(const mark_unrouted&, const mark_unrouted&) = default;
};

/// Ask the applicant how he found it.
struct ask_rating {
    friend bool operator==(const ask_rating&, const ask_rating&) = default;
};

/// Begins a stream that is no application but a chronic problem. No text may name a person, or say anything
/// by which one could be guessed: all who complained read it.
struct open_problem {
    province where = province::from_plate(1).value();
    std::string category{};
    std::string district{};  ///< Where; may be empty if there is a unit.
    unit_id unit{};          ///< Whose matter it is; may be empty if there is a district.
    std::string title{};     ///< One line; 1 to 200 characters.
    actor owner{};           ///< A unit or an account of the staff: `head:24301265`. Required.
    std::string plan{};      ///< May be empty.
    std::optional<day> target{};
    friend bool operator==(const open_problem&, const open_problem&) = default;
};

/// Another owner, plan or target of a chronic problem.
struct plan_problem {
    actor owner{};
    std::string plan{};
    std::optional<day> target{};
    friend bool operator==(const plan_problem&, const plan_problem&) = default;
};

struct close_problem {
    std::string what_came{};  ///< Of it.
    friend bool operator==(const close_problem&, const close_problem&) = default;
};

/// The application is part of a chronic problem, of one at a time; the applicant is told. That the problem is
/// open, and this its target, is the caller's business. @see problem_desk
struct join_problem {
    stream_id problem{};
    std::optional<day> target{};  ///< The problem's, as it stands.
    friend bool operator==(const join_problem&, const join_problem&) = default;
};

/// It is none of the problem after all.
struct leave_problem {
    stream_id problem{};
    std::string reason{};
    friend bool operator==(const leave_problem&, const leave_problem&) = default;
};

/// The applicant is told how the problem stands; once of each target, and that it is over.
struct tell_problem {
    stream_id problem{};
    std::optional<day> target{};
    bool over = false;
    friend bool operator==(const tell_problem&, const tell_problem&) = default;
};

/// A photo or a document for an application that is being worked on; the applicant and who works on it see it. That
/// the bytes are what the type says is the caller's business.
struct attach {
    media type = media::jpeg;
    std::string name{};   ///< As the file is called; one line of 1 to 100 characters.
    std::string bytes{};  ///< 1 to `attachment_bytes_max`.
    friend bool operator==(const attach&, const attach&) = default;
};

/// Who has it in hand from now on: a named account of the staff of whose it is now, `officer:34/4711`; or nobody.
/// It is nobody's again when it goes to another unit or office.
struct assign {
    actor to{};
    friend bool operator==(const assign&, const assign&) = default;
};

/// Another phone and e-mail address of the applicant. The address that he had until now is told. That the new one is
/// his is the caller's business; a phone that a stranger answered is not taken once more (`errc::not_reachable`) unless
/// he has shown that it is his.
struct change_contact {
    std::optional<phone> mobile{};
    std::string e_mail{};  ///< May be empty.
    /// He has the phone: a code that was sent to it came back, or he came with it to the desk.
    bool confirmed = false;
    friend bool operator==(const change_contact&, const change_contact&) = default;
};

}  // namespace commands

/// The order is kept: append only.
using command = std::variant<
    commands::submit,
    commands::route,
    commands::send_back,
    commands::ask,
    commands::reply,
    commands::resume,
    commands::remind,
    commands::record_contact,
    commands::answer_interim,
    commands::answer,
    commands::record_notice,
    commands::object,
    commands::reopen,
    commands::withdraw,
    commands::close,
    commands::rate,
    commands::link_to,
    commands::unlink_from,
    commands::escalate,
    commands::recompute_deadlines,
    commands::tell_again,
    commands::mark_unrouted,
    commands::ask_rating,
    commands::open_problem,
    commands::plan_problem,
    commands::close_problem,
    commands::join_problem,
    commands::leave_problem,
    commands::tell_problem,
    commands::attach,
    commands::assign,
    commands::change_contact>;

/// What two equal commands have in common, as bytes; hashed with the idempotency key.
[[nodiscard]] std::string fingerprint(const command& value);

}  // namespace acikkapi
