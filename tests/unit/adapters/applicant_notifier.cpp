#include "unit/adapters/applicant_site.hpp"
#include "unit/adapters/asked_clock.hpp"

BOOST_AUTO_TEST_SUITE(adapters_applicant_notifier)

// Several ways to one applicant.
namespace {

using namespace support;
using namespace std::chrono_literals;

}  // namespace

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
