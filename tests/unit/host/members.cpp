#include <acikkapi/identity.hpp>

#include "host/config.hpp"
#include "host/members.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_members)

namespace {

host::request with_body(std::string body, std::string type = "application/json")
{
    host::request out;
    out.headers.emplace_back("Content-Type", std::move(type));
    out.body = std::move(body);
    return out;
}

host::members read(const std::string& body)
{
    return host::members_of(with_body(body)).value();
}

std::string pointers(const host::problem& from)
{
    std::string out;
    for (const auto& one : from.errors) {
        out += one.pointer + " ";
    }
    return out;
}

constexpr std::array<host::word<int>, 2> sizes{{{"small", 1}, {"large", 2}}};

}  // namespace

BOOST_AUTO_TEST_CASE(members_are_read_as_what_they_are)
{
    auto in = read(R"({"t":"x","n":5,"f":true,"w":"large","o":{"u":"16708716"},"gone":null})");
    BOOST_TEST(in.text("t") == "x");
    BOOST_TEST(in.number("n", 1, 5) == 5U);
    BOOST_TEST(in.flag("f"));
    BOOST_TEST(in.one_of("w", sizes) == 2);
    auto inner = in.object("o");
    BOOST_TEST(inner.parsed("u", &acikkapi::unit_id::parse).value().str() == "16708716");
    in.add_faults_of(inner);
    BOOST_TEST(!in.has("gone"));
    BOOST_TEST(in.text_or_empty("not there").empty());
    BOOST_TEST(!in.fault().has_value());
}

BOOST_AUTO_TEST_CASE(everything_that_is_wrong_is_said_at_once)
{
    auto in = read(R"({"t":"","n":6,"f":1,"w":"huge","o":{"u":"1"},"s":7})");
    BOOST_TEST(in.text("t").empty());
    static_cast<void>(in.number("n", 1, 5));
    BOOST_TEST(!in.flag("f"));
    static_cast<void>(in.one_of("w", sizes));
    auto inner = in.object("o");
    BOOST_TEST(!inner.parsed("u", &acikkapi::unit_id::parse).has_value());
    in.add_faults_of(inner);
    BOOST_TEST(in.text_or_empty("s").empty());
    BOOST_TEST(in.text("missing").empty());
    const auto wrong = in.fault();
    BOOST_REQUIRE(wrong.has_value());
    BOOST_TEST(wrong->status == 422);
    BOOST_TEST(pointers(*wrong) == "#/t #/n #/f #/w #/o/u #/s #/missing ");
    BOOST_TEST(wrong->errors.at(3).detail == "is none of small, large");
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_and_within_bounds)
{
    for (const auto* bad : {"0", "6", "-1", "1.5", "\"1\"", "1e30", "true"}) {
        auto in = read(std::string{R"({"n":)"} + bad + "}");
        static_cast<void>(in.number("n", 1, 5));
        BOOST_TEST(in.fault().has_value(), bad);
    }
}

BOOST_AUTO_TEST_CASE(a_member_that_nobody_asked_for_is_wrong_and_not_repeated)
{
    auto in = read(R"({"t":"x","Ayşe":1})");
    BOOST_TEST(in.text("t") == "x");
    const auto wrong = in.fault();
    BOOST_REQUIRE(wrong.has_value());
    BOOST_TEST(pointers(*wrong) == "# ");
    BOOST_TEST(host::to_response(*wrong).body.find("Ayşe") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_json_object_is_refused)
{
    BOOST_TEST(host::members_of(with_body("{}", "text/plain")).error().status == 415);
    BOOST_TEST(host::members_of(with_body("{}", "application/json; charset=utf-8")).has_value());
    const std::string deep = std::string(9, '[') + std::string(9, ']');
    for (const auto& bad :
         {std::string{},
          std::string{"[]"},
          std::string{"{"},
          std::string{"{}x"},
          R"({"a":)" + deep + "}"}) {
        BOOST_TEST(host::members_of(with_body(bad)).error().status == 400, bad);
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_text_is_called_that)
{
    for (const auto* const bad : {"{\"a\":\"\xff\"}", "\xc3(", "{\"a\":\"\xed\xa0\x80\"}"}) {
        const auto why = host::members_of(with_body(bad));
        BOOST_TEST(why.error().status == 400);
        BOOST_TEST(why.error().code == "not_utf8");
    }
    BOOST_TEST(host::members_of(with_body("{\"a\":\"ş\"}")).has_value());
}

BOOST_AUTO_TEST_CASE(a_configuration_says_who_works_here)
{
    // SHA-256 of "abc" (FIPS 180-2).
    const auto read = host::read_config(R"({"staff":[{"token_sha256":
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "actor":"officer:34/1"}],"limits":{"burst":3},"behind_tls":true,
        "tls":{"certificate":"a.pem","key":"a.key"}})");
    BOOST_TEST(read.wrong.empty());
    BOOST_TEST(read.value.staff.find("abc").value().str() == "officer:34/1");
    BOOST_TEST(!read.value.staff.find("abd").has_value());
    BOOST_TEST(!read.value.staff.find("").has_value());
    BOOST_TEST(read.value.each.burst == 3);
    BOOST_TEST(read.value.behind_tls);
    BOOST_TEST(read.value.tls.value().certificate == "a.pem");
    BOOST_TEST(read.value.tls.value().key == "a.key");
}

BOOST_AUTO_TEST_CASE(who_is_on_duty_is_an_account_of_the_province)
{
    const auto read = host::read_config(R"({"on_duty":{"34":"officer:34/4711"}})");
    BOOST_TEST(read.wrong.empty(), read.wrong);
    BOOST_TEST(read.value.on_duty.at(34).str() == "officer:34/4711");
    for (const auto* const wrong :
         {R"([])",
          R"({"34":7})",
          R"({"82":"officer:82/1"})",
          R"({"034":"officer:34/1"})",
          R"({"34":"officer:34"})",
          R"({"34":"officer:6/1"})",
          R"({"34":"auditor:34/1"})"}) {
        const auto bad = host::read_config(std::string{R"({"on_duty":)"} + wrong + "}").wrong;
        BOOST_TEST(bad.starts_with("#/on_duty "), wrong);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_refused_with_where)
{
    BOOST_TEST(host::read_config("[]").wrong == "not a JSON object");
    BOOST_TEST(
        host::read_config(R"({"staf":[]})").wrong == "# has a member that is not known here");
    BOOST_TEST(host::read_config(R"({"limits":{"burst":0}})").wrong.starts_with("#/limits/burst "));
    const auto hash = std::string(64, '0');
    BOOST_TEST(host::read_config(R"({"staff":[{"token_sha256":"12","actor":"unit:1"}]})")
                   .wrong.starts_with("#/staff/token_sha256 "));
    BOOST_TEST(
        host::read_config(R"({"staff":[{"token_sha256":")" + hash + R"(","actor":"engine"}]})")
            .wrong.starts_with("#/staff/actor "));
}

BOOST_AUTO_TEST_SUITE_END()
