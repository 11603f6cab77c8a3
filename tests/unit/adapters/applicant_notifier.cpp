#include <acikkapi/adapters/applicant_notifier.hpp>

#include "unit/adapters/asked_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

// Several ways to one applicant.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::asked_clock;
using handler = asio::any_completion_handler<void(hand_result)>;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

/// Answers as it is told to, and remembers what it was given.
class channel final : public notifier {
public:
    hand_result next{delivery::sent, "id=1"};
    std::vector<hand_over> given;
    bool hangs = false;
    std::vector<handler> waiting;

    void answer(const hand_result& how)
    {
        for (auto& one : std::exchange(waiting, {})) {
            std::move(one)(hand_result{how});
        }
    }

private:
    void do_hand_over(hand_over what, handler done) override
    {
        given.push_back(std::move(what));
        if (hangs) {
            waiting.push_back(std::move(done));
            return;
        }
        auto how = next;
        std::move(done)(std::move(how));
    }
};

struct told {
    std::string letter;
    hand_result how;
};

struct site {
    asio::io_context io;
    manual_clock time{noon};
    channel sms;
    channel mail;
    std::vector<told> reports;
    std::optional<applicant_notifier> both;

    site() { open(time); }

    void open(acikkapi::clock& by)
    {
        applicant_follow_up after{
            io.get_executor(), [this](std::string_view letter, hand_result how) {
                reports.push_back({std::string{letter}, std::move(how)});
            }};
        both.emplace(
            std::vector<applicant_channel>{{"sms", &sms}, {"e-mail", &mail}},
            courtesy_rule{},
            by,
            calendar::turkey(),
            std::move(after));
    }
    void hand_over_to(std::optional<hand_result>& out, std::string kind, std::string id)
    {
        hand_over what{std::move(id), stream_id{7}, {"sms", std::move(kind), "+1 a@b", "34-1"}};
        both->async_hand_over(std::move(what), [&](hand_result how) { out = std::move(how); });
    }
    hand_result give(std::string kind = "result", std::string id = "1-0")
    {
        std::optional<hand_result> out;
        hand_over_to(out, std::move(kind), std::move(id));
        BOOST_TEST_REQUIRE(out.has_value());
        return *out;
    }
    void at(instant when)
    {
        time.set(when);
        io.restart();
        io.run();
    }
    /// What is said of a letter that a peer has taken.
    void heard(delivery how, const std::string& letter = "1-0")
    {
        both->heard(letter, {how, "said later"});
        at(time.now());
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(adapters_applicant_notifier)

BOOST_AUTO_TEST_CASE(the_first_that_takes_it_is_the_means)
{
    site s;
    const auto how = s.give();
    BOOST_TEST((how.settled == delivery::sent && how.means == "sms"));
    BOOST_TEST(s.mail.given.empty());
    BOOST_TEST(s.sms.given.front().id == "1-0");
}

BOOST_AUTO_TEST_CASE(what_the_first_refuses_for_good_goes_to_the_next)
{
    for (const auto refused : {delivery::rejected, delivery::expired, delivery::dead}) {
        site s;
        s.sms.next = {refused, "no such number"};
        const auto how = s.give();
        BOOST_TEST((how.settled == delivery::sent && how.means == "e-mail"));
        BOOST_TEST(s.mail.given.front().id == "1-0");
    }
}

BOOST_AUTO_TEST_CASE(what_failed_for_now_or_may_have_arrived_does_not)
{
    site s;
    s.sms.next = {std::nullopt, "no connection"};
    BOOST_TEST(!s.give().settled.has_value());
    s.sms.next = {delivery::unknown, "cut"};
    BOOST_TEST((s.give().settled == delivery::unknown));
    BOOST_TEST(s.mail.given.empty());
}

BOOST_AUTO_TEST_CASE(what_all_refuse_is_refused)
{
    site s;
    s.sms.next = {delivery::rejected, "no phone number"};
    s.mail.next = {delivery::rejected, "no address"};
    const auto how = s.give();
    BOOST_TEST((how.settled == delivery::rejected && how.detail == "no address"));
}

BOOST_AUTO_TEST_CASE(a_late_word_is_on_record_and_a_bad_one_lets_the_next_try)
{
    site s;
    static_cast<void>(s.give());
    s.heard(delivery::expired);
    BOOST_TEST_REQUIRE(s.reports.size() == 2U);
    BOOST_TEST((s.reports[0].how.settled == delivery::expired && s.reports[0].how.means == "sms"));
    BOOST_TEST((s.reports[1].how.settled == delivery::sent && s.reports[1].how.means == "e-mail"));
    BOOST_TEST(s.mail.given.size() == 1U);
    // What then comes of the second one is the last word.
    s.heard(delivery::rejected);
    BOOST_TEST(s.reports.size() == 3U);
    BOOST_TEST(s.mail.given.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_good_word_and_one_of_an_earlier_run_are_only_put_on_record)
{
    site s;
    static_cast<void>(s.give());
    s.heard(delivery::delivered);
    s.heard(delivery::expired);
    s.heard(delivery::expired, "5-0");
    BOOST_TEST(s.reports.size() == 3U);
    BOOST_TEST(s.mail.given.empty());
}

BOOST_AUTO_TEST_CASE(by_night_it_is_put_off_and_nobody_is_asked)
{
    site s;
    s.time.set(noon + 12h);
    const auto how = s.give();
    BOOST_TEST((!how.settled && how.not_before == noon + 20h));
    BOOST_TEST(s.sms.given.empty());
    BOOST_TEST((s.give("received").settled == delivery::sent));
}

BOOST_AUTO_TEST_CASE(that_somebody_was_erased_is_told_to_all_at_any_time)
{
    site s;
    s.time.set(noon + 12h);
    BOOST_TEST((s.give("erased").settled == delivery::sent));
    BOOST_TEST((s.sms.given.size() == 1U && s.mail.given.size() == 1U));
}

BOOST_AUTO_TEST_CASE(who_was_erased_is_not_written_to_for_a_late_word)
{
    site s;
    static_cast<void>(s.give("result", "1-0"));
    static_cast<void>(s.give("erased", "2-0"));
    s.heard(delivery::expired);
    BOOST_TEST_REQUIRE(s.mail.given.size() == 1U);
    BOOST_TEST(s.mail.given.front().what.kind == "erased");
    BOOST_TEST_REQUIRE(s.reports.size() == 1U);  // It is on record all the same.
}

BOOST_AUTO_TEST_CASE(nor_is_he_when_the_next_one_was_under_way_or_waited)
{
    site s;
    static_cast<void>(s.give("result", "1-0"));
    s.mail.hangs = true;
    s.heard(delivery::expired);
    s.mail.hangs = false;
    static_cast<void>(s.give("erased", "2-0"));
    s.mail.answer({std::nullopt, "no connection"});
    s.at(noon + 1h);
    BOOST_TEST(s.mail.given.size() == 2U);

    static_cast<void>(s.give("result", "3-0"));
    s.time.set(noon + 12h);
    s.heard(delivery::expired, "3-0");
    static_cast<void>(s.give("erased", "4-0"));
    s.at(noon + 24h);
    BOOST_TEST_REQUIRE(s.mail.given.size() == 3U);
    BOOST_TEST(s.mail.given.back().what.kind == "erased");
}

BOOST_AUTO_TEST_CASE(by_night_a_late_word_writes_to_nobody_until_the_morning)
{
    site s;
    static_cast<void>(s.give());
    s.time.set(noon + 12h);
    s.heard(delivery::expired);
    BOOST_TEST(s.reports.size() == 1U);
    s.at(noon + 20h - 1s);
    BOOST_TEST(s.mail.given.empty());
    s.at(noon + 20h);
    BOOST_TEST(s.mail.given.size() == 1U);
    BOOST_TEST(s.reports.size() == 2U);
}

BOOST_AUTO_TEST_CASE(who_has_had_enough_for_a_day_gets_a_late_try_the_next_day)
{
    site s;
    for (int i = 0; i < 10; ++i) {
        static_cast<void>(s.give("result", std::to_string(i) + "-0"));
    }
    s.time.set(noon + 1h);
    s.heard(delivery::expired);
    s.at(noon + 24h - 1s);
    BOOST_TEST(s.mail.given.empty());
    s.at(noon + 24h);
    BOOST_TEST(s.mail.given.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_late_try_that_fails_is_made_again_until_it_is_given_up)
{
    site s;
    static_cast<void>(s.give());
    s.mail.next = {std::nullopt, "no connection"};
    s.heard(delivery::expired);
    BOOST_TEST(s.mail.given.size() == 1U);
    s.at(noon + 59s);
    BOOST_TEST(s.mail.given.size() == 1U);
    s.at(noon + 60s);
    BOOST_TEST(s.mail.given.size() == 2U);
    s.at(noon + 2min);
    BOOST_TEST(s.mail.given.size() == 2U);  // Now it is two minutes.
    s.at(noon + 3min);
    BOOST_TEST_REQUIRE(s.mail.given.size() == 3U);
    BOOST_TEST(s.mail.given.back().attempt > s.mail.given.front().attempt);
    BOOST_TEST(s.reports.size() == 1U);
    for (auto when = noon; when <= noon + 96h; when += 1h) {
        s.at(when);
    }
    BOOST_TEST_REQUIRE(s.reports.size() == 2U);
    BOOST_TEST((s.reports[1].how.settled == delivery::dead && s.reports[1].how.means == "e-mail"));
    const auto tries = s.mail.given.size();
    s.at(noon + 120h);
    BOOST_TEST(s.mail.given.size() == tries);
}

BOOST_AUTO_TEST_CASE(a_late_try_that_is_put_off_waits_as_long_as_that_one_says)
{
    site s;
    static_cast<void>(s.give());
    s.mail.next = hand_result::later(noon + 3h, "enough for now");
    s.heard(delivery::expired);
    s.mail.next = {delivery::sent, "250"};
    s.at(noon + 2h);
    BOOST_TEST(s.mail.given.size() == 1U);
    s.at(noon + 3h);
    BOOST_TEST(s.mail.given.size() == 2U);
    BOOST_TEST((s.reports.back().how.settled == delivery::sent));
}

BOOST_AUTO_TEST_CASE(late_tries_are_made_a_few_at_a_time)
{
    site s;
    constexpr std::size_t many = 40;
    for (std::size_t i = 0; i < many; ++i) {
        hand_over what{
            std::to_string(i) + "-0",
            stream_id{i},
            {"sms", "result", "+" + std::to_string(i) + " a@b", "34-1"}};
        s.both->async_hand_over(std::move(what), [](const hand_result&) {});
    }
    s.mail.hangs = true;
    for (std::size_t i = 0; i < many; ++i) {
        s.heard(delivery::expired, std::to_string(i) + "-0");
    }
    BOOST_TEST(s.mail.given.size() == 8U);
    for (int i = 0; i < 4; ++i) {
        s.mail.answer({delivery::sent, "250"});
        s.at(s.time.now());
    }
    BOOST_TEST(s.mail.given.size() == many);
}

BOOST_AUTO_TEST_CASE(the_last_one_is_the_means_of_its_late_word)
{
    site s;
    s.sms.next = {delivery::rejected, "no such number"};
    static_cast<void>(s.give());
    s.heard(delivery::rejected);
    BOOST_TEST_REQUIRE(s.reports.size() == 1U);
    BOOST_TEST(s.reports[0].how.means == "e-mail");
}

BOOST_AUTO_TEST_CASE(it_may_be_gone_while_a_letter_is_on_its_way)
{
    site s;
    asked_clock watched{s.time};
    for (const auto how : {delivery::sent, delivery::rejected}) {
        s.open(watched);
        s.sms.hangs = true;
        std::optional<hand_result> out;
        s.hand_over_to(out, "result", "1-0");
        s.both.reset();
        watched.asked = 0;
        s.sms.answer({how, "said"});
        BOOST_TEST(out.has_value());  // The engine is told in any case.
        BOOST_TEST(watched.asked == 0);
        BOOST_TEST(s.mail.given.empty());
    }
}

BOOST_AUTO_TEST_CASE(nor_is_anybody_told_of_a_late_try_that_ends_after_it_is_gone)
{
    site s;
    static_cast<void>(s.give());
    s.mail.hangs = true;
    s.heard(delivery::expired);
    s.both.reset();
    s.mail.answer({delivery::sent, "250"});
    BOOST_TEST(s.reports.size() == 1U);
}

BOOST_AUTO_TEST_CASE(after_a_stop_late_words_are_only_put_on_record)
{
    site s;
    static_cast<void>(s.give());
    s.time.set(noon + 12h);
    s.heard(delivery::expired);
    s.both->stop();
    s.at(noon + 24h);
    BOOST_TEST(s.mail.given.empty());
    s.heard(delivery::expired);
    BOOST_TEST(s.reports.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
