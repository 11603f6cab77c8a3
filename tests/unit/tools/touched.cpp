// Whose data somebody touched, and whose he could read.
#include "replay/touched.hpp"
#include "unit/audit/stores.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_touched)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using tools::touched_data;

origin by(std::string_view who)
{
    auto out = officer();
    out.by = actor::parse(who).value();
    return out;
}

/// Three applications in three hours: two with one unit, one with another; the second of them was taken
/// from the first unit in the second hour.
struct site : host {
    std::vector<std::string> numbers;
    instant begin = time.now();

    site()
    {
        auto desk = engine<petition>::open(options()).value();
        std::vector<stream_id> streams;
        for (const auto* const unit : {"10000001", "10000001", "10000002"}) {
            auto wish = a_wish();
            if (streams.size() == 1) {
                wish.beneficiary = person{};
                wish.beneficiary->full_name = "Kardeş Kişi";
            }
            const auto stream =
                desk.submit({wish, by("desk:34/7"), no_stream, {}, {}}).value().stream;
            const commands::route to{unit_id::parse(unit).value(), "", ""};
            static_cast<void>(desk.submit({to, by("officer:34/7"), stream, {}, {}}).value());
            numbers.push_back(desk.views().find(stream).value().state.number.str());
            streams.push_back(stream);
        }
        time.set(begin + 1h);
        const commands::ask question{"Hangi okul?"};
        static_cast<void>(
            desk.submit({question, by("unit:10000001/3"), streams[0], {}, {}}).value());
        static_cast<void>(desk.disclose(streams[2], by("unit:10000001/3"), "a complaint").value());
        static_cast<void>(
            desk.submit({commands::send_back{}, by("unit:10000001/4"), streams[1], "k", {}})
                .value());
        const commands::route away{unit_id::parse("10000002").value(), "", ""};
        static_cast<void>(desk.submit({away, by("officer:34/7"), streams[1], {}, {}}).value());
        static_cast<void>(
            desk.submit({question, by("unit:10000001/4"), streams[0], "refused", {}}).error());
        static_cast<void>(
            desk.submit({commands::submit{}, by("desk:34/7"), no_stream, "empty", {}}).error());
    }

    [[nodiscard]] boost::json::object touched(const std::string& who, touched_data::span when = {})
    {
        touched_data out{who, when};
        const auto read = look_at(*this).value().replay([&](const auto& step) {
            out.take(step);
            return true;
        });
        BOOST_REQUIRE(read.has_value());
        return out.to_json();
    }

    [[nodiscard]] static std::vector<std::string>
    names(const boost::json::array& from, const char* key)
    {
        std::vector<std::string> out;
        for (const auto& one : from) {
            out.emplace_back(key == nullptr ? one.as_string() : one.at(key).as_string());
        }
        return out;
    }
    [[nodiscard]] std::vector<std::string>
    on_record(const std::string& who, touched_data::span when = {})
    {
        return names(touched(who, when).at("applications").as_array(), "number");
    }
    [[nodiscard]] std::vector<std::string>
    in_reach(const std::string& who, touched_data::span when = {})
    {
        return names(touched(who, when).at("in_reach").at("numbers").as_array(), nullptr);
    }
};

using list = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(what_somebody_did_and_saw_on_record_is_listed)
{
    site here;
    const auto told = here.touched("unit:10000001/3");
    const auto& applications = told.at("applications").as_array();
    BOOST_TEST((here.on_record("unit:10000001/3") == list{here.numbers[0], here.numbers[2]}));
    BOOST_TEST(applications[0].at("acts").at("question_asked") == 1);
    BOOST_TEST(applications[1].at("acts").at("disclosed") == 1);
    BOOST_TEST(told.at("persons") == 2);
    BOOST_TEST((here.on_record("unit:10000001/9") == list{}));
    BOOST_TEST((here.on_record("unit:10000001") == list{}));
}

BOOST_AUTO_TEST_CASE(a_refused_command_is_a_touch_and_a_refused_registration_is_counted)
{
    site here;
    const auto told = here.touched("unit:10000001/4");
    BOOST_TEST((here.on_record("unit:10000001/4") == list{here.numbers[0], here.numbers[1]}));
    BOOST_TEST(told.at("persons") == 3);  // The second applied for somebody else.
    BOOST_TEST(here.touched("desk:34/7").at("registrations_refused") == 1);
}

