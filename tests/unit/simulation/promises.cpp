#include "simulation/promises.hpp"
#include "unit/simulation/casebook.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(simulation_promises)

namespace {

using namespace simulation;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

struct bench {
    findings found;
    history past{found, {}};
    promises acts{found, past};
    casebook book;

    /// A registration that was given once. @return Its number.
    std::size_t give(bool with_key = true)
    {
        act one;
        commands::submit wish;
        wish.applicant.mobile = phone::parse("+905320000001").value();
        one.what.requests.push_back({.wish = wish});
        if (with_key) {
            one.what.key = "key";
        }
        const auto number = acts.add(std::move(one));
        give_again(number);
        return number;
    }
    void give_again(std::size_t number)
    {
        ++acts.at(number).tries;
        ++acts.at(number).under_way;
    }
    void carry_out(std::size_t number)
    {
        past.take(book.submit(start, correlation_of(number, 0)), start);
    }
    void refuse(std::size_t number, errc why)
    {
        record one;
        one.at = position{number_of(past.read_to()) + 1};
        one.kind = record_kind::refusal;
        one.recorded_at = start;
        one.refused_with = static_cast<int>(why);
        one.correlation = correlation_of(number, 0);
        past.take({one}, start);
    }
    static std::vector<receipt> done(bool repeated = false)
    {
        return {{casebook::stream, 1, position{1}, position{1}, repeated}};
    }
    [[nodiscard]] bool noticed(std::string_view rule) const
    {
        return found.broken() && found.broken()->starts_with(rule);
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_done_and_told_breaks_no_rule)
{
    bench b;
    const auto number = b.give();
    b.give_again(number);
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done(true));
    b.acts.answered(number, {}, bench::done());
    b.acts.check_all();
    BOOST_TEST(b.found.ok(), b.found.broken().value_or(""));
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_without_a_record_is_noticed)
{
    bench b;
    b.acts.answered(b.give(), {}, bench::done());
    BOOST_TEST(b.noticed("G1: what is acknowledged"));
}

BOOST_AUTO_TEST_CASE(a_receipt_that_names_other_records_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.carry_out(number);
    auto said = bench::done();
    said.front().version = 2;
    b.acts.answered(number, {}, said);
    BOOST_TEST(b.noticed("G1: a receipt"));
}

BOOST_AUTO_TEST_CASE(two_acknowledgements_that_both_say_new_are_noticed)
{
    bench b;
    const auto number = b.give();
    b.give_again(number);
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done());
    b.acts.answered(number, {}, bench::done());
    BOOST_TEST(b.noticed("G2: what was done is not done again"));
}

BOOST_AUTO_TEST_CASE(a_repeat_of_what_was_given_once_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done(true));
    BOOST_TEST(b.noticed("G2: what is new"));
}

BOOST_AUTO_TEST_CASE(a_refusal_after_an_acknowledgement_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.give_again(number);
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done());
    b.acts.answered(number, errc::too_late, {});
    BOOST_TEST(b.noticed("G2: what was acknowledged"));
}

BOOST_AUTO_TEST_CASE(a_refusal_that_left_an_event_is_noticed)
{
    bench b;
    const auto number = b.give(false);
    b.carry_out(number);
    b.acts.answered(number, errc::too_late, {});
    BOOST_TEST(b.noticed("G3: what is refused"));
}

BOOST_AUTO_TEST_CASE(a_refusal_under_a_key_that_is_not_on_record_is_noticed)
{
    bench b;
    b.acts.answered(b.give(), errc::too_late, {});
    BOOST_TEST(b.noticed("G3: a refusal is on record"));
}

BOOST_AUTO_TEST_CASE(another_answer_to_the_same_key_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.give_again(number);
    b.refuse(number, errc::too_late);
    b.acts.answered(number, errc::too_late, {});
    BOOST_TEST(b.found.ok());
    b.acts.answered(number, errc::not_permitted, {});
    BOOST_TEST(b.noticed("G2: the same key gives the same answer"));
}

BOOST_AUTO_TEST_CASE(what_becomes_done_after_it_was_refused_is_noticed)
{
    bench b;
    const auto number = b.give(false);
    b.acts.answered(number, errc::version_conflict, {});
    b.carry_out(number);
    b.acts.check_all();
    BOOST_TEST(b.noticed("G5: nothing becomes done"));
}

BOOST_AUTO_TEST_CASE(what_nobody_took_on_and_is_carried_out_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.acts.answered(number, errc::overloaded, {});
    b.carry_out(number);
    b.acts.check_all();
    BOOST_TEST(b.noticed("G5: what was not taken on"));
}

BOOST_AUTO_TEST_CASE(who_is_never_answered_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.acts.check_all();
    BOOST_TEST(b.noticed("G5: whoever gives a command"));
    bench later;
    later.acts.answered(later.give(), errc::overloaded, {});
    later.acts.check_all();
    BOOST_TEST(later.noticed("G5: asking again"));
    BOOST_TEST(!b.acts.may_ask_again(number));
}

BOOST_AUTO_TEST_CASE(after_a_crash_either_outcome_is_right_until_somebody_asks_with_the_key)
{
    bench b;
    const auto number = b.give();
    b.acts.lose_all();
    BOOST_TEST(b.acts.may_ask_again(number));
    b.carry_out(number);
    b.give_again(number);
    b.acts.answered(number, {}, bench::done(true));
    b.acts.check_all();
    BOOST_TEST(b.found.ok());
    BOOST_TEST(!b.acts.may_ask_again(number));
}

BOOST_AUTO_TEST_CASE(a_version_conflict_that_was_accepted_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.acts.at(number).what.requests.front().expected = 5;
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done());
    BOOST_TEST(b.noticed("G4: a version conflict"));
}

BOOST_AUTO_TEST_CASE(a_batch_whose_other_application_had_moved_on_is_noticed)
{
    bench b;
    const auto number = b.give();
    b.acts.at(number).what.unchanged.push_back({stream_id{2}, 1});
    b.carry_out(number);
    b.acts.answered(number, {}, bench::done());
    BOOST_TEST(b.noticed("G4: what a batch looked at"));
}

BOOST_AUTO_TEST_CASE(half_a_batch_is_noticed)
{
    bench b;
    act one;
    one.what.requests.resize(2);
    const auto number = b.acts.add(std::move(one));
    b.give_again(number);
    b.acts.lose_all();
    b.carry_out(number);
    b.acts.check_all();
    BOOST_TEST(b.noticed("G3: a batch"));
}

BOOST_AUTO_TEST_CASE(an_error_that_says_corrupt_of_a_sound_store_is_noticed)
{
    bench b;
    b.acts.answered(b.give(), errc::corrupt_journal, {});
    BOOST_TEST(b.noticed("G6: a sound store"));
}

BOOST_AUTO_TEST_SUITE_END()
