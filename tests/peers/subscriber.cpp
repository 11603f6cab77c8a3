#include <acikkapi/adapters/webhook_subscriber.hpp>

#include "peers/json_peer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

BOOST_AUTO_TEST_SUITE(peers_subscriber)

using namespace acikkapi;
using namespace std::chrono_literals;
using support::ask_peer;
using support::peer_access;
using support::peer_url;
using support::text_of;

namespace json = boost::json;

namespace {

const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

subscriber_options options(std::string_view path = "/units/good")
{
    return {
        .source = "https://valilik.example/acikkapi",
        .endpoint = {peer_url(path), {other_secret, secret}},
        .access = peer_access(),
        .time_max = 10s};
}

told_event event()
{
    return {
        .id = "00000000000000000007_00000000000000000042",
        .kind = "answered",
        .subject = "34-2026-048213975-9",
        .at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 8h + 5us,
        .data = R"({"position":42,"event":"answered"})"};
}

hand_result
tell(const subscriber_options& by, const told_event& what = event(), bool stopped = false)
{
    const std::atomic<bool> stop = stopped;
    return webhook_subscriber::make(by).value().tell(what, stop);
}

hand_result tell(std::string_view path)
{
    return tell(options(path));
}

}  // namespace

BOOST_AUTO_TEST_CASE(others_libraries_verify_and_read_what_is_told)
{
    const auto how = tell("/units/good");
    BOOST_TEST((how.settled == delivery::delivered), how.detail);
    const auto last = ask_peer("/got").as_array().back();
    BOOST_TEST_REQUIRE(!last.as_object().contains("error"), json::serialize(last));
    BOOST_TEST(last.at("signed").at(0).as_bool());
    BOOST_TEST(last.at("signed").at(1).as_bool());
    BOOST_TEST(last.at("fits").as_bool(), json::serialize(last.at("faults")));
    BOOST_TEST(text_of(last.at("type")) == "application/cloudevents+json; charset=utf-8");
    BOOST_TEST(text_of(last.at("webhookId")) == event().id);
    const auto& read = last.at("event");
    BOOST_TEST(text_of(read.at("id")) == event().id);
    BOOST_TEST(text_of(read.at("source")) == "https://valilik.example/acikkapi");
    BOOST_TEST(text_of(read.at("type")) == "tr.acikkapi.register.answered");
    BOOST_TEST(text_of(read.at("subject")) == event().subject);
    BOOST_TEST(text_of(read.at("time")).starts_with("2026-11-29T08:00:00.000"));
    BOOST_TEST(read.at("data").at("position").as_int64() == 42);
    BOOST_TEST(!read.as_object().contains("replytoken"));
}

BOOST_AUTO_TEST_CASE(what_is_about_nothing_has_no_subject_and_no_time)
{
    auto what = event();
    what.subject.clear();
    what.at.reset();
    BOOST_TEST((tell(options(), what).settled == delivery::delivered));
    const auto last = ask_peer("/got").as_array().back();
    BOOST_TEST(last.at("fits").as_bool());
    BOOST_TEST(!last.at("event").as_object().contains("subject"));
}

BOOST_AUTO_TEST_CASE(only_410_is_for_good)
{
    BOOST_TEST((tell("/units/gone").settled == delivery::rejected));
    for (const auto* const path : {"wrong", "broken", "silent", "busy", "much", "unknown"}) {
        BOOST_TEST(!tell(std::string{"/units/"} + path).settled, path);
    }
}

BOOST_AUTO_TEST_CASE(when_it_wants_to_be_asked_again_is_said)
{
    const auto before = system_clock{}.now();
    BOOST_TEST((tell("/units/busy").not_before.value() >= before + 77s));
    BOOST_TEST((tell("/units/much").not_before.value() >= before + 33s));
    BOOST_TEST(!tell("/units/wrong").not_before);
}

BOOST_AUTO_TEST_CASE(what_is_no_event_is_not_sent)
{
    const auto before = ask_peer("/got").as_array().size();
    const auto with = [](auto change) {
        auto what = event();
        change(what);
        return tell(options(), what).settled;
    };
    BOOST_TEST(!with([](auto& what) { what.data = "{"; }));
    BOOST_TEST(!with([](auto& what) { what.data = '"' + std::string(20'000, 'a') + '"'; }));
    BOOST_TEST(!with([](auto& what) { what.id = "a.b"; }));
    BOOST_TEST(!with([](auto& what) { what.kind = ""; }));
    BOOST_TEST(!tell(options(), event(), true).settled, "it was stopped before");
    BOOST_TEST(ask_peer("/got").as_array().size() == before);
}

BOOST_AUTO_TEST_CASE(options_that_cannot_work_make_no_subscriber)
{
    const auto error = [](auto change) {
        auto by = options();
        change(by);
        const auto out = webhook_subscriber::make(by);
        return out ? errc{} : static_cast<errc>(out.error().value());
    };
    BOOST_TEST((error([](auto&) {}) == errc{}));
    BOOST_TEST((error([](auto& by) {
                    by.endpoint.url = "http://169.254.169.254/";
                }) == errc::not_permitted));
    for (const auto bad :
         {error([](auto& by) { by.endpoint.url = "roads"; }),
          error([](auto& by) { by.endpoint.secrets = {"secret"}; }),
          error([](auto& by) { by.endpoint.secrets.clear(); }),
          error([](auto& by) { by.source = "a b"; }),
          error([](auto& by) { by.type_prefix = ""; }),
          error([](auto& by) { by.time_max = 0ms; })}) {
        BOOST_TEST((bad == errc::bad_argument));
    }
}

BOOST_AUTO_TEST_SUITE_END()