BOOST_AUTO_TEST_CASE(names_that_begin_alike_are_asked_for_together)
{
    site here;
    BOOST_TEST((here.on_record("unit:10000001/*") == here.numbers));
    BOOST_TEST((here.on_record("unit:*") == here.numbers));
    BOOST_TEST((here.on_record("officer:34/7") == here.numbers));
}

BOOST_AUTO_TEST_CASE(what_was_theirs_at_that_time_and_not_touched_was_in_reach)
{
    site here;
    BOOST_TEST((here.in_reach("unit:10000001/3") == list{here.numbers[1]}));
    BOOST_TEST((here.in_reach("unit:10000001/9") == list{here.numbers[0], here.numbers[1]}));
    // After the hour in which it was taken from them it was not.
    BOOST_TEST((here.in_reach("unit:10000001/9", {here.begin + 2h}) == list{here.numbers[0]}));
    BOOST_TEST(
        (here.in_reach("unit:10000002/1", {instant::min(), here.begin + 30min}) ==
         list{here.numbers[2]}));
    BOOST_TEST((here.in_reach("unit:10000002/1") == list{here.numbers[1], here.numbers[2]}));
    BOOST_TEST((here.in_reach("unit:10000001/*", {here.begin + 2h}) == list{here.numbers[0]}));
    BOOST_TEST((here.in_reach("auditor") == list{}));
}

BOOST_AUTO_TEST_CASE(what_any_of_those_that_are_asked_for_could_read_was_in_reach)
{
    site here;
    // The second was first with the one unit, then with the other: both names begin so.
    const auto later = touched_data::span{here.begin + 2h};
    for (const auto* const units : {"unit:*", "unit:1*", "unit:1000000*", "u*", "head:*", "*"}) {
        BOOST_TEST((here.in_reach(units, later) == here.numbers), units);
    }
    BOOST_TEST((here.in_reach("unit:10000002*", later) == list{here.numbers[1], here.numbers[2]}));
    BOOST_TEST((here.in_reach("unit:10000001*", later) == list{here.numbers[0]}));
    BOOST_TEST((here.in_reach("unit:2*", later) == list{}));
    // Of a province, whose plate code is 34.
    for (const auto* const offices : {"officer:*", "officer:3*", "desk:34*", "governorate:34/*"}) {
        BOOST_TEST((here.in_reach(offices, later) == here.numbers), offices);
    }
    BOOST_TEST((here.in_reach("officer:4*", later) == list{}));
    BOOST_TEST((here.in_reach("officer:340*", later) == list{}));
    BOOST_TEST((here.in_reach("auditor*", later) == list{}));
}

BOOST_AUTO_TEST_CASE(nobody_is_in_a_chronic_problem)
{
    site here;
    {
        auto desk = engine<petition>::open(here.options()).value();
        commands::open_problem wish;
        wish.where = province::from_plate(34).value();
        wish.category = "roads";
        wish.unit = unit_id::parse("10000001").value();
        wish.title = "Holes in the road";
        wish.owner = actor::parse("head:10000001").value();
        const auto problem =
            desk.submit({wish, by("officer:34/9"), no_stream, {}, {}}).value().stream;
        const commands::close_problem over{"New asphalt"};
        static_cast<void>(desk.submit({over, by("head:10000001/2"), problem, {}, {}}).value());
    }
    BOOST_TEST((here.on_record("officer:34/9") == list{}));
    BOOST_TEST(here.touched("officer:34/9").at("persons") == 0);
    BOOST_TEST((here.in_reach("unit:10000001/9") == list{here.numbers[0], here.numbers[1]}));
}

BOOST_AUTO_TEST_CASE(only_what_was_within_the_time_counts)
{
    site here;
    BOOST_TEST(
        (here.on_record("unit:10000001/3", {here.begin + 1h, here.begin + 1h}).size() == 2U));
    BOOST_TEST((here.on_record("unit:10000001/3", {here.begin + 61min}) == list{}));
    BOOST_TEST((here.on_record("unit:10000001/3", {instant::min(), here.begin + 59min}) == list{}));
}

BOOST_AUTO_TEST_CASE(the_words_say_the_same)
{
    site here;
    touched_data out{"unit:10000001/3", {}};
    static_cast<void>(look_at(here).value().replay([&](const auto& step) {
        out.take(step);
        return true;
    }));
    const auto text = out.to_text();
    BOOST_TEST(text.find(here.numbers[0] + "  2026-11-24T01:00:00Z  question_asked\n") == 0U);
    BOOST_TEST(text.find("on record: 2 applications of 2 persons\n") != std::string::npos);
    BOOST_TEST(text.find("in reach: 1 applications of 2 persons\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
