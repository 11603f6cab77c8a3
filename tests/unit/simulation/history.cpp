// The model beside the engine is only worth what it notices: each rule is broken here once.
#include "simulation/history.hpp"
#include "unit/simulation/casebook.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(simulation_history)

namespace {

using namespace simulation;
using namespace std::chrono_literals;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
constexpr auto patience = retry_rule{}.give_up_after;
constexpr instant never = start + std::chrono::days{3'650};

struct bench {
    findings found;
    history past{found, {}};
    casebook book;

    void read(const std::vector<record>& records, instant latest = never)
    {
        past.take(records, latest);
    }
    [[nodiscard]] bool noticed(std::string_view rule) const
    {
        return found.broken() && found.broken()->starts_with(rule);
    }
    /// Submitted, with a letter that a peer has now.
    record with_letter()
    {
        const auto first = book.submit(start).front();
        read({first});
        past.handed_over(letter_of(first), "sms");
        return first;
    }
    static hand_over letter_of(const record& one, std::uint32_t attempt = 1)
    {
        return {std::to_string(number_of(one.at)) + "-0", one.stream, one.letters.at(0), attempt};
    }
};

command escalate(std::uint8_t step)
{
    return commands::escalate{step, 1};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_journal_breaks_no_rule)
{
    bench b;
    const auto first = b.with_letter();
    b.past.answered("1-0", {delivery::delivered, {}});
    b.read({b.book.outcome(first, delivery::delivered, start + 1h)});
    b.read(b.book.add(escalate(1), start + 96h));
    b.past.begin_life();
    b.read(std::vector<record>{b.past.records()});
    BOOST_TEST(b.found.ok(), b.found.broken().value_or(""));
    BOOST_TEST(b.past.all_settled());
    BOOST_TEST(b.past.files().at(casebook::stream).at == 3U);
}

BOOST_AUTO_TEST_CASE(a_gap_between_positions_is_noticed)
{
    bench b;
    auto one = b.book.submit(start).front();
    one.at = position{2};
    b.read({one});
    BOOST_TEST(b.noticed("G4: positions"));
}

BOOST_AUTO_TEST_CASE(a_version_that_is_left_out_is_noticed)
{
    bench b;
    auto one = b.book.submit(start).front();
    one.version = 2;
    b.read({one});
    BOOST_TEST(b.noticed("G4: versions"));
}

BOOST_AUTO_TEST_CASE(a_record_that_is_another_after_a_restart_is_noticed)
{
    bench b;
    auto one = b.book.submit(start).front();
    b.read({one});
    b.past.begin_life();
    one.correlation = "other";
    b.read({one});
    BOOST_TEST(b.noticed("G1: a record that was durable"));
}

BOOST_AUTO_TEST_CASE(time_that_goes_back_in_an_application_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    auto one = b.book.add(commands::record_contact{}, start).front();
    one.recorded_at = start - 1s;
    b.read({one});
    BOOST_TEST(b.noticed("G10: time does not go back"));
}

BOOST_AUTO_TEST_CASE(a_record_of_a_time_that_never_was_is_noticed)
{
    bench b;
    b.read(b.book.submit(start), start - 1s);
    BOOST_TEST(b.noticed("G10: no record is of a time"));
}

BOOST_AUTO_TEST_CASE(a_deadline_by_another_time_than_the_recorded_one_is_noticed)
{
    bench b;
    auto one = b.book.submit(start).front();
    one.recorded_at = start + std::chrono::days{2};
    b.read({one});
    BOOST_TEST(b.noticed("G10: the service deadline"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_not_in_the_record_is_noticed)
{
    bench b;
    auto one = b.book.submit(start).front();
    one.letters.clear();
    b.read({one});
    BOOST_TEST(b.noticed("G3: the letters of an event"));
}

BOOST_AUTO_TEST_CASE(a_refusal_with_an_event_in_it_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    auto one = b.book.add(commands::record_contact{}, start).front();
    one.kind = record_kind::refusal;
    one.version = 1;
    one.refused_with = 1;
    b.read({one});
    BOOST_TEST(b.noticed("G3: a refusal"));
}

BOOST_AUTO_TEST_CASE(a_wish_that_is_carried_out_twice_is_noticed)
{
    bench b;
    b.read(b.book.submit(start, "act-0/0"));
    b.read(b.book.add(commands::record_contact{}, start, "act-1/0"));
    b.read(b.book.add(commands::record_contact{}, start));
    b.read(b.book.add(commands::record_contact{}, start, "act-1/0"));
    BOOST_TEST(b.noticed("G2: a wish is carried out once"));
}

BOOST_AUTO_TEST_CASE(an_escalation_before_its_time_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    b.read(b.book.add(escalate(1), start + 24h));
    BOOST_TEST(b.noticed("G10: a step of escalation does not come before"));
}

BOOST_AUTO_TEST_CASE(an_escalation_that_skips_a_step_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    b.read(b.book.add(escalate(2), start + std::chrono::days{30}));
    BOOST_TEST(b.noticed("G10: no step"));
}

BOOST_AUTO_TEST_CASE(a_reminder_before_its_time_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    b.read(b.book.add(commands::route{unit_id::parse("24301265").value(), {}, {}}, start));
    b.read(b.book.add(commands::ask{"Which?"}, start));
    auto one = b.book.add(commands::remind{}, start + 71h).front();
    one.via = channels::engine();
    b.read({one});
    BOOST_TEST(b.noticed("G10: a reminder"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_goes_out_before_its_event_is_noticed)
{
    bench b;
    const auto one = b.book.submit(start).front();
    b.past.handed_over(bench::letter_of(one), "sms");
    BOOST_TEST(b.noticed("G9: no letter goes out before"));
}

BOOST_AUTO_TEST_CASE(a_letter_to_another_number_is_noticed)
{
    bench b;
    const auto one = b.book.submit(start).front();
    b.read({one});
    auto what = bench::letter_of(one);
    what.what.recipient = "+905320000002";
    b.past.handed_over(what, "sms");
    BOOST_TEST(b.noticed("G9: the letter that goes out"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_goes_out_after_it_was_settled_is_noticed)
{
    bench b;
    const auto one = b.with_letter();
    b.past.answered("1-0", {delivery::delivered, {}});
    b.read({b.book.outcome(one, delivery::delivered, start)});
    b.past.handed_over(bench::letter_of(one, 2), "sms");
    BOOST_TEST(b.noticed("G9: a letter that was settled"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_goes_out_twice_at_once_is_noticed)
{
    bench b;
    const auto one = b.with_letter();
    b.past.handed_over(bench::letter_of(one, 2), "sms");
    BOOST_TEST(b.noticed("G9: a letter is with its peer once"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_overtakes_an_earlier_one_is_noticed)
{
    bench b;
    b.read(b.book.submit(start));
    const auto second = b.book.add(commands::close{closing::not_examined_court, {}}, start).front();
    b.read({second});
    b.past.handed_over(bench::letter_of(second), "sms");
    BOOST_TEST(b.noticed("G9: letters of an application"));
}

BOOST_AUTO_TEST_CASE(an_outcome_that_no_peer_gave_is_noticed)
{
    bench b;
    const auto one = b.with_letter();
    b.past.answered("1-0", {delivery::rejected, {}});
    b.read({b.book.outcome(one, delivery::sent, start)});
    BOOST_TEST(b.noticed("G9: what is on record of a letter"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_settled_twice_is_noticed)
{
    bench b;
    const auto one = b.with_letter();
    b.past.answered("1-0", {delivery::sent, {}});
    b.read({b.book.outcome(one, delivery::sent, start)});
    b.read({b.book.outcome(one, delivery::sent, start)});
    BOOST_TEST(b.noticed("G9: a letter is settled once"));
}

BOOST_AUTO_TEST_CASE(a_letter_that_was_given_up_counts_as_dead)
{
    bench b;
    const auto one = b.with_letter();
    b.read({b.book.outcome(one, delivery::dead, start + patience)});
    BOOST_TEST(b.found.ok());
    BOOST_TEST(b.past.dead_letters() == 1U);
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_given_up_too_early_is_noticed_unless_the_clock_was_set)
{
    for (const bool set : {false, true}) {
        bench b;
        const auto one = b.with_letter();
        if (set) {
            b.past.clock_is_set(patience);
            b.past.clock_is_set(-patience);
        }
        b.read({b.book.outcome(one, delivery::dead, start + 1h)});
        BOOST_TEST(b.noticed("G9: what is on record of a letter") == !set);
    }
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_given_up_without_a_try_is_noticed)
{
    bench b;
    const auto one = b.book.submit(start).front();
    b.read({one});
    b.read({b.book.outcome(one, delivery::dead, start + patience)});
    BOOST_TEST(b.noticed("G9: what is on record of a letter"));
}

BOOST_AUTO_TEST_CASE(an_outcome_that_is_refused_is_noticed)
{
    bench b;
    const auto one = b.with_letter();
    b.past.answered("1-0", {delivery::delivered, {}});
    auto refusal = b.book.outcome(one, delivery::delivered, start + 1h);
    refusal.kind = record_kind::refusal;
    refusal.version = one.version;
    refusal.refused_with = 1;
    refusal.letters.clear();
    refusal.payload = {};
    b.read({refusal});
    BOOST_TEST(b.noticed("G9: what is on record of a letter"));
}

BOOST_AUTO_TEST_SUITE_END()
