#include <acikkapi/petition.hpp>

#include "host/acts.hpp"
#include "host/api.hpp"
#include "host/feed.hpp"
#include "host/keeping.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(host_acts)

namespace {

namespace json = boost::json;
using namespace acikkapi;

host::members read(const std::string& body)
{
    return host::members{json::parse(body).as_object()};
}

/// A command, if nothing is wrong with its members.
template <class Command>
Command act(std::string_view name, const std::string& body)
{
    auto in = read(body);
    const auto out = host::read_act(name, in);
    const auto fault = in.fault();
    BOOST_TEST(!fault.has_value(), name);
    return std::get<Command>(out);
}

std::string fault_of(std::string_view name, const std::string& body)
{
    auto in = read(body);
    static_cast<void>(host::read_act(name, in));
    const auto fault = in.fault();
    return fault ? fault->errors.front().pointer : std::string{};
}

const json::object& description()
{
    static const auto out = json::parse(host::openapi()).as_object();
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(acts_are_read_with_all_their_members)
{
    const auto unit = unit_id::parse("24301265").value();
    BOOST_TEST(
        (act<commands::route>("route", R"({"unit":"24301265","unit_name":"Yol","note":"n"})") ==
         commands::route{unit, "Yol", "n"}));
    BOOST_TEST(
        (act<commands::send_back>(
             "send_back", R"({"reason":"other_district","note":"n","suggested":"24301265"})") ==
         commands::send_back{return_reason::other_district, "n", unit}));
    BOOST_TEST(
        (act<commands::record_contact>(
             "record_contact",
             R"({"means":"visit","by_applicant":true,"result":"no_answer","note":"n"})") ==
         commands::record_contact{
             commands::contact_means::visit, true, commands::contact_result::no_answer, "n"}));
    BOOST_TEST(
        (act<commands::answer>("answer", R"({"decision":"partly","text":"t","signed_by":"s"})") ==
         commands::answer{outcome::partly, "t", "s"}));
    BOOST_TEST(
        (act<commands::close>("close", R"({"reason":"court","note":"n"})") ==
         commands::close{closing::not_examined_court, "n"}));
    BOOST_TEST(
        (act<commands::rate>("rate", R"({"score":1,"comment":"c","may_call":true})") ==
         commands::rate{1, "c", true}));
    BOOST_TEST(
        (act<commands::tell_again>("tell_again", R"({"which":"acknowledgement"})") ==
         commands::tell_again{notice::acknowledgement}));
    BOOST_TEST((act<commands::withdraw>("withdraw", "{}") == commands::withdraw{}));
}

BOOST_AUTO_TEST_CASE(what_is_given_to_somebody_is_put_back_without_one)
{
    const auto ayse = actor::parse("officer:34/4711").value();
    BOOST_TEST(
        (act<commands::assign>("assign", R"({"to":"officer:34/4711"})") == commands::assign{ayse}));
    BOOST_TEST((act<commands::assign>("assign", R"({"to":null})") == commands::assign{}));
    BOOST_TEST((act<commands::assign>("assign", "{}") == commands::assign{}));
    for (const auto* const wrong : {R"({"to":""})", R"({"to":5})", R"({"to":"no body"})"}) {
        BOOST_TEST(fault_of("assign", wrong) == "#/to", wrong);
    }
}

BOOST_AUTO_TEST_CASE(an_act_without_what_it_needs_is_wrong)
{
    BOOST_TEST(fault_of("route", "{}") == "#/unit");
    BOOST_TEST(fault_of("send_back", R"({"reason":"mood"})") == "#/reason");
    BOOST_TEST(fault_of("ask", "{}") == "#/question");
    BOOST_TEST(fault_of("reply", R"({"text":5})") == "#/text");
    BOOST_TEST(fault_of("rate", R"({"score":6})") == "#/score");
    BOOST_TEST(fault_of("answer", R"({"decision":"granted"})") == "#/text");
    BOOST_TEST(fault_of("object", R"({"reason":""})") == "#/reason");
    BOOST_TEST(fault_of("remind", R"({"x":1})") == "#");
}

BOOST_AUTO_TEST_CASE(a_submission_is_read_with_its_persons)
{
    auto in = read(R"({"province":81,"category":"c","subject":"s","text":"t","district":"d",
        "anonymous":false,"language":"ar",
        "applicant":{"identity":"10000000146","full_name":"n","mobile":"+905321234567",
                     "e_mail":"e","address":"a"},
        "beneficiary":{"full_name":"b"}})");
    const auto got = host::read_submission(in);
    BOOST_TEST(!in.fault().has_value());
    BOOST_TEST(got.where.plate() == 81);
    BOOST_TEST((got.speaks == language::arabic));
    BOOST_TEST(got.applicant.identity.value().str() == "10000000146");
    BOOST_TEST(got.applicant.mobile.value().str() == "+905321234567");
    BOOST_TEST(got.applicant.address == "a");
    BOOST_TEST(got.beneficiary.value().full_name == "b");
}

BOOST_AUTO_TEST_CASE(the_description_names_exactly_the_acts_there_are)
{
    const auto& described = description()
                                .at("paths")
                                .at("/applications/{number}/{act}")
                                .at("parameters")
                                .at(1)
                                .at("schema")
                                .at("enum")
                                .as_array();
    std::set<std::string> names;
    std::set<std::string> keeping;
    for (const auto& one : described) {
        (host::is_keeping(one.as_string()) ? keeping : names).emplace(one.as_string());
    }
    BOOST_TEST((keeping == std::set<std::string>{"erase", "hold", "release"}));
    for (const auto& name : names) {
        BOOST_TEST_REQUIRE(host::is_act(name), name);
    }
    // Of the workflow's own commands only those: the others are the engine's, or have their own address.
    auto in = read("{}");
    std::set<std::string> acts;
    for (const auto& name : names) {
        acts.emplace(petition::act_name(host::read_act(name, in)));
    }
    BOOST_TEST(acts == names, boost::test_tools::per_element());
    BOOST_TEST(!host::is_act("submit"));
    BOOST_TEST(!host::is_act("escalate"));
    BOOST_TEST(!host::is_act(""));
}

BOOST_AUTO_TEST_CASE(the_description_and_the_routes_are_the_same)
{
    // Nothing is asked of the engine: only its routes are looked at.
    asio::io_context context;
    host::accounts nobody;
    host::router routes;
    host::api::store* const none = nullptr;
    host::api api{none, nobody, context.get_executor(), [] { return host::moment{}; }};
    api.add_routes(routes);
    host::event_feed feed{none, api, context.get_executor()};
    feed.add_routes(routes);
    std::set<std::string> served;
    for (const auto& one : routes.routes()) {
        served.insert(one.method + " " + one.pattern);
    }
    std::set<std::string> described;
    for (const auto& [path, item] : description().at("paths").as_object()) {
        for (const auto* method : {"get", "post"}) {
            if (item.as_object().contains(method)) {
                const std::string name = method == std::string_view{"get"} ? "GET " : "POST ";
                described.insert(name + std::string{host::api_prefix} + std::string{path});
            }
        }
    }
    BOOST_TEST(served == described, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
