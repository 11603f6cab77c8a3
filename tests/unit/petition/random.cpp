#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

// Anything anybody may wish, in any order: what is accepted can always be folded, and folding it
// again gives the same.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_random)
namespace {

constexpr int lives = 300;
constexpr int wishes_of_a_life = 60;

using dice = std::mt19937;

std::uint32_t below(dice& roll, std::uint32_t limit)
{
    return static_cast<std::uint32_t>(roll() % limit);
}

template <class Enum>
Enum any_of(dice& roll, std::uint32_t last)
{
    // One beyond either end: what is no alternative must be refused and never accepted.
    return static_cast<Enum>(below(roll, last + 2));
}

std::string any_text(dice& roll)
{
    return below(roll, 8) == 0 ? std::string{} : letters_of(1 + below(roll, 20));
}

commands::submit any_request(dice& roll)
{
    commands::submit wish = a_request();
    wish.anonymous = below(roll, 4) == 0;
    if (below(roll, 3) == 0) {
        wish.applicant.mobile.reset();
    }
    if (below(roll, 3) == 0) {
        wish.applicant.identity.reset();
    }
    return wish;
}

command any_wish_of_the_office(dice& roll, const application& now)
{
    const stream_id problem{70 + below(roll, 2)};
    switch (below(roll, 10)) {
    case 6: return joins(problem);
    case 7: return commands::leave_problem{problem, any_text(roll)};
    case 8: return commands::tell_problem{problem, {}, below(roll, 2) == 0};
    case 9: return commands::assign{who(below(roll, 2) == 0 ? "officer:34/1" : "unit:10000001/2")};
    case 0: return any_request(roll);
    case 1: return commands::reopen{any_text(roll)};
    case 2:
        return commands::close{
            any_of<closing>(roll, 6), any_text(roll), below(roll, 4) == 0 ? "Karayolları" : ""};
    case 3: return commands::link_to{stream_id{below(roll, 9)}, false, now.subject_key};
    case 4: return commands::unlink_from{stream_id{below(roll, 9)}, any_text(roll)};
    default: return below(roll, 2) == 0 ? to_roads() : to_water();
    }
}

command any_wish_of_the_unit(dice& roll)
{
    switch (below(roll, 5)) {
    case 0: return commands::send_back{any_of<return_reason>(roll, 5), any_text(roll), {}};
    case 1: return commands::ask{any_text(roll)};
    case 2:
        return commands::record_contact{
            any_of<commands::contact_means>(roll, 3),
            false,
            any_of<commands::contact_result>(roll, 3),
            any_text(roll)};
    case 3: return commands::answer_interim{any_text(roll)};
    default: return commands::answer{any_of<outcome>(roll, 4), any_text(roll), ""};
    }
}

command any_wish_of_the_applicant(dice& roll)
{
    switch (below(roll, 6)) {
    case 4: return commands::attach{any_of<media>(roll, 3), any_text(roll), any_text(roll)};
    case 5: return commands::change_contact{somebody().mobile, below(roll, 2) == 0 ? "" : "a@b"};
    case 0: return commands::reply{any_text(roll)};
    case 1: return commands::object{any_text(roll)};
    case 2: return commands::rate{static_cast<std::uint8_t>(below(roll, 7)), any_text(roll), false};
    // Rarely: it ends a life early.
    default: return below(roll, 5) == 0 ? command{commands::withdraw{}} : commands::reply{"x"};
    }
}

command any_wish_of_the_engine(dice& roll, const application& now)
{
    switch (below(roll, 11)) {
    case 0: return commands::resume{};
    case 1: return commands::remind{};
    case 2: return heard(any_of<notice>(roll, 4), any_of<delivery>(roll, 6));
    case 3:
        return commands::escalate{
            static_cast<std::uint8_t>(below(roll, 7)), now.service.version + below(roll, 2)};
    case 4: return told_the_result();
    case 5: return commands::tell_again{any_of<notice>(roll, 3)};
    case 6: return commands::mark_unrouted{};
    case 7:
    case 8:
    case 9: return commands::ask_rating{};
    default: return commands::recompute_deadlines{};
    }
}

command any_wish(dice& roll, const application& now)
{
    switch (below(roll, 4)) {
    case 0: return any_wish_of_the_office(roll, now);
    case 1: return any_wish_of_the_unit(roll);
    case 2: return any_wish_of_the_applicant(roll);
    default: return any_wish_of_the_engine(roll, now);
    }
}

/// What must hold of every state, whatever led to it.
void is_sound(const application& now, const petition& rules)
{
    BOOST_TEST((now.life == status::awaiting_applicant) == now.asked_at.has_value());
    BOOST_TEST((now.notified_at.has_value() ? now.answers > 0 : true));
    BOOST_TEST((now.life == status::answered ? now.decision.has_value() : true));
    BOOST_TEST((now.life == status::notified ? now.result == notice_state::delivered : true));
    BOOST_TEST((now.life == status::closed) == now.closed_for.has_value());
    BOOST_TEST((now.anonymous ? !now.legal && now.contact.empty() : true));
    BOOST_TEST(now.escalation <= 5U);
    BOOST_TEST((now.unrouted ? now.life == status::submitted : true));
    BOOST_TEST((now.rating_due ? now.life == status::notified : true));
    BOOST_TEST((now.told_by_phone ? now.result == notice_state::delivered : true));
    BOOST_TEST((now.with_no_unit ? now.life != status::routed : true));
    BOOST_TEST(
        (now.unit_not_told ? now.life == status::routed || now.life == status::awaiting_applicant
                           : true));
    BOOST_TEST(!now.problem.has_value());
    BOOST_TEST(now.attachments <= attachments_max);
    index_rows rows;
    petition::index(now, rows);
    BOOST_TEST((rows.closed ? rules.timers(now).empty() : true));
}

struct life {
    std::vector<event> facts;
    application end;
};

/// One application's life of random wishes, folded as it goes.
life live(dice& roll, const petition& rules)
{
    life lived;
    context about{};
    about.now = monday;
    about.stream = this_stream;
    about.serial = this_serial;
    about.via = channels::web();
    for (int i = 0; i < wishes_of_a_life; ++i) {
        about.now += std::chrono::hours{below(roll, 30)};
        about.by = who(below(roll, 2) == 0 ? "governorate:1" : "officer:1");
        const command wish = i == 0 ? any_request(roll) : any_wish(roll, lived.end);
        const auto facts = rules.decide(lived.end, wish, about);
        if (!facts) {
            BOOST_TEST((facts.error() == condition::rejected));
            continue;
        }
        for (const event& fact : *facts) {
            const auto after = petition::evolve(lived.end, fact);
            BOOST_TEST_REQUIRE(after.has_value(), names_of({fact}));
            static_cast<void>(petition::react(lived.end, fact, *after, about));
            lived.end = *after;
            lived.facts.push_back(fact);
        }
        is_sound(lived.end, rules);
    }
    return lived;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_decided_can_be_folded_and_folds_to_the_same_again)
{
    petition_rules acting = petition_rules::acting();
    acting.on_duty[34] = who("officer:34/4711");
    const petition rules{acting};
    std::array<std::size_t, std::variant_size_v<event>> seen{};
    for (std::uint32_t seed = 1; seed <= lives; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            dice roll{seed};
            const life lived = live(roll, rules);
            application again;
            for (const event& fact : lived.facts) {
                again = petition::evolve(again, fact).value();
                ++seen.at(fact.index());
            }
            BOOST_TEST((again == lived.end));
        }
    }
    // A test that reaches nothing shows nothing: every event but the recomputation, which needs
    // another calendar, has happened. Chronic problems are another kind of stream.
    constexpr std::size_t recomputation = 20;
    constexpr std::size_t problem_opened = 24;
    constexpr std::size_t problem_closed = 26;
    for (std::size_t type = 0; type < seen.size(); ++type) {
        const bool of_problem = type >= problem_opened && type <= problem_closed;
        BOOST_TEST(
            (type == recomputation || of_problem || seen.at(type) > 0U),
            petition::type_name(static_cast<std::uint16_t>(type + 1)));
    }
}

// An event taken out of the middle must never be swallowed: either the rest says that it is
// corrupt, or the end is another one, or the event changed nothing that is kept.
BOOST_AUTO_TEST_CASE(a_first_event_that_is_missing_is_always_found)
{
    const petition rules;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        dice roll{seed};
        const life lived = live(roll, rules);
        BOOST_TEST_REQUIRE(lived.facts.size() > 1U);
        const auto after = petition::evolve({}, lived.facts.at(1));
        BOOST_TEST((after.has_error() && after.error() == errc::corrupt_journal));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
