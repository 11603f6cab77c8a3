#include "host/pages/history.hpp"
#include "host/pages/staff_words.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

host::happening happened(version at, std::string_view by, event fact)
{
    host::happening out;
    out.what.version = at;
    out.what.at = position{at * 10};
    out.what.recorded_at = noon;
    out.what.by = actor::parse(by).value();
    out.fact = std::move(fact);
    return out;
}

host::happening recorded(version at, record_kind kind, std::string clear = {})
{
    host::happening out;
    out.what.version = at;
    out.what.at = position{at * 10};
    out.what.recorded_at = noon;
    out.what.kind = kind;
    out.what.by = actor::parse("governorate:34/1").value();
    out.what.payload.clear = std::move(clear);
    return out;
}

using story = std::vector<host::happening>;

application routed_until(unsigned day_of_november)
{
    application out;
    out.life = status::routed;
    out.service.due = std::chrono::local_days{std::chrono::year{2026} / 11 / day_of_november};
    return out;
}

constexpr day today = std::chrono::local_days{std::chrono::year{2026} / 11 / 20};

}  // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(host::time_left)

BOOST_AUTO_TEST_SUITE(host_history)

BOOST_AUTO_TEST_CASE(what_the_engine_does_by_itself_is_nothing_to_look_at)
{
    const story all{
        happened(1, "citizen", events::submitted{}),
        happened(2, "engine", events::notice_recorded{}),
        happened(3, "engine", events::escalated{}),
        happened(4, "engine", events::notified{}),
        recorded(5, record_kind::disclosure, "why"),
        recorded(5, record_kind::refusal)};
    BOOST_TEST(host::same_to_people(all, 5));
    BOOST_TEST(host::same_to_people(all, 1));
    BOOST_TEST(!host::same_to_people(all, 0));
}

BOOST_AUTO_TEST_CASE(what_a_person_did_is_something_to_look_at)
{
    story all{happened(1, "citizen", events::submitted{})};
    for (auto& next : story{
             happened(2, "officer:34/ayse", events::routed{}),
             happened(2, "officer:34/ayse", events::notice_recorded{}),
             happened(2, "citizen", events::withdrawn{}),
             happened(2, "engine", events::resumed{}),
             recorded(2, record_kind::proposal, "reopen\nwhy")}) {
        all.push_back(next);
        BOOST_TEST(!host::same_to_people(all, 1));
        BOOST_TEST(host::same_to_people(all, 2));
        BOOST_TEST(host::newest_for_people(all) == &all.back());
        all.pop_back();
    }
}

BOOST_AUTO_TEST_CASE(the_newest_that_makes_a_difference_is_found_behind_what_does_not)
{
    const story all{happened(1, "citizen", events::submitted{}), recorded(1, record_kind::refusal)};
    BOOST_TEST(host::newest_for_people(all) == &all.front());
    BOOST_TEST(host::newest_for_people(story{}) == nullptr);
}

