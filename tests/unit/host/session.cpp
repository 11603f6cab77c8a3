#include "host/session.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_session)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

/// Sessions whose clock the test moves, and a browser that keeps them.
struct bench {
    instant now = noon;
    bool tls = true;

    [[nodiscard]] host::cookies jar()
    {
        return {{host::sealer::key{}, std::nullopt, [this] { return now; }}, tls};
    }
    [[nodiscard]] host::sessions all() { return host::sessions{jar()}; }
};

host::request with_cookie(const std::string& set_cookie, const std::string& before = {})
{
    host::request out;
    out.headers.emplace_back("Cookie", before + set_cookie.substr(0, set_cookie.find(';')));
    return out;
}

actor officer()
{
    return actor::parse("officer:34/ayse").value();
}

application_number number(std::uint64_t serial)
{
    return application_number::make(province::from_plate(34).value(), 2026, serial).value();
}

std::vector<host::holding> shown(const std::vector<application_number>& all)
{
    std::vector<host::holding> out;
    for (const auto& one : all) {
        out.push_back({one});
    }
    return out;
}

host::request posted(host::fields headers)
{
    host::request out;
    out.method = "POST";
    out.headers = std::move(headers);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_cookie_is_for_this_host_over_tls_and_for_no_script)
{
    bench at;
    const auto set = at.jar().set("session", "x", 30min);
    BOOST_TEST(set.starts_with("__Host-session="));
    BOOST_TEST(set.ends_with("; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure"));
    BOOST_TEST(set.find("Domain") == std::string::npos);
    BOOST_TEST(
        at.jar().end("session") ==
        "__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    at.tls = false;
    const auto plain = at.jar().set("session", "x", 30min);
    BOOST_TEST(plain.starts_with("session="));
    BOOST_TEST(plain.ends_with("; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax"));
}

BOOST_AUTO_TEST_CASE(a_cookie_is_found_among_others_by_its_whole_name)
{
    bench at;
    const auto jar = at.jar();
    const auto set = jar.set("session", "x", 30min);
    BOOST_TEST(jar.get(with_cookie(set), "session").value() == "x");
    BOOST_TEST(
        jar.get(
               with_cookie(set, "a=b; not__Host-session=c; __Host-sessions=d; __Host-sessiom=e;"),
               "session")
            .value() == "x");
    BOOST_TEST(!jar.get(with_cookie(set), "log-in").has_value());
    BOOST_TEST(!jar.get(host::request{}, "session").has_value());
    for (const auto* bad :
         {"", ";", "=", "__Host-session", "__Host-session=", "__Host-session=x"}) {
        BOOST_TEST(!jar.get(with_cookie(bad), "session").has_value(), bad);
    }
    // A cookie that was sealed under one name is not taken under another.
    auto renamed = jar.set("log-in", "x", 30min);
    renamed.replace(0, renamed.find('='), "__Host-session");
    BOOST_TEST(!jar.get(with_cookie(renamed), "session").has_value());
}

BOOST_AUTO_TEST_CASE(over_tls_a_cookie_of_plain_http_is_none)
{
    bench at;
    at.tls = false;
    const auto plain = at.jar().set("session", "x", 30min);
    at.tls = true;
    BOOST_TEST(!at.jar().get(with_cookie(plain), "session").has_value());
}

BOOST_AUTO_TEST_CASE(who_works_here_is_known_again)
{
    bench at;
    const auto all = at.all();
    const auto begun = all.of_staff(officer());
    const auto read = all.read(with_cookie(all.set_cookie(begun)));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->is_staff());
    BOOST_TEST(read->staff.str() == "officer:34/ayse");
    BOOST_TEST(read->holds.empty());
    BOOST_TEST((read->ends == noon + 8h));
    BOOST_TEST(read->secret == begun.secret);
    BOOST_TEST(all.of_staff(officer()).secret != begun.secret);
}

BOOST_AUTO_TEST_CASE(a_citizen_holds_what_he_has_shown)
{
    bench at;
    const auto all = at.all();
    const auto read =
        all.read(with_cookie(all.set_cookie(all.of_citizen(shown({number(1), number(2)})))));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(!read->is_staff());
    BOOST_TEST((read->holds == shown({number(1), number(2)})));
    BOOST_TEST((read->ends == noon + 8h));
}

