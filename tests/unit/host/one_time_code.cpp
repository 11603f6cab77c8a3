#include "host/one_time_code.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(host_one_time_code)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using outcome = host::one_time_codes::outcome;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

struct bench {
    instant now = noon;
    host::one_time_codes codes{jar()};

    [[nodiscard]] host::cookies jar()
    {
        return {{host::sealer::key{}, std::nullopt, [this] { return now; }}, true};
    }
};

host::request with(const host::one_time_codes::issued& from)
{
    host::request out;
    out.headers.emplace_back("Cookie", from.set_cookie.substr(0, from.set_cookie.find(';')));
    return out;
}

/// One that is certainly another.
std::string other(std::string code)
{
    code.back() = code.back() == '9' ? '0' : static_cast<char>(code.back() + 1);
    return code;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_code_is_six_digits_of_chance_and_its_browser_cannot_read_it)
{
    bench at;
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto made = at.codes.issue("log-in", "s");
        BOOST_TEST(made.code.size() == 6U);
        BOOST_TEST(made.code.find_first_not_of("0123456789") == std::string::npos);
        BOOST_TEST(made.set_cookie.find(made.code) == std::string::npos);
        seen.insert(made.code);
    }
    BOOST_TEST(seen.size() > 190U);
    BOOST_TEST(at.codes.issue("log-in", "s").set_cookie.starts_with("__Host-code="));
    BOOST_TEST(at.codes.end_cookie().starts_with("__Host-code=;"));
}

BOOST_AUTO_TEST_CASE(the_right_code_shows_what_it_was_sent_for_and_is_used_once)
{
    bench at;
    const auto made = at.codes.issue("log-in", "34-1");
    const auto got = at.codes.check(with(made), "log-in", made.code);
    BOOST_TEST((got.how == outcome::right));
    BOOST_TEST(got.subject == "34-1");
    BOOST_TEST((at.codes.check(with(made), "log-in", made.code).how == outcome::ended));
}

BOOST_AUTO_TEST_CASE(blanks_do_not_matter)
{
    bench at;
    const auto made = at.codes.issue("log-in", "s");
    const auto typed = " " + made.code.substr(0, 3) + " " + made.code.substr(3) + " ";
    BOOST_TEST((at.codes.check(with(made), "log-in", typed).how == outcome::right));
}

BOOST_AUTO_TEST_CASE(after_five_tries_the_right_one_is_of_no_use_either)
{
    bench at;
    const auto made = at.codes.issue("log-in", "s");
    const auto four = at.codes.issue("log-in", "s");
    for (int i = 0; i < 5; ++i) {
        const auto got = at.codes.check(with(made), "log-in", other(made.code));
        BOOST_TEST((got.how == outcome::wrong));
        BOOST_TEST(got.subject.empty());
    }
    BOOST_TEST((at.codes.check(with(made), "log-in", made.code).how == outcome::ended));
    // Each code has its own.
    for (const auto& bad :
         {other(four.code), std::string{}, std::string(7, '1'), four.code + "1"}) {
        BOOST_TEST((at.codes.check(with(four), "log-in", bad).how == outcome::wrong), bad);
    }
    BOOST_TEST((at.codes.check(with(four), "log-in", four.code).how == outcome::right));
}

BOOST_AUTO_TEST_CASE(it_is_good_for_five_minutes)
{
    bench at;
    const auto made = at.codes.issue("log-in", "s");
    const auto late = at.codes.issue("log-in", "s");
    at.now = noon + 5min - 1us;
    BOOST_TEST((at.codes.check(with(made), "log-in", made.code).how == outcome::right));
    at.now = noon + 5min;
    BOOST_TEST((at.codes.check(with(late), "log-in", late.code).how == outcome::ended));
}

BOOST_AUTO_TEST_CASE(it_is_for_one_browser_and_one_purpose)
{
    bench at;
    const auto mine = at.codes.issue("log-in", "s");
    const auto theirs = at.codes.issue("log-in", "s");
    BOOST_TEST((at.codes.check(host::request{}, "log-in", mine.code).how == outcome::ended));
    if (mine.code != theirs.code) {
        BOOST_TEST((at.codes.check(with(theirs), "log-in", mine.code).how == outcome::wrong));
    }
    BOOST_TEST((at.codes.check(with(mine), "erase", mine.code).how == outcome::ended));
    BOOST_TEST((at.codes.check(with(mine), "log-in", mine.code).how == outcome::right));
}

BOOST_AUTO_TEST_CASE(a_new_start_ends_all_codes)
{
    bench at;
    const auto made = at.codes.issue("log-in", "s");
    host::one_time_codes after{at.jar()};
    BOOST_TEST((after.check(with(made), "log-in", made.code).how == outcome::ended));
}

BOOST_AUTO_TEST_CASE(no_more_are_tried_than_are_remembered)
{
    bench at;
    for (std::size_t i = 0; i < host::one_time_codes::tried_max; ++i) {
        const auto made = at.codes.issue("log-in", "s");
        BOOST_REQUIRE((at.codes.check(with(made), "log-in", "").how == outcome::wrong));
    }
    const auto made = at.codes.issue("log-in", "s");
    BOOST_TEST((at.codes.check(with(made), "log-in", made.code).how == outcome::ended));
    // Room is made when they could not be tried again anyway.
    at.now = noon + 5min;
    const auto later = at.codes.issue("log-in", "s");
    BOOST_TEST((at.codes.check(with(later), "log-in", later.code).how == outcome::right));
}

BOOST_AUTO_TEST_SUITE_END()
