#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Who is told what, and what comes back. A letter has a kind and a number, and no words of its own.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_letters)
namespace {

const std::string reference = application_number::make(a_request().where, 2026, this_serial)->str();

letter sms(std::string kind)
{
    return {"sms", std::move(kind), "+99955500001", reference};
}

letter_outcome came_back(std::string kind, delivery how)
{
    letter_outcome outcome;
    outcome.sent = sms(std::move(kind));
    outcome.how = how;
    outcome.attempts = 3;
    outcome.detail = "id 17";
    return outcome;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_applicant_is_told_at_every_step_that_concerns_him)
{
    struct told {
        status where;
        command wish;
        std::string kind;
    };
    const std::vector<told> table{
        {status::none, a_request(), "received"},
        {status::routed, a_question(), "question"},
        {status::awaiting_applicant, commands::remind{}, "reminder"},
        {status::routed, commands::answer_interim{"Bakılıyor"}, "interim"},
        {status::routed, an_answer(), "result"},
        {status::submitted, commands::close{}, "closed"},
        {status::returned,
         commands::close{closing::other_authority, "", "Karayolları"},
         "sent_on"}};
    for (const told& row : table) {
        const std::vector<letter> expected{sms(row.kind)};
        BOOST_TEST((given(way_to(row.where)).when(row.wish).letters() == expected), row.kind);
    }
}

BOOST_AUTO_TEST_CASE(the_unit_is_told_that_it_has_something)
{
    const std::vector<letter> expected{{"unit", "routed", "10000001", reference, true}};
    BOOST_TEST((given(way_to(status::submitted)).when(to_roads()).letters() == expected));
}

BOOST_AUTO_TEST_CASE(nothing_else_writes_a_letter)
{
    const std::vector<std::pair<status, command>> quiet{
        {status::routed, commands::send_back{}},
        {status::awaiting_applicant, a_reply()},
        {status::routed, commands::record_contact{}},
        {status::answered, told_the_result()},
        {status::notified, an_objection()},
        {status::routed, commands::withdraw{}},
        {status::notified, commands::rate{}},
        {status::submitted, a_link()},
        {status::submitted, commands::escalate{1, 1}}};
    for (const auto& [where, wish] : quiet) {
        BOOST_TEST(given(way_to(where)).when(wish).letters().empty(), name_of(where));
    }
}

BOOST_AUTO_TEST_CASE(an_import_writes_no_letter)
{
    BOOST_TEST(given(steps{}).historical().when(a_request()).letters().empty());
    BOOST_TEST(given(way_to(status::submitted)).historical().when(to_roads()).letters().empty());
    BOOST_TEST(given(way_to(status::routed)).historical().when(an_answer()).letters().empty());
    BOOST_TEST(
        given(way_to(status::submitted)).historical().when(commands::close{}).letters().empty());
}

BOOST_AUTO_TEST_CASE(whether_anybody_is_told_is_in_the_event_and_nowhere_else)
{
    const story told = given(way_to(status::routed));
    events::answered fact = told.when(an_answer()).only<events::answered>();
    const application after = told.when(an_answer()).after();
    context elsewhere = told.about();
    elsewhere.historical = true;
    BOOST_TEST(petition::react(told.state(), fact, after, elsewhere).size() == 1U);
    fact.tell = false;
    BOOST_TEST(petition::react(told.state(), fact, after, told.about()).empty());
}

// Law 6698: the number may be gone by the time that a replay comes by.
BOOST_AUTO_TEST_CASE(without_a_number_there_is_no_letter)
{
    const story told = given(way_to(status::routed));
    const auto fact = told.when(an_answer()).only<events::answered>();
    application after = told.when(an_answer()).after();
    after.contact.clear();
    BOOST_TEST(petition::react(told.state(), fact, after, told.about()).empty());
}

BOOST_AUTO_TEST_CASE(what_became_of_a_notice_comes_back_as_a_command)
{
    const commands::record_notice first{
        notice::acknowledgement, delivery::expired, "sms", 3, "id 17"};
    const commands::record_notice second{notice::result, delivery::delivered, "sms", 3, "id 17"};
    BOOST_TEST((petition::settle(came_back("received", delivery::expired)) == command{first}));
    BOOST_TEST((petition::settle(came_back("result", delivery::delivered)) == command{second}));
}

// A dead letter is somebody's task, whatever it was about: every outcome is on record. That a unit does not know
// is in the state besides.
BOOST_AUTO_TEST_CASE(of_other_letters_only_the_outcome_is_kept)
{
    const story told = given(way_to(status::routed));
    for (const std::string kind : {"question", "reminder", "interim", "closed", "routed", ""}) {
        const auto wish = petition::settle(came_back(kind, delivery::dead));
        const auto& recorded = std::get<commands::record_notice>(wish);
        BOOST_TEST((recorded.which == (kind == "routed" ? notice::unit : notice::other)));
        const auto came = told.when(wish).then({events::notice_recorded{recorded}});
        application expected = told.state();
        expected.unit_not_told = kind == "routed";
        BOOST_TEST((came.after() == expected), kind);
    }
}

BOOST_AUTO_TEST_CASE(whatever_comes_back_of_a_notice_is_accepted)
{
    letter_outcome outcome = came_back("result", delivery::delivered);
    outcome.detail = "x" + letters_of(200);
    outcome.sent.adapter = "an adapter whose name is no name at all";
    const story told = given(way_to(status::answered));
    const auto wish = petition::settle(outcome);
    BOOST_TEST((told.when(wish).after().life == status::notified));
    const auto& recorded = std::get<commands::record_notice>(wish);
    BOOST_TEST(recorded.detail == "x" + letters_of(99));
    BOOST_TEST(recorded.means == "other");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
