// What an export says of people, and of chronic problems, which are no applications.
#include "replay/export.hpp"
#include "unit/audit/stores.hpp"
#include "unit/tools/files.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <sstream>

BOOST_AUTO_TEST_SUITE(tools_export)

namespace {

using namespace acikkapi;
using namespace support;
using tools::pseudonyms;

constexpr std::array forms{"jsonl", "csv", "cloudevents", "xes", "ocel"};

origin by(std::string_view who)
{
    auto out = officer();
    out.by = actor::parse(who).value();
    return out;
}

commands::open_problem a_problem()
{
    commands::open_problem out;
    out.where = province::from_plate(34).value();
    out.category = "roads";
    out.district = "Harbour";
    out.title = "Holes in the road";
    out.owner = actor::parse("head:10000001/veli").value();
    return out;
}

/// Two applications, and between them in the journal a problem, which another one sees to later. The first
/// application is in the hands of an account of its unit, which then does something.
struct office : host {
    stream_id problem{};

    office()
    {
        auto desk = engine<petition>::open(options()).value();
        const auto give = [&](command wish, std::string_view who, stream_id to = no_stream) {
            return desk.submit({std::move(wish), by(who), to, {}, {}}).value().stream;
        };
        const commands::route to_roads{unit_id::parse("10000001").value(), "Yol", ""};
        const auto first = give(a_wish(), "desk:34/fatma");
        give(to_roads, "officer:34/ali", first);
        problem = give(a_problem(), "officer:34/ali");
        const auto second = give(a_wish(), "desk:34/fatma");
        give(to_roads, "officer:34/ali", second);
        give(commands::assign{actor::parse("unit:10000001/ayse").value()}, "officer:34/ali", first);
        give(commands::ask{"Hangi okul?"}, "unit:10000001/ayse", first);
        const commands::plan_problem plan{
            actor::parse("officer:34/ali").value(), "New asphalt", std::nullopt};
        give(plan, "head:10000001/veli", problem);
        give(commands::close_problem{"New asphalt"}, "head:10000001/veli", problem);
    }

    [[nodiscard]] std::string
    exported(const char* form, const pseudonyms& who, tools::export_figures* figures = nullptr)
    {
        const auto made = tools::make_export_form(form, "an.example/register");
        std::ostringstream out;
        const auto done =
            tools::write_export(look_at(*this).value(), who, *made, out, [](std::uint64_t) {});
        BOOST_REQUIRE(done.has_value());
        if (figures != nullptr) {
            *figures = *done;
        }
        return out.str();
    }

    /// The records of one kind, as JSON Lines have them.
    [[nodiscard]] std::vector<boost::json::object> said(std::string_view what)
    {
        std::istringstream lines{exported("jsonl", pseudonyms{"a salt"})};
        std::vector<boost::json::object> out;
        for (std::string line; std::getline(lines, line);) {
            const auto one = boost::json::parse(line).as_object();
            if (one.at("what").as_string() == what) {
                out.push_back(one);
            }
        }
        return out;
    }
    [[nodiscard]] std::string problem_name() const
    {
        return "problem-" + std::to_string(number_of(problem));
    }
};

std::size_t count(std::string_view text, std::string_view what)
{
    std::size_t out = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) {
        ++out;
    }
    return out;
}

bool is_well_formed(const std::string& xml)
{
    const files::temporary file{"export.xes", xml};
    const auto ask = "xmllint --noout '" + file.path().string() + "'";
    return std::system(ask.c_str()) == 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_account_can_be_read_wherever_it_is_named)
{
    office here;
    for (const auto* const form : forms) {
        const auto text = here.exported(form, pseudonyms::random());
        for (const auto* const account : {"/ayse", "/veli", "/ali", "/fatma"}) {
            BOOST_TEST(count(text, account) == 0U, form << " names " << account);
        }
    }
}

BOOST_AUTO_TEST_CASE(who_is_named_and_who_acts_have_one_pseudonym)
{
    office here;
    const auto to = here.said("assigned").at(0).at("says").at("to");
    BOOST_TEST((to == here.said("question_asked").at(0).at("by")));
    BOOST_TEST(to.as_string().starts_with("unit:10000001/"));
    const auto owner = here.said("problem_opened").at(0).at("says").at("wish").at("owner");
    BOOST_TEST((owner == here.said("problem_planned").at(0).at("by")));
    const auto next = here.said("problem_planned").at(0).at("says").at("owner");
    BOOST_TEST((next == here.said("routed").at(0).at("by")));
}

BOOST_AUTO_TEST_CASE(in_clear_they_keep_their_names)
{
    office here;
    const auto text = here.exported("jsonl", pseudonyms::none());
    BOOST_TEST(count(text, R"("to":"unit:10000001/ayse")") == 1U);
    BOOST_TEST(count(text, R"("owner":"head:10000001/veli")") == 1U);
}

BOOST_AUTO_TEST_CASE(a_problem_is_told_of_under_a_name_of_its_own)
{
    office here;
    for (const auto* const what : {"problem_opened", "problem_planned", "problem_closed"}) {
        const auto number = here.said(what).at(0).at("number");
        BOOST_TEST(number.as_string() == here.problem_name());
    }
    const auto events = here.exported("cloudevents", pseudonyms::random());
    BOOST_TEST(count(events, R"("subject":")" + here.problem_name() + '"') == 3U);
    BOOST_TEST(count(events, R"("subject":"")") == 0U);
}

BOOST_AUTO_TEST_CASE(in_the_course_of_applications_there_is_no_problem)
{
    office here;
    for (const auto* const form : {"csv", "xes", "ocel"}) {
        const auto text = here.exported(form, pseudonyms::random());
        BOOST_TEST(count(text, "submitted") >= 2U, form);
        BOOST_TEST(count(text, "problem") == 0U, form);
    }
}

BOOST_AUTO_TEST_CASE(applications_are_counted_and_problems_are_not)
{
    office here;
    for (const auto* const form : forms) {
        tools::export_figures figures;
        static_cast<void>(here.exported(form, pseudonyms::random(), &figures));
        BOOST_TEST(figures.applications == 2U, form);
    }
}

BOOST_AUTO_TEST_CASE(a_problem_between_two_applications_leaves_the_xml_whole)
{
    office here;
    const auto xes = here.exported("xes", pseudonyms::random());
    BOOST_TEST(is_well_formed(xes));
    BOOST_TEST(count(xes, "<trace>") == 2U);
    BOOST_TEST(count(xes, "</trace>") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
