#include "host/code_log_in.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_code_log_in)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;
constexpr auto* mine = "+905321234567";
constexpr auto* theirs = "+905327654321";

std::string number(std::uint64_t serial)
{
    return application_number::make(province::from_plate(34).value(), 2026, serial).value().str();
}

/// A log-in before a register in which `mine` stands in the applications 1 and 2.
struct bench {
    instant now = noon;
    host::moment steady{1'000h};
    boost::asio::io_context later;
    std::vector<std::pair<std::string, std::string>> sent;
    std::string there = mine;
    host::cookies jar{{host::sealer::key{}, std::nullopt, [this] { return now; }}, true};
    host::sessions sessions{jar};
    host::code_log_in log_in{
        jar,
        later.get_executor(),
        {[this](const application_number& about, const phone& to) {
             return about.serial() <= 2 && to.str() == there;
         },
         [this](const phone& to, const std::string& code) { sent.emplace_back(to.str(), code); },
         [this] { return steady; }}};

    /// What has been posted happens.
    void work()
    {
        later.run();
        later.restart();
    }

    [[nodiscard]] static host::request with(const std::string& set_cookie, std::string before = {})
    {
        host::request out;
        if (!before.empty()) {
            before = before.substr(0, before.find(';')) + "; ";
        }
        out.headers.emplace_back("Cookie", before + set_cookie.substr(0, set_cookie.find(';')));
        return out;
    }

    std::string figures() const { return prometheus_text(log_in.metrics()); }
};

bool has(const std::string& text, const std::string& what)
{
    return text.find(what) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(who_gets_the_code_is_the_holder)
{
    bench at;
    const auto cookie = at.log_in.ask(number(1), "0532 123 45 67", "192.0.2.1").value();
    BOOST_TEST(at.sent.empty());  // Nobody waits for it.
    at.work();
    BOOST_REQUIRE(at.sent.size() == 1U);
    BOOST_TEST(at.sent.front().first == mine);
    const auto session = at.log_in.enter(bench::with(cookie), at.sent.front().second).value();
    BOOST_TEST(!session.is_staff());
    BOOST_TEST(session.holds.front().number.str() == number(1));
    BOOST_TEST((session.ends == noon + host::sessions::longest));
    BOOST_TEST(has(at.figures(), R"(log_in_codes_total{outcome="right"} 1)"));
    BOOST_TEST(has(at.figures(), R"(log_in_codes_total{outcome="sent"} 1)"));
}

BOOST_AUTO_TEST_CASE(a_session_knows_which_application_it_came_to_by_its_phone)
{
    bench at;
    const auto cookie = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    const auto session = at.log_in.enter(bench::with(cookie), at.sent.front().second).value();
    const auto read = at.sessions.read(bench::with(at.sessions.set_cookie(session))).value();
    const auto first = application_number::parse(number(1)).value();
    const auto second = application_number::parse(number(2)).value();
    BOOST_TEST(host::came_by(read, first, phone::parse(mine).value()));
    BOOST_TEST(!host::came_by(read, first, phone::parse(theirs).value()));
    BOOST_TEST(!host::came_by(read, second, phone::parse(mine).value()));
    BOOST_TEST(host::find_holding(read, first)->phone_mark.find("5321234567") == std::string::npos);
    // Whatever he shows besides, he has come to this one by its phone and by nothing else.
    const auto more = at.sessions.of_citizen(host::holds_with(read, {second}));
    BOOST_TEST(more.holds.size() == 2U);
    BOOST_TEST(more.holds.front().number.str() == number(2));
    BOOST_TEST(host::came_by(more, first, phone::parse(mine).value()));
    BOOST_TEST(!host::came_by(more, second, phone::parse(mine).value()));
    // Unless he shows the lookup code.
    const auto by_code = at.sessions.of_citizen(host::holds_with(more, {first}));
    BOOST_TEST(by_code.holds.size() == 2U);
    BOOST_TEST(host::find_holding(by_code, first)->phone_mark == "");
    BOOST_TEST(!host::came_by(by_code, first, phone::parse(mine).value()));
}

BOOST_AUTO_TEST_CASE(a_code_to_a_phone_that_was_changed_meanwhile_opens_nothing)
{
    bench at;
    const auto cookie = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    at.there = theirs;
    const auto got = at.log_in.enter(bench::with(cookie), at.sent.front().second);
    BOOST_TEST(got.error().status == 410);
    BOOST_TEST(got.error().code == "code_ended");
}

BOOST_AUTO_TEST_CASE(a_new_phone_is_shown_by_a_code_to_it_for_one_application)
{
    bench at;
    const auto first = application_number::parse(number(1)).value();
    const auto second = application_number::parse(number(2)).value();
    const auto to = phone::parse(theirs).value();
    const auto cookie = at.log_in.ask_new_phone(first, to, "192.0.2.1").value();
    at.work();
    BOOST_REQUIRE(at.sent.size() == 1U);
    BOOST_TEST(at.sent.front().first == theirs);
    const auto code = at.sent.front().second;
    // It opens nothing else.
    BOOST_TEST(at.log_in.enter(bench::with(cookie), code).error().status == 410);
    BOOST_TEST(
        at.log_in.enter_new_phone(bench::with(cookie), first, "x").error().code == "wrong_code");
    BOOST_TEST(at.log_in.enter_new_phone(bench::with(cookie), first, code).value().str() == theirs);
    BOOST_TEST(
        at.log_in.enter_new_phone(bench::with(cookie), first, code).error().code == "code_ended");
    const auto again = at.log_in.ask_new_phone(first, to, "192.0.2.1").value();
    at.work();
    BOOST_TEST(
        at.log_in.enter_new_phone(bench::with(again), second, at.sent.back().second).error().code ==
        "code_ended");
    // A code to log in with is none for this.
    const auto log_in = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    BOOST_TEST(
        at.log_in.enter_new_phone(bench::with(log_in), first, at.sent.back().second)
            .error()
            .status == 410);
}

BOOST_AUTO_TEST_CASE(a_new_phone_has_the_limits_of_all_codes)
{
    bench at;
    const auto about = application_number::parse(number(1)).value();
    const auto to = phone::parse(theirs).value();
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(at.log_in.ask_new_phone(about, to, "192.0.2.1").has_value());
    }
    BOOST_TEST(at.log_in.ask_new_phone(about, to, "192.0.2.2").error().status == 429);
    BOOST_TEST(at.log_in.ask(number(1), theirs, "192.0.2.2").error().status == 429);
}

BOOST_AUTO_TEST_CASE(one_answer_whether_there_is_such_an_application_or_not)
{
    bench at;
    const auto known = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    BOOST_TEST(at.sent.size() == 1U);
    const auto unknown = at.log_in.ask(number(3), mine, "192.0.2.1").value();
    const auto other = at.log_in.ask(number(1), theirs, "192.0.2.1").value();
    at.work();
    BOOST_TEST(at.sent.size() == 1U);
    BOOST_TEST(unknown.size() == known.size());
    BOOST_TEST(other.size() == known.size());
    BOOST_TEST(at.log_in.enter(bench::with(unknown), "").error().code == "wrong_code");
    BOOST_TEST(has(at.figures(), R"(log_in_codes_total{outcome="asked"} 3)"));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_or_no_phone_is_said)
{
    bench at;
    BOOST_TEST(at.log_in.ask("34-1", mine, "192.0.2.1").error().status == 422);
    BOOST_TEST(at.log_in.ask(number(1), "12", "192.0.2.1").error().status == 422);
    at.work();
    BOOST_TEST(at.sent.empty());
}

BOOST_AUTO_TEST_CASE(a_phone_gets_three_codes_and_then_two_an_hour)
{
    bench at;
    const auto ask = [&](int n) {
        return at.log_in.ask(number(1), mine, "192.0.2." + std::to_string(n)).has_value();
    };
    BOOST_TEST((ask(1) && ask(2) && ask(3)));
    const auto limited = at.log_in.ask(number(2), mine, "192.0.2.4");
    BOOST_TEST(limited.error().status == 429);
    BOOST_TEST((limited.error().retry_after == 1'800s));
    BOOST_TEST(at.log_in.ask(number(1), theirs, "192.0.2.4").has_value());
    at.steady += 30min;
    BOOST_TEST(ask(5));
    BOOST_TEST(!ask(6));
    at.work();
    BOOST_TEST(at.sent.size() == 4U);
    BOOST_TEST(has(at.figures(), R"(log_in_codes_total{outcome="limited"} 2)"));
}

BOOST_AUTO_TEST_CASE(an_address_asks_for_ten_and_then_one_a_minute)
{
    bench at;
    const auto ask = [&](int n) {
        const auto to = "+90532" + std::to_string(1'000'000 + n);
        return at.log_in.ask(number(3), to, "192.0.2.1").has_value();
    };
    for (int n = 0; n < 10; ++n) {
        BOOST_TEST(ask(n));
    }
    BOOST_TEST(!ask(10));
    at.steady += 1min;
    BOOST_TEST(ask(11));
    BOOST_TEST(!ask(12));
}

BOOST_AUTO_TEST_CASE(a_wrong_code_may_be_tried_again_and_one_that_has_ended_not)
{
    bench at;
    const auto cookie = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    BOOST_TEST(at.log_in.enter(bench::with(cookie), "x").error().status == 422);
    BOOST_TEST(at.log_in.enter(bench::with(cookie), at.sent.front().second).has_value());
    const auto ended = at.log_in.enter(bench::with(cookie), at.sent.front().second);
    BOOST_TEST(ended.error().status == 410);
    BOOST_TEST(has(at.figures(), R"(log_in_codes_total{outcome="wrong"} 1)"));
}

BOOST_AUTO_TEST_CASE(a_holder_of_one_becomes_the_holder_of_another_too)
{
    bench at;
    const auto first = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    const auto second = at.log_in.ask(number(2), mine, "192.0.2.1").value();
    at.work();
    const auto code = [&](int n) { return at.sent.at(static_cast<std::size_t>(n)).second; };
    const auto one = at.log_in.enter(bench::with(first), code(0)).value();
    const auto both =
        at.log_in.enter(bench::with(second, at.sessions.set_cookie(one)), code(1)).value();
    BOOST_TEST(both.holds.size() == 2U);
    BOOST_TEST(both.holds.front().number.str() == number(2));
    for (const auto& shown : both.holds) {
        BOOST_TEST(host::came_by(both, shown.number, phone::parse(mine).value()));
    }
    BOOST_TEST(both.secret != one.secret);
    // Who works here logs in as a citizen apart from that.
    const auto third = at.log_in.ask(number(1), mine, "192.0.2.1").value();
    at.work();
    const auto staff =
        at.sessions.set_cookie(at.sessions.of_staff(actor::parse("officer:34/ayse").value()));
    const auto citizen = at.log_in.enter(bench::with(third, staff), code(2)).value();
    BOOST_TEST(!citizen.is_staff());
    BOOST_TEST(citizen.holds.size() == 1U);
}

BOOST_AUTO_TEST_CASE(where_no_short_messages_are_sent_nobody_is_promised_a_code)
{
    const bench at;
    boost::asio::io_context later;
    host::code_log_in none{
        at.jar, later.get_executor(), {{}, {}, [] { return host::moment{1'000h}; }}};
    BOOST_TEST(at.log_in.sends());
    BOOST_TEST(!none.sends());
    BOOST_TEST(none.ask(number(1), mine, "192.0.2.1").error().code == "no_sms");
    const auto about = application_number::parse(number(1)).value();
    BOOST_TEST(
        none.ask_new_phone(about, phone::parse(mine).value(), "192.0.2.1").error().status == 501);
    BOOST_TEST(later.run() == 0U);
    BOOST_TEST(has(prometheus_text(none.metrics()), R"(log_in_codes_total{outcome="asked"} 0)"));
}

BOOST_AUTO_TEST_SUITE_END()
