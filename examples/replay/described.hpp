#pragma once

// What the tool shows of events and states, member by member. Names, texts, phone numbers and
// identities are not in these lists: an auditor sees what was done, not to whom.

#include <acikkapi/application.hpp>
#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/event.hpp>

#include <boost/describe.hpp>

namespace acikkapi {

// clang-format off
BOOST_DESCRIBE_ENUM(status, none, submitted, routed, returned, awaiting_applicant, answered,
    notified, objected, closed, withdrawn, problem_open, problem_over)
BOOST_DESCRIBE_ENUM(notice_state, none, queued, sent, delivered, failed, unknown)
BOOST_DESCRIBE_ENUM(notice, acknowledgement, result, unit, other)
BOOST_DESCRIBE_ENUM(outcome, granted, refused, partly, referred)
BOOST_DESCRIBE_ENUM(closing, not_examined_no_subject, not_examined_court,
    not_examined_no_identity, duplicate, abusive, other_authority)
BOOST_DESCRIBE_ENUM(return_reason, not_our_duty, other_district, other_authority,
    more_than_one_unit, incomplete)
BOOST_DESCRIBE_ENUM(media, jpeg, png, pdf)
BOOST_DESCRIBE_ENUM(language, turkish, english, arabic)
BOOST_DESCRIBE_ENUM(delivery, sent, delivered, expired, rejected, unknown, dead)
BOOST_DESCRIBE_ENUM(counting, calendar_days, business_days)
BOOST_DESCRIBE_STRUCT(deadline_rule, (), (count, days, roll, half_day_is_off))
BOOST_DESCRIBE_STRUCT(deadline_clock, (), (rule, started, due, paused_since, calendar_version,
    version))
BOOST_DESCRIBE_STRUCT(link, (), (other, survivor))
BOOST_DESCRIBE_STRUCT(membership, (), (problem, target, over, left))
BOOST_DESCRIBE_STRUCT(chronic_problem, (), (title, owner, plan, target, since, until, what_came))
BOOST_DESCRIBE_STRUCT(application, (), (life, number, where, via, speaks, category, district,
    anonymous, on_behalf, submitted_at, answered_at, notified_at, ended_at, target, unit, unit_name,
    answering_unit, routings, returns, with_governorate, questions, contacts, interim_answers,
    answers, objections, days_late, service, legal, asked_at, late_since, reminded, escalation,
    acknowledgement, result, phone_suspect, decision, closed_for, rating, links, unrouted,
    rating_due, unit_not_told, member, problem, attachments, in_hand_of, told_by_phone, with_no_unit))
BOOST_DESCRIBE_STRUCT(charge, (), (parts, price))

namespace commands {
BOOST_DESCRIBE_ENUM(contact_means, phone, visit, message)
BOOST_DESCRIBE_ENUM(contact_result, reached, no_answer, wrong_person)
BOOST_DESCRIBE_STRUCT(submit, (), (where, category, district, anonymous, speaks, target))
BOOST_DESCRIBE_STRUCT(open_problem, (), (where, category, district, unit, title, owner, plan, target))
BOOST_DESCRIBE_STRUCT(record_contact, (), (means, by_applicant, result))
BOOST_DESCRIBE_STRUCT(record_notice, (), (which, how, means, attempts, detail, cost))
}

namespace events {
BOOST_DESCRIBE_STRUCT(submitted, (), (number, via, wish, service, legal, late_from, tell))
BOOST_DESCRIBE_STRUCT(routed, (), (unit, unit_name, tell_unit))
BOOST_DESCRIBE_STRUCT(returned, (), (reason, suggested, to_governorate))
BOOST_DESCRIBE_STRUCT(question_asked, (), (service, tell))
BOOST_DESCRIBE_STRUCT(replied, (), ())
BOOST_DESCRIBE_STRUCT(resumed, (), (without_reply, service, late_from))
BOOST_DESCRIBE_STRUCT(reminded, (), (tell))
BOOST_DESCRIBE_STRUCT(contact_recorded, (), (contact, untold))
BOOST_DESCRIBE_STRUCT(interim_answered, (), (tell))
BOOST_DESCRIBE_STRUCT(answered, (), (decision, days_late, tell))
BOOST_DESCRIBE_STRUCT(notice_recorded, (), (notice))
BOOST_DESCRIBE_STRUCT(notified, (), (means, rating_due, by_phone))
BOOST_DESCRIBE_STRUCT(objected, (), (service, late_from))
BOOST_DESCRIBE_STRUCT(reopened, (), (service, late_from))
BOOST_DESCRIBE_STRUCT(withdrawn, (), (with_no_unit))
BOOST_DESCRIBE_STRUCT(closed, (), (reason, tell, days_late, with_no_unit, authority))
BOOST_DESCRIBE_STRUCT(rated, (), (score, may_call))
BOOST_DESCRIBE_STRUCT(linked, (), (other, survivor))
BOOST_DESCRIBE_STRUCT(unlinked, (), (other))
BOOST_DESCRIBE_STRUCT(escalated, (), (step, tell))
BOOST_DESCRIBE_STRUCT(deadlines_recomputed, (), (service, legal, late_from))
BOOST_DESCRIBE_STRUCT(told_again, (), (which))
BOOST_DESCRIBE_STRUCT(left_unrouted, (), (tell))
BOOST_DESCRIBE_STRUCT(rating_asked, (), (tell))
BOOST_DESCRIBE_STRUCT(problem_opened, (), (wish, at))
BOOST_DESCRIBE_STRUCT(problem_planned, (), (owner, plan, target))
BOOST_DESCRIBE_STRUCT(problem_closed, (), (what_came, at))
BOOST_DESCRIBE_STRUCT(problem_joined, (), (problem, target, tell))
BOOST_DESCRIBE_STRUCT(problem_left, (), (problem))
BOOST_DESCRIBE_STRUCT(problem_told, (), (problem, target, over, tell))
BOOST_DESCRIBE_STRUCT(attached, (), (type, size))
BOOST_DESCRIBE_STRUCT(assigned, (), (to, tell))
BOOST_DESCRIBE_STRUCT(contact_changed, (), (tell))
}
// clang-format on

}  // namespace acikkapi