BOOST_AUTO_TEST_CASE(the_newest_event_of_a_type_is_found)
{
    const story all{
        happened(1, "citizen", events::replied{"first"}),
        happened(2, "citizen", events::replied{"second"}),
        recorded(3, record_kind::proposal, "reopen\nwhy")};
    BOOST_TEST(host::newest<events::replied>(all)->text == "second");
    BOOST_TEST(host::newest<events::answered>(all) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_proposal_is_open_for_seven_days)
{
    const story all{recorded(7, record_kind::proposal, "reopen\nit broke again")};
    const auto open = host::open_proposals(all, "reopen", noon + 7 * 24h);
    BOOST_REQUIRE(open.size() == 1U);
    BOOST_TEST(open.front().reason == "it broke again");
    BOOST_TEST(open.front().by.str() == "governorate:34/1");
    BOOST_TEST((open.front().at == position{70}));
    BOOST_TEST(!open.front().whose.has_value());
    BOOST_TEST(host::open_proposals(all, "reopen", noon + 7 * 24h + 1s).empty());
    BOOST_TEST(host::open_proposals(all, "erase", noon).empty());
}

BOOST_AUTO_TEST_CASE(a_proposal_that_was_confirmed_is_open_no_more)
{
    story all{
        recorded(7, record_kind::proposal, "reopen\nwhy"),
        happened(8, "governorate:34/2", events::reopened{})};
    BOOST_TEST(!host::open_proposals(all, "reopen", noon).empty());
    all.back().what.caused_by = {position{70}, 0, true};  // A letter's outcome is no confirmation.
    BOOST_TEST(!host::open_proposals(all, "reopen", noon).empty());
    all.back().what.caused_by.letter = false;
    BOOST_TEST(host::open_proposals(all, "reopen", noon).empty());
}

BOOST_AUTO_TEST_CASE(a_confirmation_that_was_refused_leaves_the_proposal_open)
{
    story all{recorded(7, record_kind::proposal, "reopen\nwhy"), recorded(8, record_kind::refusal)};
    all.back().what.caused_by.cause = position{70};
    BOOST_TEST(!host::open_proposals(all, "reopen", noon).empty());
}

BOOST_AUTO_TEST_CASE(an_erasure_is_proposed_of_somebody_until_he_is_erased)
{
    story all{
        recorded(7, record_kind::proposal, "erase\nbeneficiary\nShe\nasked."),
        recorded(8, record_kind::proposal, "erase\napplicant\nHe asked."),
        recorded(9, record_kind::proposal, "erase\nSomebody asked.")};
    all.front().what.on = authority::parse("mahkeme:2026/5").value();
    auto open = host::open_proposals(all, "erase", noon);
    BOOST_REQUIRE(open.size() == 2U);
    BOOST_TEST((open.front().whose == whose_data{0}));
    BOOST_TEST(open.front().reason == "He asked.");
    BOOST_TEST((open.back().whose == whose_data{1}));
    BOOST_TEST(open.back().reason == "She\nasked.");
    BOOST_TEST(open.back().on.str() == "mahkeme:2026/5");
    all.push_back(recorded(10, record_kind::erasure));
    all.back().what.whose = 0;
    open = host::open_proposals(all, "erase", noon);
    BOOST_REQUIRE(open.size() == 1U);
    BOOST_TEST((open.front().whose == whose_data{1}));
}

BOOST_AUTO_TEST_CASE(the_time_that_is_left_is_counted_in_days)
{
    using how = host::time_left::how;
    const auto left = [](unsigned due) { return host::time_left_of(routed_until(due), today); };
    BOOST_TEST((left(23) == host::time_left{how::good, 3}));
    BOOST_TEST((left(22) == host::time_left{how::soon, 2}));
    BOOST_TEST((left(20) == host::time_left{how::soon, 0}));
    BOOST_TEST((left(19) == host::time_left{how::late, 1}));
}

BOOST_AUTO_TEST_CASE(a_clock_that_stands_still_or_is_stopped_leaves_no_days)
{
    using how = host::time_left::how;
    auto now = routed_until(1);
    now.life = status::awaiting_applicant;
    now.service.paused_since = today;
    BOOST_TEST((host::time_left_of(now, today).is == how::paused));
    for (const auto life :
         {status::answered, status::notified, status::closed, status::withdrawn, status::none}) {
        now.life = life;
        BOOST_TEST((host::time_left_of(now, today).is == how::none));
    }
}

BOOST_AUTO_TEST_CASE(a_day_begins_at_midnight_in_turkey)
{
    constexpr instant before = std::chrono::sys_days{std::chrono::year{2026} / 11 / 19} + 21h - 1us;
    BOOST_TEST((host::day_in_turkey(before) == today - std::chrono::days{1}));
    BOOST_TEST((host::day_in_turkey(before + 1us) == today));
}

BOOST_AUTO_TEST_CASE(a_search_box_takes_numbers_of_three_kinds)
{
    const auto number = application_number::make(province::from_plate(34).value(), 2026, 7).value();
    BOOST_TEST((host::read_search(number.str()).number == number));
    BOOST_TEST(host::read_search("10000000146").subject == "10000000146");
    BOOST_TEST(host::read_search("0532 123 45 67").subject == "+905321234567");
    const auto wrong = host::read_search("10000000147");
    BOOST_TEST(!wrong.number.has_value());
    BOOST_TEST(wrong.subject.empty());
}

BOOST_AUTO_TEST_CASE(a_message_has_its_price_with_the_comma_of_the_language)
{
    BOOST_TEST(host::cost_text(language::turkish, {2, 12'345}) == "2 SMS, 1,2345 ₺");
    BOOST_TEST(host::cost_text(language::english, {0, 45}) == "0.0045 ₺");
    BOOST_TEST(host::cost_text(language::arabic, {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
