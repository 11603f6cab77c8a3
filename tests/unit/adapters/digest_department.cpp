#include <acikkapi/adapters/digest_department.hpp>

#include "unit/adapters/asked_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <stdexcept>

// Many letters to the governor, one message a day.
namespace adapters_digest_department {
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::asked_clock;
using handler = asio::any_completion_handler<void(hand_result)>;

/// 2 March 2026 is a Monday; the office is three hours ahead.
constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} - 3h;
constexpr auto a_day = 24h;

/// Keeps what it is given until it is told what came of it.
class post final : public department {
public:
    std::vector<hand_over> given;
    std::vector<handler> waiting;
    std::optional<hand_result> at_once{hand_result{delivery::sent, "250"}};

    void answer(hand_result how)
    {
        auto all = std::exchange(waiting, {});
        for (auto& one : all) {
            std::move(one)(hand_result{how});
        }
    }

private:
    void do_hand_over(hand_over what, handler done) override
    {
        given.push_back(std::move(what));
        if (at_once) {
            std::move(done)(hand_result{*at_once});
        } else {
            waiting.push_back(std::move(done));
        }
    }
};

struct site {
    asio::io_context io;
    manual_clock time{monday};
    post mail;
    std::optional<digest_department> governor;
    std::map<std::string, instant> recorded;  // Of letters that came before.

    site() { open(); }

    static result<digest_line> describe(const hand_over& what)
    {
        return digest_line{what.what.reference, "10000001", 3};
    }
    void open(digest_options how = {})
    {
        how.addresses["governor:34"] = "vali@valilik.example";
        if (!how.describe) {
            how.describe = describe;
        }
        governor.emplace(mail, std::move(how), time, io.get_executor(), calendar::turkey());
    }
    hand_result
    give(const std::string& id, std::uint32_t attempt = 1, std::string whom = "governor:34")
    {
        std::optional<hand_result> out;
        hand_over what{
            id,
            stream_id{7},
            {"staff", "escalation-5", std::move(whom), "34-" + id, true},
            attempt};
        what.recorded_at = recorded.try_emplace(id, time.now()).first->second;
        governor->async_hand_over(std::move(what), [&](hand_result how) { out = std::move(how); });
        BOOST_TEST_REQUIRE(out.has_value());
        return *out;
    }
    void at(instant when)
    {
        time.set(when);
        io.restart();
        io.run();
    }
};

bool waits_until(const hand_result& how, instant when)
{
    return !how.settled && how.not_before == when;
}

}  // namespace
}  // namespace adapters_digest_department

BOOST_FIXTURE_TEST_SUITE(adapters_digest_department, site)

BOOST_AUTO_TEST_CASE(until_the_hour_a_letter_waits_and_counts_as_no_failed_try)
{
    BOOST_TEST(waits_until(give("1"), monday + 8h));
    at(monday + 10h);
    BOOST_TEST(waits_until(give("1"), monday + a_day + 8h));
    BOOST_TEST(mail.given.empty());
    // On Friday evening, until Monday.
    at(monday + 4 * a_day + 18h);
    BOOST_TEST(waits_until(give("2"), monday + 7 * a_day + 8h));
}

BOOST_AUTO_TEST_CASE(what_comes_together_is_one_message_and_each_letter_is_told_what_came_of_it)
{
    at(monday + 8h);
    for (const std::string id : {"1-0", "2-0", "3-0"}) {
        BOOST_TEST(waits_until(give(id), monday + 8h + 30s));
    }
    at(monday + 8h + 29s);
    BOOST_TEST(mail.given.empty());
    at(monday + 8h + 30s);
    BOOST_TEST_REQUIRE(mail.given.size() == 1U);
    const auto& sent = mail.given.front();
    BOOST_TEST(sent.id == "digest-1-0-3");
    BOOST_TEST(sent.what.kind == "digest");
    BOOST_TEST(sent.what.recipient == "vali@valilik.example");
    const std::vector<digest_line> expected{
        {"34-1-0", "10000001", 3}, {"34-2-0", "10000001", 3}, {"34-3-0", "10000001", 3}};
    BOOST_TEST((digest_lines(sent.what) == expected));
    for (const std::string id : {"1-0", "2-0", "3-0"}) {
        const auto how = give(id, 2);
        BOOST_TEST((how.settled == delivery::sent && how.detail == "250"));
    }
    // One a day: what comes now is tomorrow's.
    BOOST_TEST(waits_until(give("4-0"), monday + a_day + 8h));
    at(monday + a_day + 8h);
    BOOST_TEST(waits_until(give("4-0", 2), monday + a_day + 8h + 30s));
}

