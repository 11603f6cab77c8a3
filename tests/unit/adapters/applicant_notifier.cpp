#include <acikkapi/adapters/applicant_notifier.hpp>

#include <boost/test/unit_test.hpp>

// Several ways to one applicant.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using handler = asio::any_completion_handler<void(hand_result)>;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

/// Answers as it is told to, and remembers what it was given.
class channel final : public notifier {
public:
    hand_result next{delivery::sent, "id=1"};
    std::vector<hand_over> given;

private:
    void do_hand_over(hand_over what, handler done) override
    {
        given.push_back(std::move(what));
        auto how = next;
        std::move(done)(std::move(how));
    }
};

struct told {
    std::string letter;
    hand_result how;
};

struct site {
    manual_clock time{noon};
    channel sms;
    channel mail;
    std::vector<told> reports;
    applicant_notifier both{
        {{"sms", &sms}, {"e-mail", &mail}},
        courtesy_rule{},
        time,
        calendar::turkey(),
        [this](std::string_view letter, hand_result how) {
            reports.push_back({std::string{letter}, std::move(how)});
        }};

    hand_result give(std::string kind = "result", std::string id = "1-0")
    {
        std::optional<hand_result> out;
        hand_over what{std::move(id), stream_id{7}, {"sms", std::move(kind), "+1 a@b", "34-1"}};
        both.async_hand_over(std::move(what), [&](hand_result how) { out = std::move(how); });
        BOOST_TEST_REQUIRE(out.has_value());
        return *out;
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
    s.both.heard("1-0", {delivery::expired, "EXPIRED"});
    BOOST_TEST_REQUIRE(s.reports.size() == 2U);
    BOOST_TEST((s.reports[0].how.settled == delivery::expired && s.reports[0].how.means == "sms"));
    BOOST_TEST((s.reports[1].how.settled == delivery::sent && s.reports[1].how.means == "e-mail"));
    BOOST_TEST(s.mail.given.size() == 1U);
    // What then comes of the second one is the last word.
    s.both.heard("1-0", {delivery::rejected, "closed"});
    BOOST_TEST(s.reports.size() == 3U);
    BOOST_TEST(s.mail.given.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_good_word_and_one_of_an_earlier_run_are_only_put_on_record)
{
    site s;
    static_cast<void>(s.give());
    s.both.heard("1-0", {delivery::delivered, "DELIVRD"});
    s.both.heard("1-0", {delivery::expired, "EXPIRED"});
    s.both.heard("5-0", {delivery::expired, "EXPIRED"});
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

BOOST_AUTO_TEST_SUITE_END()
