#pragma once

#include <acikkapi/petition.hpp>

#include "support/given.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

// Nobody's data: the identity number is the one that every manual prints, and no country has the
// code 999.
namespace acikkapi::stories {

inline person somebody()
{
    person one;
    one.identity = identity_number::parse("10000000146").value();
    one.full_name = "Deneme Kişi";
    one.mobile = phone::parse("+99955500001").value();
    return one;
}

inline commands::submit a_request()
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "roads";
    wish.subject = "Okulun önündeki çukur";
    wish.text = "Okulun önünde bir çukur var.";
    wish.district = "Beşiktaş";
    wish.applicant = somebody();
    return wish;
}

inline unit_id roads()
{
    return unit("10000001");
}

inline unit_id water()
{
    return unit("10000002");
}

inline commands::route to_roads()
{
    return {roads(), "Yol Müdürlüğü", ""};
}

inline commands::route to_water()
{
    return {water(), "Su Müdürlüğü", ""};
}

inline commands::ask a_question()
{
    return {"Hangi okul?"};
}

inline commands::reply a_reply()
{
    return {"Atatürk İlkokulu."};
}

inline commands::answer an_answer()
{
    return {outcome::granted, "Çukur kapatıldı.", "Müdür"};
}

inline commands::record_notice heard(notice which, delivery how, std::string means = "sms")
{
    return {which, how, std::move(means), 1, ""};
}

inline commands::record_notice told_the_result()
{
    return heard(notice::result, delivery::delivered);
}

inline commands::object an_objection()
{
    return {"Çukur duruyor."};
}

inline commands::link_to a_link(stream_id other = other_stream)
{
    return {other, false, "10000000146"};
}

inline commands::open_problem a_problem()
{
    commands::open_problem wish;
    wish.where = province::from_plate(34).value();
    wish.category = "roads";
    wish.district = "Beşiktaş";
    wish.unit = roads();
    wish.title = "Okul yolundaki çukurlar";
    wish.owner = who("head:10000001");
    wish.plan = "Yol yeniden kaplanacak.";
    wish.target = day{std::chrono::year{2026} / 4 / 1};
    return wish;
}

inline commands::attach a_photo()
{
    return {media::jpeg, "çukur.jpg", "some jpeg"};
}

/// To an account of whose it is.
inline commands::assign assigns(const application& before)
{
    const bool at_unit = before.life == status::routed || before.life == status::awaiting_applicant;
    return {who(at_unit ? "unit:10000001/12" : "officer:34/4711")};
}

inline constexpr stream_id problem_stream{70};

inline commands::join_problem joins(stream_id problem = problem_stream)
{
    return {problem, day{std::chrono::year{2026} / 4 / 1}};
}

// What may be so besides in a status, that an act is not refused for want of it.

inline bool is_application(const application& one)
{
    return one.life != status::none && !one.problem;
}

inline void asked_before(application& now)
{
    now.questions = 1;
}

inline void lost_result(application& now)
{
    now.result = now.life == status::answered ? notice_state::failed : now.result;
}

inline void lost_unit(application& now)
{
    now.unit_not_told = now.life == status::routed || now.life == status::awaiting_applicant;
}

inline void due_rating(application& now)
{
    now.rating_due = now.submitted_at + 24h;
}

inline void part_of_problem(application& now)
{
    if (is_application(now)) {
        now.member = membership{problem_stream, day{std::chrono::year{2026} / 4 / 1}};
    }
}

/// The shortest way to a status, through accepted commands.
inline steps way_to(status where)
{
    const step asked = a_request();
    switch (where) {
    case status::none: return {};
    case status::submitted: return {asked};
    case status::routed: return {asked, to_roads()};
    case status::returned: return {asked, to_roads(), commands::send_back{}};
    case status::awaiting_applicant: return {asked, to_roads(), a_question()};
    case status::answered: return {asked, to_roads(), an_answer()};
    case status::notified: return {asked, to_roads(), an_answer(), told_the_result()};
    case status::objected:
        return {asked, to_roads(), an_answer(), told_the_result(), an_objection()};
    case status::closed: return {asked, commands::close{}};
    case status::withdrawn: return {asked, commands::withdraw{}};
    case status::problem_open: return {a_problem()};
    case status::problem_over: return {a_problem(), commands::close_problem{"Kaplandı."}};
    }
    return {};
}

/// Of an application.
inline constexpr std::array<status, 10> every_status{
    status::none,
    status::submitted,
    status::routed,
    status::returned,
    status::awaiting_applicant,
    status::answered,
    status::notified,
    status::objected,
    status::closed,
    status::withdrawn};

/// And of a chronic problem.
inline constexpr std::array<status, 12> every_status_of_all{
    status::none,
    status::submitted,
    status::routed,
    status::returned,
    status::awaiting_applicant,
    status::answered,
    status::notified,
    status::objected,
    status::closed,
    status::withdrawn,
    status::problem_open,
    status::problem_over};

/// `count` characters of two bytes each.
inline std::string letters_of(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "ş";
    }
    return text;
}

}  // namespace acikkapi::stories
