// The checkers must see what they are there for: each promise is broken once.
#include "crash/check.hpp"
#include "crash/history.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace crash;

namespace {

/// A sound world: some commands on a disk without faults, and what lies in the journal.
struct sound_world {
    std::unique_ptr<faulty_files> disk = with_new_store();
    outside world{3};
    std::vector<record> journal;

    sound_world()
    {
        boot now{world, *disk, false};
        now.start_hands();
        now.work(20);
        BOOST_REQUIRE(now.finish_letters());
        now.office().stop();
        journal = read_all(now.office()).value();
    }
    told& any(answer how)
    {
        const auto found =
            std::find_if(world.commands.begin(), world.commands.end(), [how](const told& one) {
                return one.how == how;
            });
        BOOST_REQUIRE(found != world.commands.end());
        return *found;
    }
    [[nodiscard]] std::string letters() const { return check_letters(world, journal, position{0}); }
};

call done(version last, std::int64_t began, std::int64_t ended)
{
    call out;
    out.stream = stream_id{1};
    out.began = began;
    out.ended = ended;
    out.last = last;
    out.events = 1;
    out.at = position{last};
    return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rules_check, sound_world)

BOOST_AUTO_TEST_CASE(a_sound_store_passes_every_check)
{
    BOOST_TEST(check_journal(world, journal) == "");
    BOOST_TEST(letters() == "");
    error_code refused;
    BOOST_TEST(check_store(world, *disk, refused) == "");
    BOOST_TEST(!refused);
}

BOOST_AUTO_TEST_CASE(an_acknowledged_command_that_is_gone_is_seen)
{
    world.commands.emplace_back(any(answer::done)).id = "lost";
    BOOST_TEST(check_journal(world, journal).find("lost: acknowledged") == 0U);
}

BOOST_AUTO_TEST_CASE(a_refusal_that_is_lost_and_one_that_is_there_twice_are_seen)
{
    const auto refusal = std::find_if(journal.begin(), journal.end(), [](const record& one) {
        return one.kind == record_kind::refusal && one.correlation.starts_with("c");
    });
    BOOST_REQUIRE(refusal != journal.end());
    auto other = *refusal;
    other.refused_with = static_cast<std::int32_t>(errc::bad_text);
    const auto renumbered = [](std::vector<record> all) {
        for (std::uint64_t i = 0; i < all.size(); ++i) {
            all[i].at = position{i + 1};
        }
        return all;
    };
    auto without = journal;
    without.erase(without.begin() + (refusal - journal.begin()));
    BOOST_TEST(check_journal(world, renumbered(without)).find("0 refusals") != std::string::npos);
    auto twice = journal;
    twice.insert(twice.begin() + (refusal - journal.begin()), *refusal);
    BOOST_TEST(check_journal(world, renumbered(twice)).find("2 refusals") != std::string::npos);
    std::replace_if(
        journal.begin(),
        journal.end(),
        [&](const record& one) { return one.at == other.at; },
        other);
    BOOST_TEST(check_journal(world, journal).find("not the refusal") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_lost_end_of_a_journal_is_seen)
{
    const auto last = std::find_if(journal.rbegin(), journal.rend(), [](const record& one) {
        return one.correlation.starts_with("c") && one.kind == record_kind::fact;
    });
    journal.erase(std::prev(last.base()), journal.end());
    BOOST_TEST(check_journal(world, journal) != "");
}

BOOST_AUTO_TEST_CASE(a_gap_in_the_order_and_one_in_the_versions_are_seen)
{
    auto order = journal;
    order.erase(order.begin() + 2);
    BOOST_TEST(check_journal(world, order).find("the order has a gap") != std::string::npos);
    const auto fact = std::find_if(journal.begin(), journal.end(), [](const record& one) {
        return one.kind == record_kind::fact;
    });
    ++fact->version;
    BOOST_TEST(check_journal(world, journal).find("versions of its stream") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(half_a_command_is_seen_also_if_its_answer_is_not_known)
{
    const auto whole =
        std::find_if(world.commands.begin(), world.commands.end(), [](const told& one) {
            return one.how == answer::done && one.what.requests.front().wish.times > 1;
        });
    BOOST_REQUIRE(whole != world.commands.end());
    whole->how = answer::unknown;
    BOOST_TEST(check_journal(world, journal) == "");
    ++whole->what.requests.front().wish.times;
    BOOST_TEST(check_journal(world, journal).find("events are there") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(events_of_a_command_that_was_refused_are_seen)
{
    any(answer::done).how = answer::refused;
    BOOST_TEST(check_journal(world, journal).find("not done, and its events") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_event_that_nobody_asked_for_is_seen)
{
    world.commands.erase(
        std::find_if(world.commands.begin(), world.commands.end(), [](const told& one) {
            return one.how == answer::done;
        }));
    BOOST_TEST(check_journal(world, journal).find("nobody asked for") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_payload_than_the_one_that_was_given_is_seen)
{
    const auto fact = std::find_if(journal.begin(), journal.end(), [](const record& one) {
        return one.kind == record_kind::fact && one.correlation.starts_with("c");
    });
    fact->payload.clear = "77";
    BOOST_TEST(check_journal(world, journal).find("not what was asked for") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_receipt_under_the_same_key_is_a_broken_promise)
{
    auto& one = any(answer::done);
    one.what.key = "k";
    auto again = one.receipts;
    note_answer(world, one, again);
    BOOST_TEST(world.wrong == "");
    ++again.front().version;
    note_answer(world, one, again);
    BOOST_TEST(world.wrong.find("another receipt") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_answer_to_a_command_that_is_given_again_is_seen)
{
    auto given = any(answer::done);
    for (const auto how : {answer::done, answer::refused, answer::not_done, answer::unknown}) {
        given.how = how;
        for (const auto none :
             {errc::corrupt_snapshot, errc::io_error, errc::outcome_unknown, errc::overloaded}) {
            BOOST_TEST(check_again(given, none) != "");
        }
        BOOST_TEST((check_again(given, {}) == "") == (how != answer::refused));
        BOOST_TEST((check_again(given, errc::not_permitted) == "") == (how != answer::done));
    }
}

BOOST_AUTO_TEST_CASE(a_figure_that_is_missing_and_one_that_is_wrong_are_seen)
{
    const auto sound = check_figures({{"state", {{"open", 2}}}}, {{"open", 2}});
    BOOST_TEST(sound == "");
    BOOST_TEST(check_figures({}, {}) == "");
    BOOST_TEST(check_figures({}, {{"open", 2}}) != "");
    BOOST_TEST(check_figures({{"state", {{"open", 2}}}}, {{"open", 2}, {"ended", 1}}) != "");
    BOOST_TEST(check_figures({{"state", {{"open", 1}}}}, {{"open", 2}}) != "");
}

BOOST_AUTO_TEST_CASE(an_outcome_that_no_adapter_told_is_seen)
{
    const auto outcome = std::find_if(journal.begin(), journal.end(), [](const record& one) {
        return one.caused_by.letter && one.kind == record_kind::fact;
    });
    BOOST_REQUIRE(outcome != journal.end());
    const auto sent = outcome->payload.clear;
    const auto given_up = evened::settle({{}, 0, {}, delivery::dead, 1, {}});
    outcome->payload.clear = std::to_string(given_up.amount);
    BOOST_TEST(letters().find("is not what the adapter said") != std::string::npos);
    outcome->payload.clear = sent;
    outcome->kind = record_kind::refusal;
    BOOST_TEST(letters().find("is not what the adapter said") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_letter_without_an_event_and_a_second_outcome_are_seen)
{
    BOOST_REQUIRE(!world.letters().empty());
    auto twice = journal;
    const auto outcome = std::find_if(
        twice.begin(), twice.end(), [](const record& one) { return one.caused_by.letter; });
    BOOST_REQUIRE(outcome != twice.end());
    BOOST_TEST(check_letters(world, journal, journal.back().at).find("again") != std::string::npos);
    twice.push_back(*outcome);
    BOOST_TEST(
        check_letters(world, twice, position{0}).find("second outcome") != std::string::npos);
    journal.clear();
    BOOST_TEST(letters().find("not in the journal") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_history_with_an_order_for_all_passes)
{
    auto second = done(2, 15, 30);
    second.expected = 1;
    auto late = done(0, 21, 40);
    late.conflict = true;
    late.expected = 1;
    BOOST_TEST(check_history({second, done(1, 10, 20), late}) == "");
}

BOOST_AUTO_TEST_CASE(a_history_without_one_is_seen)
{
    BOOST_TEST(check_history({done(1, 10, 20), done(3, 30, 40)}) != "");
    BOOST_TEST(check_history({done(1, 10, 20), done(1, 30, 40)}) != "");
    BOOST_TEST(check_history({done(1, 30, 40), done(2, 10, 20)}) != "");
    auto moved = done(2, 30, 40);
    moved.at = position{1};
    BOOST_TEST(check_history({done(1, 10, 20), moved}) != "");
    auto unexpected = done(2, 30, 40);
    unexpected.expected = 0;
    BOOST_TEST(check_history({done(1, 10, 20), unexpected}) != "");
    auto groundless = done(0, 30, 40);
    groundless.conflict = true;
    groundless.expected = 1;
    BOOST_TEST(check_history({done(1, 10, 20), groundless, done(2, 50, 60)}) != "");
}

BOOST_AUTO_TEST_SUITE_END()