BOOST_AUTO_TEST_CASE(each_that_comes_moves_the_end_and_each_recipient_has_his_own)
{
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    at(monday + 8h + 20s);
    static_cast<void>(give("2-0"));
    static_cast<void>(give("9-0", 1, "governor:6"));
    at(monday + 8h + 30s);
    BOOST_TEST(mail.given.empty());
    at(monday + 8h + 50s);
    BOOST_TEST_REQUIRE(mail.given.size() == 2U);
    BOOST_TEST(digest_lines(mail.given[0].what).size() == 2U);
    BOOST_TEST(mail.given[1].what.recipient == "governor:6");  // Stays as it is.
}

BOOST_AUTO_TEST_CASE(while_it_is_on_its_way_letters_wait_and_what_fails_is_gathered_again)
{
    mail.at_once.reset();
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    at(monday + 8h + 30s);
    BOOST_TEST(waits_until(give("1-0", 2), monday + 8h + 60s));
    mail.answer({std::nullopt, "no connection"});
    at(monday + 8h + 60s);
    BOOST_TEST(waits_until(give("1-0", 3), monday + 8h + 90s));
    at(monday + 8h + 90s);
    BOOST_TEST_REQUIRE(mail.given.size() == 2U);
    BOOST_TEST(mail.given[1].id == mail.given[0].id);  // The same letters: a repeat can be told.
    mail.answer({delivery::unknown, "the connection ended"});
    BOOST_TEST((give("1-0", 4).settled == delivery::unknown));
}

// The engine gives a letter up three days after it was recorded: Monday would be too late.
BOOST_AUTO_TEST_CASE(what_has_missed_its_hour_on_a_friday_goes_out_on_saturday)
{
    const instant friday = monday + 4 * a_day;
    at(friday);
    BOOST_TEST(waits_until(give("1-0"), friday + 8h));
    at(friday + 8h);
    static_cast<void>(give("1-0", 2));
    mail.at_once = hand_result{std::nullopt, "no connection"};
    at(friday + 8h + 30s);
    at(friday + 10h);
    BOOST_TEST(waits_until(give("1-0", 3), friday + a_day + 8h));
    BOOST_TEST(waits_until(give("2-0"), friday + 3 * a_day + 8h));  // Can wait for Monday.
    mail.at_once = hand_result{delivery::sent, "250"};
    at(friday + a_day + 8h);
    static_cast<void>(give("1-0", 4));
    at(friday + a_day + 8h + 30s);
    BOOST_TEST((give("1-0", 5).settled == delivery::sent));
    BOOST_TEST(mail.given.size() == 2U);
}

// The host was down at the hour of Friday, and has heard of the letter for the first time.
BOOST_AUTO_TEST_CASE(how_long_a_letter_has_waited_already_is_known_after_a_restart)
{
    const instant friday = monday + 4 * a_day;
    recorded["1-0"] = friday - 12h;
    at(friday + 11h);
    BOOST_TEST(waits_until(give("1-0"), friday + a_day + 8h));
    at(friday + a_day + 8h);
    BOOST_TEST(waits_until(give("1-0"), friday + a_day + 8h + 30s));
    BOOST_TEST(waits_until(give("2-0"), friday + 3 * a_day + 8h));  // Came today.
}

BOOST_AUTO_TEST_CASE(what_was_recorded_before_the_clock_was_set_back_waits_as_if_it_came_now)
{
    recorded["1-0"] = monday + 365 * a_day;
    at(monday + 11h);
    BOOST_TEST(waits_until(give("1-0"), monday + a_day + 8h));
}

BOOST_AUTO_TEST_CASE(what_comes_while_the_digest_is_on_its_way_is_tomorrows)
{
    mail.at_once.reset();
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    at(monday + 8h + 30s);
    BOOST_TEST(waits_until(give("2-0"), monday + a_day + 8h));
    mail.answer({delivery::sent, "250"});
    at(monday + 8h + 60s);
    BOOST_TEST((give("1-0", 2).settled == delivery::sent));
    BOOST_TEST(mail.given.size() == 1U);
}

