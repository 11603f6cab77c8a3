#include "unit/adapters/applicant_site.hpp"

BOOST_AUTO_TEST_SUITE(adapters_applicant_peace)

// When an applicant is left in peace, whichever way a letter goes.
namespace {

using namespace support;
using namespace std::chrono_literals;

}  // namespace

BOOST_AUTO_TEST_CASE(by_night_it_is_put_off_and_nobody_is_asked)
{
    site s;
    s.time.set(noon + 12h);
    const auto how = s.give();
    BOOST_TEST((!how.settled && how.not_before == noon + 20h));
    BOOST_TEST(s.sms.given.empty());
    BOOST_TEST((s.give("received").settled == delivery::sent));
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

// A batch of thirty answers to one applicant: the engine hands over many of them at once.
BOOST_AUTO_TEST_CASE(what_is_under_way_counts_as_one_of_the_day)
{
    site s;
    s.sms.hangs = true;
    std::vector<std::optional<hand_result>> out(30);
    for (std::size_t i = 0; i < out.size(); ++i) {
        s.hand_over_to(out[i], "result", std::to_string(i) + "-0");
    }
    BOOST_TEST(s.sms.given.size() == 10U);
    BOOST_TEST_REQUIRE(out[10].has_value());
    // It may not arrive, so the others are not told to wait for a day.
    BOOST_TEST((out[10]->not_before == noon + 1min));
    s.sms.answer({delivery::sent, "id=1"});
    s.time.set(noon + 1min);
    BOOST_TEST((s.give("result", "30-0").not_before == noon + 24h));
    BOOST_TEST(s.sms.given.size() == 10U);
}

BOOST_AUTO_TEST_CASE(what_did_not_arrive_gives_its_place_back)
{
    for (const auto how : {std::optional{delivery::rejected}, std::optional<delivery>{}}) {
        site s;
        s.mail.next = {delivery::rejected, "no address"};
        s.sms.hangs = true;
        std::vector<std::optional<hand_result>> out(10);
        for (std::size_t i = 0; i < out.size(); ++i) {
            s.hand_over_to(out[i], "result", std::to_string(i) + "-0");
        }
        s.sms.answer({how, "no"});
        s.sms.hangs = false;
        for (int i = 10; i < 20; ++i) {
            BOOST_TEST((s.give("result", std::to_string(i) + "-0").settled == delivery::sent), i);
        }
        BOOST_TEST((s.give("result", "20-0").not_before == noon + 24h));
    }
}

BOOST_AUTO_TEST_CASE(a_notifier_that_drops_a_letter_gives_its_place_back)
{
    site s;
    s.sms.hangs = true;
    for (int i = 0; i < 30; ++i) {
        std::optional<hand_result> out;
        s.hand_over_to(out, "result", std::to_string(i) + "-0");
        s.sms.waiting.clear();
    }
    BOOST_TEST(s.sms.given.size() == 30U);
}

BOOST_AUTO_TEST_CASE(a_late_try_that_is_under_way_counts_as_one_of_the_day)
{
    site s;
    for (int i = 0; i < 9; ++i) {
        static_cast<void>(s.give("result", std::to_string(i) + "-0"));
    }
    s.mail.hangs = true;
    s.heard(delivery::expired, "0-0");
    BOOST_TEST(s.mail.given.size() == 1U);
    BOOST_TEST((s.give("result", "9-0").not_before == noon + 1min));
    s.mail.answer({std::nullopt, "no connection"});
    BOOST_TEST((s.give("result", "9-0").settled == delivery::sent));
}

BOOST_AUTO_TEST_CASE(what_went_out_before_the_clock_was_set_back_counts_for_a_day_and_no_longer)
{
    site s;
    for (int i = 0; i < 10; ++i) {
        s.time.set(noon + 240h + std::chrono::minutes{i});
        static_cast<void>(s.give("result", std::to_string(i) + "-0"));
    }
    s.time.set(noon);
    BOOST_TEST((s.give("result", "10-0").not_before == noon + 24h));
    s.time.set(noon + 1h);
    BOOST_TEST((s.give("result", "10-0").not_before == noon + 24h));
    s.time.set(noon + 24h);
    BOOST_TEST((s.give("result", "10-0").settled == delivery::sent));
}

BOOST_AUTO_TEST_SUITE_END()