BOOST_AUTO_TEST_CASE(a_session_that_was_ended_is_none_whoever_sends_it)
{
    bench at;
    const auto jar = at.jar();
    const host::sessions all{jar};
    const auto begun = all.of_staff(officer());
    const auto asked = with_cookie(all.set_cookie(begun));
    const auto again = with_cookie(all.set_cookie(begun));  // As it was renewed.
    const auto other = with_cookie(all.set_cookie(all.of_staff(officer())));
    BOOST_TEST(all.read(asked).has_value());
    all.end(begun);
    BOOST_TEST(!all.read(asked).has_value());
    BOOST_TEST(!all.read(again).has_value());
    BOOST_TEST(!host::sessions{jar}.read(asked).has_value());
    BOOST_TEST(all.read(other).has_value());
    // Nor does the answer to a request that came before bring it back, minutes later.
    at.now = noon + 20min;
    BOOST_TEST(!all.renewed(begun).has_value());
    at.now = noon;
    // A visitor's stays: there is nothing in it to be taken back.
    const auto visitor = all.of_visitor();
    all.end(visitor);
    BOOST_TEST(all.read(with_cookie(all.set_cookie(visitor))).has_value());
}

BOOST_AUTO_TEST_CASE(what_was_taken_back_is_bounded_and_the_first_to_end_is_forgotten)
{
    host::taken_back all;
    for (std::size_t i = 0; i < host::taken_back::most; ++i) {
        all.add(std::to_string(i), noon + 1h + std::chrono::seconds{i}, noon);
    }
    all.add("last", noon + 100h, noon);
    BOOST_TEST(!all.has("0"));
    BOOST_TEST(all.has("1"));
    all.add("later", noon + 100h, noon + 1h + 2s);
    BOOST_TEST(!all.has("1"));
    BOOST_TEST(!all.has("2"));
    BOOST_TEST(all.has("3"));
    BOOST_TEST(all.has("last"));
}

BOOST_AUTO_TEST_CASE(a_visitor_has_shown_nothing)
{
    bench at;
    const auto all = at.all();
    const auto read = all.read(with_cookie(all.set_cookie(all.of_visitor())));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(!read->is_staff());
    BOOST_TEST(read->holds.empty());
    BOOST_TEST(!all.read(host::request{}).has_value());
}

BOOST_AUTO_TEST_CASE(the_largest_session_fits_into_a_cookie)
{
    bench at;
    const auto all = at.all();
    const auto most = number(999'999'999);
    const auto mark = host::mark_of(most, phone::parse("+905321234567").value());
    std::vector<host::holding> many(host::sessions::holds_max + 1, host::holding{most, mark});
    auto session = all.of_citizen(many);
    session.staff = actor::parse(std::string(actor::size_max, '"')).value();
    const auto set = all.set_cookie(session);
    BOOST_TEST(set.size() < host::cookies::value_bytes_max);
    BOOST_TEST(all.read(with_cookie(set)).value().holds.size() == host::sessions::holds_max);
}

BOOST_AUTO_TEST_CASE(staff_who_do_nothing_are_logged_out_after_half_an_hour)
{
    bench at;
    const auto all = at.all();
    const auto set = all.set_cookie(all.of_staff(officer()));
    at.now = noon + 30min - 1us;
    const auto late = all.read(with_cookie(set));
    BOOST_REQUIRE(late.has_value());
    const auto again = all.renewed(*late);
    at.now = noon + 30min;
    BOOST_TEST(!all.read(with_cookie(set)).has_value());
    BOOST_TEST(all.read(with_cookie(again.value())).has_value());
}

BOOST_AUTO_TEST_CASE(staff_are_logged_out_after_eight_hours_in_any_case)
{
    bench at;
    const auto all = at.all();
    auto set = all.set_cookie(all.of_staff(officer()));
    while (at.now < noon + 8h - 10min) {
        at.now += 10min;
        set = all.renewed(all.read(with_cookie(set)).value()).value();
    }
    BOOST_TEST(set.find("; Max-Age=600;") != std::string::npos);
    const auto last = all.read(with_cookie(set)).value();
    at.now = noon + 8h;
    BOOST_TEST(!all.read(with_cookie(set)).has_value());
    BOOST_TEST(all.renewed(last).value() == all.end_cookie());
}

BOOST_AUTO_TEST_CASE(a_session_is_not_written_with_each_answer)
{
    bench at;
    const auto all = at.all();
    const auto session = all.of_staff(officer());
    at.now = noon + 59s;
    BOOST_TEST(!all.renewed(session).has_value());
    at.now = noon + 60s;
    BOOST_TEST(all.renewed(session).has_value());
}