// 23:00 and an hour: what is complete after midnight is that day's, not the next one's.
BOOST_AUTO_TEST_CASE(a_digest_that_ends_after_midnight_is_of_the_day_before)
{
    digest_options how;
    how.hour = 23h;
    open(how);
    at(monday + a_day - 10s);
    static_cast<void>(give("1-0"));
    at(monday + a_day + 20s);
    BOOST_TEST(mail.given.size() == 1U);
    at(monday + a_day + 23h);
    BOOST_TEST(waits_until(give("2-0"), monday + a_day + 23h + 30s));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_makes_it_wait_no_longer)
{
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    at(monday + 7h);
    BOOST_TEST(waits_until(give("1-0", 2), monday + 7h + 30s));
    at(monday + 7h + 30s);
    BOOST_TEST(mail.given.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_digest_that_went_under_a_day_to_come_does_not_keep_that_day_from_its_own)
{
    at(monday + a_day + 8h);
    static_cast<void>(give("1"));
    at(monday + a_day + 8h + 30s);
    BOOST_TEST_REQUIRE(mail.given.size() == 1U);
    // It was Monday after all.
    at(monday + 18h);
    BOOST_TEST(waits_until(give("2"), monday + a_day + 8h));
    at(monday + a_day + 8h);
    BOOST_TEST(waits_until(give("2"), monday + a_day + 8h + 30s));
    at(monday + a_day + 8h + 30s);
    BOOST_TEST(mail.given.size() == 2U);
}

BOOST_AUTO_TEST_CASE(letters_of_other_kinds_go_on_at_once)
{
    std::optional<hand_result> out;
    governor->async_hand_over(
        {"1-0", stream_id{7}, {"staff", "escalation-3", "deputy:34", "34-1", true}},
        [&](hand_result how) { out = std::move(how); });
    BOOST_TEST((out && out->settled == delivery::sent));
    BOOST_TEST(mail.given.front().what.recipient == "deputy:34");
}

// Ramazan of 2026 is from the 19th, 13:00, to Sunday the 22nd; Kurban from Tuesday the 26th of May, 13:00, to
// Sunday the 31st.
BOOST_AUTO_TEST_CASE(nobody_waits_longer_than_the_engine_does)
{
    const instant wednesday = std::chrono::sys_days{std::chrono::year{2026} / 5 / 27} - 3h;
    at(wednesday);
    const auto how = give("1-0");
    BOOST_TEST(waits_until(how, wednesday + 8h));
    at(wednesday + 8h);
    BOOST_TEST(
        waits_until(give("2-0"), wednesday + 8h + 30s));  // Nor can what comes just then wait.
    BOOST_TEST(waits_until(give("1-0", 2), wednesday + 8h + 30s));
    const instant saturday = wednesday + 3 * a_day;
    at(saturday);
    BOOST_TEST(waits_until(give("3-0"), saturday + 2 * a_day + 8h));
}

BOOST_AUTO_TEST_CASE(above_the_bound_letters_wait_for_the_next_day)
{
    digest_options how;
    how.letters_max = 2;
    open(how);
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    static_cast<void>(give("2-0"));
    BOOST_TEST(waits_until(give("3-0"), monday + a_day + 8h));
}

BOOST_AUTO_TEST_CASE(what_a_host_says_of_a_letter_cannot_break_the_list)
{
    digest_options how;
    how.describe = [](const hand_over& what) -> result<digest_line> {
        if (what.id == "1-0") {
            throw std::runtime_error{"personal"};
        }
        if (what.id == "2-0") {
            return errc::no_such_application;
        }
        return digest_line{"34\t1\n", std::string(300, 'x') + "ş", -1};
    };
    open(how);
    at(monday + 8h);
    for (const std::string id : {"1-0", "2-0", "3-0"}) {
        static_cast<void>(give(id));
    }
    at(monday + 8h + 30s);
    const auto lines = digest_lines(mail.given.front().what);
    BOOST_TEST_REQUIRE(lines.size() == 3U);
    BOOST_TEST((lines[0] == digest_line{"34-1-0", "", 0}));
    BOOST_TEST((lines[1] == digest_line{"34-2-0", "", 0}));
    BOOST_TEST(lines[2].number == "34 1 ");
    BOOST_TEST(lines[2].unit.size() == 200U);
    BOOST_TEST(lines[2].days_late == -1);
    BOOST_TEST(digest_lines({"", "result", "", "a\tb\t1\n", false}).empty());
}

BOOST_AUTO_TEST_CASE(it_may_be_gone_while_a_digest_is_on_its_way)
{
    asked_clock watched{time};
    governor.emplace(mail, digest_options{}, watched, io.get_executor(), calendar::turkey());
    mail.at_once.reset();
    at(monday + 8h);
    static_cast<void>(give("1-0"));
    at(monday + 8h + 30s);
    static_cast<void>(give("2-0"));
    governor.reset();
    watched.asked = 0;
    mail.answer({delivery::sent, "250"});
    at(monday + 9h);
    BOOST_TEST(mail.given.size() == 1U);
    BOOST_TEST(watched.asked == 0);  // It may be gone, too.
}

BOOST_AUTO_TEST_SUITE_END()
