#include "host/late_words.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <utility>
#include <vector>

// What peers say of letters, and an engine that has no room for it now.
namespace host_late_words {
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

struct fixture {
    struct given {
        std::string letter;
        delivery how;
        std::function<void(error_code)> done;
    };
    asio::io_context io;
    manual_clock time{noon};
    std::vector<given> asked;
    std::vector<std::string> faults;
    std::optional<host::late_words> words;

    fixture()
    {
        words.emplace(
            io.get_executor(),
            time,
            [this](std::string letter, hand_result how, std::function<void(error_code)> done) {
                asked.push_back({std::move(letter), *how.settled, std::move(done)});
            },
            [this](const std::string& what) { faults.push_back(what); });
    }
    void say(const std::string& letter, delivery how = delivery::expired)
    {
        words->add(letter, {how, "UNDELIV"});
    }
    /// Answers all that was asked so far.
    void answer(error_code why = {})
    {
        for (auto& one : std::exchange(asked, {})) {
            one.done(why);
        }
    }
    void after(std::chrono::milliseconds span)
    {
        time.set(time.now() + span);
        io.restart();
        io.run();
    }
};

}  // namespace
}  // namespace host_late_words

BOOST_FIXTURE_TEST_SUITE(host_late_words, fixture)

BOOST_AUTO_TEST_CASE(what_the_engine_has_no_room_for_is_given_to_it_until_it_has)
{
    for (const auto why : {errc::disk_full, errc::overloaded, errc::outcome_unknown}) {
        say("1-0");
        BOOST_TEST_REQUIRE(asked.size() == 1U);
        for (int i = 0; i < 3; ++i) {
            answer(why);
            after(999ms);
            BOOST_TEST(asked.empty());
            after(1ms);
            BOOST_TEST_REQUIRE(asked.size() == 1U);
            BOOST_TEST(asked[0].letter == "1-0");
            BOOST_TEST((asked[0].how == delivery::expired));
        }
        answer();
        after(1h);
        BOOST_TEST(asked.empty());
    }
    BOOST_TEST(faults.empty());
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_known_and_what_fails_otherwise_is_somebodys_task)
{
    for (const auto why : {errc::key_reused, errc::bad_argument, errc::erased}) {
        say("1-0");
        answer(why);
        BOOST_TEST(faults.empty());
    }
    say("2-0");
    answer(errc::io_error);
    BOOST_TEST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(faults[0].starts_with("what became of letter 2-0 is not on record"));
    after(1h);
    BOOST_TEST(asked.empty());
}

// An e-mail was sent because the SMS had not arrived: the other way round the application would be somebody's task.
BOOST_AUTO_TEST_CASE(words_about_one_letter_keep_their_order)
{
    say("1-0", delivery::expired);
    say("1-0", delivery::sent);
    say("2-0");
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    answer(errc::disk_full);
    say("3-0");
    BOOST_TEST(asked.empty());  // The disk is full for it, too.
    after(1s);
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    BOOST_TEST((asked[0].how == delivery::expired));
    answer();
    BOOST_TEST_REQUIRE(asked.size() == 3U);
    BOOST_TEST((asked[0].how == delivery::sent));
    BOOST_TEST(asked[1].letter == "2-0");
    BOOST_TEST(asked[2].letter == "3-0");
    // Only one of them finds room.
    auto three = std::exchange(asked, {});
    three[2].done(errc::disk_full);
    three[1].done({});
    three[0].done(errc::disk_full);
    after(1s);
    BOOST_TEST_REQUIRE(asked.size() == 2U);
    BOOST_TEST(asked[0].letter == "1-0");
    BOOST_TEST(asked[1].letter == "3-0");
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_makes_no_pause_longer)
{
    say("1-0");
    answer(errc::disk_full);
    after(-24h);
    BOOST_TEST(asked.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_waits_at_the_end_is_told)
{
    say("1-0");
    say("1-0", delivery::sent);
    say("2-0");
    words->stop();
    BOOST_TEST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(
        faults[0].starts_with("what became of letter 1-0 is not on record, nor of 1 others"));
    answer(errc::stopping);
    BOOST_TEST(faults.size() == 2U);
    say("3-0");
    BOOST_TEST_REQUIRE(faults.size() == 3U);
    BOOST_TEST(faults[2].find("3-0") != std::string::npos);
    after(1h);
    BOOST_TEST(asked.empty());
}

BOOST_AUTO_TEST_CASE(it_may_be_gone_while_one_is_under_way)
{
    say("1-0");
    words.reset();
    answer();
    BOOST_TEST(faults.empty());
}

BOOST_AUTO_TEST_CASE(an_engine_that_answers_at_once_is_no_trouble)
{
    int count = 0;
    host::late_words quick{
        io.get_executor(),
        time,
        [&](const std::string&, const hand_result&, const auto& done) {
            ++count;
            done({});
        },
        {}};
    for (int i = 0; i < 100; ++i) {
        quick.add("1-0", {delivery::expired, ""});
    }
    BOOST_TEST(count == 100);
}

BOOST_AUTO_TEST_CASE(how_many_wait_is_bounded)
{
    // What is with the engine comes back when there is no room.
    constexpr auto half = host::late_words::waiting_max / 2;
    say("0-0");
    for (std::size_t i = 1; i < half; ++i) {
        say(std::to_string(i) + "-0");
    }
    answer();
    BOOST_TEST(asked.size() == half - 1);
    for (std::size_t i = half - 1; i < host::late_words::waiting_max; ++i) {
        say("1-0");
    }
    BOOST_TEST(faults.empty());
    say("2-0");
    BOOST_TEST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(faults[0].find("2-0") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