BOOST_AUTO_TEST_CASE(a_citizen_who_goes_on_stays_logged_in_and_who_does_nothing_does_not)
{
    bench at;
    const auto all = at.all();
    const auto set = all.set_cookie(all.of_citizen(shown({number(1)})));
    at.now = noon + 29min;
    const auto again = all.renewed(all.read(with_cookie(set)).value());
    BOOST_REQUIRE(again.has_value());
    at.now = noon + 30min;
    BOOST_TEST(!all.read(with_cookie(set)).has_value());
    at.now = noon + 58min;
    const auto later = all.read(with_cookie(*again));
    BOOST_REQUIRE(later.has_value());
    BOOST_TEST((later->holds == shown({number(1)})));
    at.now = noon + 59min;
    BOOST_TEST(!all.read(with_cookie(*again)).has_value());
}

BOOST_AUTO_TEST_CASE(a_citizen_is_logged_out_after_eight_hours_in_any_case)
{
    bench at;
    const auto all = at.all();
    const auto begun = all.of_citizen(shown({number(1)}));
    at.now = noon + 7h + 50min;
    BOOST_TEST(all.renewed(begun).value().find("; Max-Age=600;") != std::string::npos);
    at.now = noon + 8h;
    BOOST_TEST(all.renewed(begun).value() == all.end_cookie());
}

BOOST_AUTO_TEST_CASE(a_visitors_session_is_not_written_again)
{
    bench at;
    const auto all = at.all();
    const auto visitor = all.of_visitor();
    at.now = noon + 20min;
    BOOST_TEST(!all.renewed(visitor).has_value());
    BOOST_TEST(all.read(with_cookie(all.set_cookie(visitor))).has_value());
}

BOOST_AUTO_TEST_CASE(what_another_version_has_sealed_is_no_session)
{
    bench at;
    for (const auto* text :
         {"",
          "x",
          "[]",
          "{}",
          R"({"staff":"citizen"})",
          R"({"staff":1})",
          // Which did not say how somebody had shown what he holds.
          R"({"staff":"","holds":[],"by_phone":"","ends":1,"issued":1,"secret":""})"}) {
        BOOST_TEST(!at.all().read(with_cookie(at.jar().set("session", text, 1h))), text);
    }
}

BOOST_AUTO_TEST_CASE(a_token_is_for_one_form_of_one_session)
{
    bench at;
    const auto all = at.all();
    const auto mine = all.of_staff(officer());
    const auto token = host::csrf_token(mine, "route 1");
    BOOST_TEST(host::csrf_ok(mine, "route 1", token));
    BOOST_TEST(!host::csrf_ok(mine, "route 2", token));
    BOOST_TEST(!host::csrf_ok(all.of_staff(officer()), "route 1", token));
    BOOST_TEST(!host::csrf_ok(mine, "route 1", ""));
    BOOST_TEST(!host::csrf_ok(mine, "route 1", token.substr(1)));
    const auto again = all.read(with_cookie(all.set_cookie(mine))).value();
    BOOST_TEST(host::csrf_ok(again, "route 1", token));
    // A session that nobody has begun has no secret, and what everybody knows is no token.
    const host::session none;
    BOOST_TEST(!host::csrf_ok(none, "route 1", host::csrf_token(none, "route 1")));
}

BOOST_AUTO_TEST_CASE(another_sites_form_is_known_by_what_the_browser_says)
{
    using host::is_same_origin;
    BOOST_TEST(is_same_origin(posted({{"Sec-Fetch-Site", "same-origin"}}), true));
    for (const auto* site : {"cross-site", "same-site", "none", "nonsense"}) {
        BOOST_TEST(!is_same_origin(posted({{"Sec-Fetch-Site", site}}), true), site);
    }
    const auto from = [](const char* origin) {
        return posted({{"Host", "a.example:8443"}, {"Origin", origin}});
    };
    BOOST_TEST(is_same_origin(from("https://a.example:8443"), true));
    BOOST_TEST(is_same_origin(from("http://a.example:8443"), false));
    for (const auto* origin :
         {"http://a.example:8443",
          "https://a.example",
          "https://a.example:8443.evil.example",
          "https://evil.example",
          "null"}) {
        BOOST_TEST(!is_same_origin(from(origin), true), origin);
    }
    BOOST_TEST(is_same_origin(posted({{"Host", "a.example"}}), true));
}

BOOST_AUTO_TEST_SUITE_END()
