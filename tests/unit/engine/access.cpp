// Who may do what is decided by the library, for each application, and what must be on record is.
#include <acikkapi/audit.hpp>
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/reminder.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_access)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<petition>;

constexpr auto unit_here = "unit:10000001";
constexpr auto unit_elsewhere = "unit:10000002";
constexpr auto officer_here = "officer:34/7";
constexpr auto words = "Okulun önünde bir çukur var.";
const stream_id nowhere{4'711};

origin by(std::string_view who)
{
    auto out = officer();
    out.by = actor::parse(who).value();
    return out;
}

viewer seen_by(std::string_view who)
{
    return {actor::parse(who).value(), channels::desk()};
}

/// A store under the table of petitions, with one application that lies with a unit.
struct site : host {
    stream_id stream{};

    explicit site(const access_policy* policy = &petition_access()) : policy_(policy)
    {
        auto desk = open();
        stream = applied(desk);
    }

    [[nodiscard]] desk_of open()
    {
        auto out = options();
        out.access = policy_;
        return desk_of::open(out).value();
    }
    static stream_id applied(desk_of& desk)
    {
        const auto out = desk.submit({a_wish(), by("desk:34/7"), no_stream, {}, {}}).value().stream;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", ""};
        BOOST_REQUIRE(desk.submit({to, by(officer_here), out, {}, {}}).has_value());
        return out;
    }
    void is_sound()
    {
        const auto report = look_at(*this).value().verify().value();
        BOOST_TEST(
            !report.first_divergence,
            (report.first_divergence ? report.first_divergence->what : std::string{}));
    }

private:
    const access_policy* policy_;
};

result<std::vector<receipt>> erased_by_two(desk_of& desk, stream_id stream)
{
    auto from = by("governorate:34/1");
    from.confirms = desk.propose(stream, by("governorate:34/2"), "erase", "she asks").value().first;
    return desk.erase({{stream}}, from);
}

commands::answer granted()
{
    return {outcome::granted, "Dolduruldu", "Müdür"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_put_on_record_without_a_ground)
{
    host where;
    auto desk = desk_of::open(where.options()).value();
    auto from = officer();
    from.on = {};
    BOOST_TEST(
        (error_of(desk.submit({a_wish(), from, no_stream, "key", {}})) == errc::missing_authority));
    BOOST_TEST((desk.head() == position{0}));
    BOOST_TEST(desk.submit({a_wish(), officer(), no_stream, "key", {}}).has_value());
    const auto fact = desk.feed().next(10).value().front();
    BOOST_TEST((fact.by == officer().by && fact.on == officer().on));
    BOOST_TEST(role_of(fact.by) == "officer");
}

BOOST_AUTO_TEST_CASE(the_ground_of_the_engines_own_acts_is_the_workflow)
{
    host where;
    auto desk = engine<reminder>::open(where.options()).value();
    auto end = desk.async_run(asio::use_future);
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(where.time.now().time_since_epoch());
    const auto stream =
        desk.submit({{reminder::act::plan, now.count()}, officer(), no_stream, {}, {}})
            .value()
            .stream;
    BOOST_TEST(eventually([&] { return desk.views().find(stream).value().state.fired == 1; }));
    BOOST_TEST(desk.views().timeline(stream).value().back().on.str() == "reminder/1");
    desk.stop();
    end.get();
}

BOOST_AUTO_TEST_CASE(the_engine_is_not_asked_for_what_it_does_itself_and_nobody_acts_in_its_name)
{
    const auto table = access_matrix::parse("act officer\nchange other").value();
    host where;
    auto options = where.options();
    options.access = &table;
    auto desk = engine<reminder>::open(options).value();
    auto end = desk.async_run(asio::use_future);
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(where.time.now().time_since_epoch());
    const request<reminder> plan{{reminder::act::plan, now.count()}, officer(), no_stream, {}, {}};
    static_cast<void>(desk.submit(plan).value());
    BOOST_TEST(eventually([&] { return desk.head() >= position{2}; }));
    auto posing = plan;
    posing.from.by = actor::parse("engine").value();
    posing.from.via = channels::engine();
    BOOST_TEST((error_of(desk.submit(posing)) == errc::not_permitted));
    desk.stop();
    end.get();
}

BOOST_AUTO_TEST_CASE(who_may_not_changes_nothing_and_takes_no_key)
{
    site here;
    auto desk = here.open();
    const auto head = desk.head();
    const auto answer = [&](std::string_view who) {
        return error_of(desk.submit({granted(), by(who), here.stream, "the answer", {}}));
    };
    BOOST_TEST((answer(unit_elsewhere) == errc::not_permitted));
    BOOST_TEST((answer("citizen") == errc::not_permitted));
    BOOST_TEST((desk.head() == head));
    BOOST_TEST((answer(unit_here) == errc{}));
    // An answer that was given is given again, to whoever has the key.
    BOOST_TEST((answer(unit_here) == errc{}));
}

BOOST_AUTO_TEST_CASE(one_of_a_batch_who_may_not_stops_it_as_a_whole)
{
    site here;
    auto desk = here.open();
    const auto other = site::applied(desk);
    const auto head = desk.head();
    batch<petition> both;
    both.requests.push_back({granted(), by(unit_here), here.stream, {}, {}});
    both.requests.push_back({granted(), by(unit_elsewhere), other, {}, {}});
    BOOST_TEST((error_of(desk.submit_all(both)) == errc::not_permitted));
    BOOST_TEST((desk.head() == head));
}

BOOST_AUTO_TEST_CASE(a_batch_looks_only_at_what_its_actor_may_read)
{
    site here;
    auto desk = here.open();
    const auto tried = [&](stream_id at, acikkapi::version version) {
        batch<petition> careful;
        careful.requests.push_back({a_wish(), by("citizen"), no_stream, {}, {}});
        careful.unchanged.push_back({at, version});
        return error_of(desk.submit_all(careful));
    };
    for (const acikkapi::version version : {1, 2, 3}) {
        BOOST_TEST((tried(here.stream, version) == errc::not_permitted));
        BOOST_TEST((tried(nowhere, version) == errc::not_permitted));
    }
    batch<petition> careful;
    careful.requests.push_back({a_wish(), by(officer_here), no_stream, {}, {}});
    careful.unchanged.push_back({here.stream, 1});
    BOOST_TEST((error_of(desk.submit_all(careful)) == errc::version_conflict));
    careful.unchanged.front().version = 2;
    BOOST_TEST(desk.submit_all(careful).has_value());
}

BOOST_AUTO_TEST_CASE(what_a_batch_does_first_gives_no_right_to_what_it_does_then)
{
    site here;
    auto desk = here.open();
    const commands::route to{unit_id::parse("10000002").value(), "Park", ""};
    batch<petition> grasping;
    grasping.requests.push_back({commands::send_back{}, by(unit_here), here.stream, {}, {}});
    grasping.requests.push_back({to, by(officer_here), here.stream, {}, {}});
    grasping.requests.push_back({granted(), by(unit_elsewhere), here.stream, {}, {}});
    BOOST_TEST((error_of(desk.submit_all(grasping)) == errc::not_permitted));
    grasping.requests.pop_back();
    BOOST_TEST(desk.submit_all(grasping).has_value());
    BOOST_TEST(desk.submit({granted(), by(unit_elsewhere), here.stream, {}, {}}).has_value());
}

BOOST_AUTO_TEST_CASE(the_holder_is_who_shows_the_code_of_this_application)
{
    site here;
    auto desk = here.open();
    const auto other = site::applied(desk);
    const auto withdraw = [&](const std::string& code) {
        auto from = by("citizen");
        from.code = code;
        return error_of(desk.submit({commands::withdraw{}, from, here.stream, {}, {}}));
    };
    auto who = seen_by("citizen");
    const auto may_see = [&](const std::string& code) {
        who.code = code;
        return desk.views(who).find(here.stream).has_value();
    };
    for (const auto& code :
         {std::string{}, std::string{"AAAAAAAAAAAAAA"}, desk.lookup_code(other)}) {
        BOOST_TEST((withdraw(code) == errc::not_permitted));
        BOOST_TEST(!may_see(code));
    }
    BOOST_TEST(may_see(desk.lookup_code(here.stream)));
    BOOST_TEST((withdraw(desk.lookup_code(here.stream)) == errc{}));
    // It is asked for and not kept.
    for (const auto& one : desk.feed().next(100).value()) {
        BOOST_TEST(one.correlation.empty());
    }
}

BOOST_AUTO_TEST_CASE(who_may_not_does_not_learn_which_applications_there_are)
{
    site here;
    auto desk = here.open();
    const auto views = desk.views(seen_by("citizen"));
    for (const auto stream : {here.stream, nowhere}) {
        BOOST_TEST((error_of(views.find(stream)) == errc::not_permitted));
        BOOST_TEST((error_of(views.find_as_of(stream, position{1})) == errc::not_permitted));
        BOOST_TEST((error_of(views.timeline(stream)) == errc::not_permitted));
        BOOST_TEST(
            (error_of(desk.submit({commands::withdraw{}, by("citizen"), stream, {}, {}})) ==
             errc::not_permitted));
        BOOST_TEST(
            (error_of(desk.submit({granted(), by(unit_elsewhere), stream, {}, {}})) ==
             errc::not_permitted));
        BOOST_TEST(
            (error_of(desk.disclose(stream, by("citizen"), "why not")) == errc::not_permitted));
    }
    // Who may see all is told.
    BOOST_TEST(
        (error_of(desk.views(seen_by("auditor")).find(nowhere)) == errc::no_such_application));
    BOOST_TEST(
        (error_of(desk.disclose(nowhere, by("auditor"), "a complaint")) ==
         errc::no_such_application));
}

BOOST_AUTO_TEST_CASE(nobody_sees_nothing_where_there_is_a_policy_and_all_where_there_is_none)
{
    site here;
    {
        const auto desk = here.open();
        const auto views = desk.views();
        BOOST_TEST((error_of(views.find(here.stream)) == errc::not_permitted));
        BOOST_TEST(
            (error_of(views.list({"state", "routed", false, "", 10})) == errc::not_permitted));
        BOOST_TEST((error_of(views.find_by("subject", "10000000146")) == errc::not_permitted));
        BOOST_TEST((error_of(views.statistics()) == errc::not_permitted));
    }
    const auto desk = desk_of::open(here.options()).value();
    const auto found = desk.views().find(here.stream).value();
    BOOST_TEST(!found.withheld);
    BOOST_TEST(found.state.contact == "+99955500001");
}

BOOST_AUTO_TEST_CASE(who_may_not_see_persons_sees_the_rest)
{
    site here;
    const auto desk = here.open();
    const auto own = desk.views(seen_by(unit_here));
    const auto strange = desk.views(seen_by(unit_elsewhere));
    BOOST_TEST(!own.find(here.stream).value().withheld);
    BOOST_TEST(own.find(here.stream).value().state.contact == "+99955500001");
    for (const auto& found :
         {strange.find(here.stream).value(),
          strange.find_as_of(here.stream, desk.head()).value(),
          strange.find_as_of(here.stream, here.time.now()).value()}) {
        BOOST_TEST(found.withheld);
        BOOST_TEST(found.state.contact.empty());
        BOOST_TEST(found.state.category == "roads");
        BOOST_TEST((found.state.life == status::routed));
        BOOST_TEST(found.version == 2U);
    }
    const auto text_of = [](const views<petition>& from, stream_id stream) {
        const auto first = from.timeline(stream).value().front();
        const auto fact = decode_event(view_of(first.payload)).value();
        return std::get<events::submitted>(fact).wish.text;
    };
    BOOST_TEST(text_of(own, here.stream) == words);
    BOOST_TEST(text_of(strange, here.stream) == "");
    for (const auto& one : strange.timeline(here.stream).value()) {
        BOOST_TEST(one.payload.personal.empty());
        for (const auto& told : one.letters) {
            BOOST_TEST((told.recipient.empty() || told.to_unit));
        }
    }
    BOOST_TEST(!own.timeline(here.stream).value().front().letters.front().recipient.empty());
}

BOOST_AUTO_TEST_CASE(lists_and_searches_show_what_the_viewer_may_see)
{
    const auto table = access_matrix::parse("act desk officer unit\n"
                                            "submit other - -\n"
                                            "route - own -\n"
                                            "read - any own\n"
                                            "list - any any\n"
                                            "find - any any\n")
                           .value();
    site here{&table};
    auto desk = here.open();
    const list_query routed{"state", "routed", false, "", 10};
    const auto officers = desk.views(seen_by(officer_here));
    BOOST_TEST(officers.list(routed).value().streams.size() == 1U);
    BOOST_TEST(officers.find_by("subject", "10000000146").value().size() == 1U);
    const auto own = desk.views(seen_by(unit_here));
    BOOST_TEST(own.list(routed).value().streams.size() == 1U);
    BOOST_TEST(own.find_by("subject", "10000000146").value().size() == 1U);
    const auto strange = desk.views(seen_by(unit_elsewhere));
    BOOST_TEST(strange.list(routed).value().streams.empty());
    BOOST_TEST(strange.find_by("subject", "10000000146").value().empty());
    BOOST_TEST((error_of(strange.list({"state", "routed", false, "", 0})) == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_disclosure_is_on_record_before_anything_is_shown)
{
    site here;
    {
        auto desk = here.open();
        auto from = by(unit_elsewhere);
        from.on = authority::parse("law-3071/7").value();
        const auto shown = desk.disclose(here.stream, from, "şikâyet 7").value();
        BOOST_TEST(shown.state.contact == "+99955500001");
        BOOST_TEST(shown.version == 3U);
        BOOST_TEST((shown.state.life == status::routed));
        BOOST_TEST(!shown.withheld);
        const auto timeline = desk.views(seen_by(unit_here)).timeline(here.stream).value();
        const record& last = timeline.back();
        BOOST_TEST((last.kind == record_kind::disclosure));
        BOOST_TEST((last.by == from.by && last.on == from.on && last.via == from.via));
        BOOST_TEST(last.payload.clear == "şikâyet 7");
        BOOST_TEST(last.version == 3U);
        BOOST_TEST(last.letters.empty());
        // And on goes the work.
        BOOST_TEST(desk.submit({granted(), by(unit_here), here.stream, {}, {}}).has_value());
    }
    here.is_sound();
    const auto desk = here.open();
    const auto found = desk.views(seen_by(unit_here)).find(here.stream).value();
    BOOST_TEST((found.state.life == status::answered && found.version == 4U));
    const auto then = desk.views(seen_by(unit_here)).find_as_of(here.stream, position{3}).value();
    BOOST_TEST((then.state.life == status::routed && then.version == 3U));
    BOOST_TEST(then.state.contact == "+99955500001");
}

BOOST_AUTO_TEST_CASE(a_disclosure_shows_what_happened_too_and_what_is_personal_in_it)
{
    site here;
    auto desk = here.open();
    std::vector<record> taken;
    const auto take = [&taken](record one) { taken.push_back(std::move(one)); };
    const auto stranger = by(unit_elsewhere);
    BOOST_TEST((error_of(desk.disclose(here.stream, stranger, "", take)) == errc::missing_reason));
    BOOST_TEST(taken.empty());
    const auto shown = desk.disclose(here.stream, stranger, "şikâyet 7", take).value();
    BOOST_TEST(shown.version == 3U);
    BOOST_TEST_REQUIRE(taken.size() == 3U);
    const auto asked = decode_event(view_of(taken.front().payload)).value();
    BOOST_TEST(!std::get<events::submitted>(asked).wish.text.empty());
    BOOST_TEST((taken.back().kind == record_kind::disclosure));
    const auto views = desk.views(seen_by(unit_elsewhere));
    BOOST_TEST(views.timeline(here.stream, take).has_value());
    BOOST_TEST_REQUIRE(taken.size() == 6U);
    BOOST_TEST(taken[3].payload.personal.empty());
}

BOOST_AUTO_TEST_CASE(a_disclosure_of_a_sealed_application_leaves_it_sealed_and_sound)
{
    host where;
    const auto keys = open_key_files(where.where.str("kek")).value();
    auto options = where.options();
    options.directory = where.where.str("store");
    options.vault = {keys.get(), where.where.str("persons")};
    options.access = &petition_access();
    {
        auto desk = desk_of::open(options).value();
        const auto stream = site::applied(desk);
        BOOST_TEST(desk.disclose(stream, by("auditor"), "yearly").value().state.contact != "");
        BOOST_TEST(erased_by_two(desk, stream).has_value());
        // Who was erased is disclosed as he is.
        const auto gone = desk.disclose(stream, by("auditor"), "again").value();
        BOOST_TEST(gone.state.contact.empty());
        BOOST_TEST(gone.version == 6U);
    }
    for (const bool with_keys : {true, false}) {
        audit_options look;
        look.directory = options.directory;
        look.key = key_of_store();
        if (with_keys) {
            look.vault = options.vault;
        }
        const auto report = audit<petition>::open(look).value().verify().value();
        BOOST_TEST(!report.first_divergence);
        BOOST_TEST(report.events == 6U);
    }
}

BOOST_AUTO_TEST_CASE(a_disclosure_without_a_reason_or_a_right_shows_nothing)
{
    site here;
    auto desk = here.open();
    const auto head = desk.head();
    const auto told = [&](const origin& from, std::string reason) {
        return error_of(desk.disclose(here.stream, from, std::move(reason)));
    };
    BOOST_TEST((told(by(unit_elsewhere), "") == errc::missing_reason));
    BOOST_TEST((told(by(unit_elsewhere), "\xff") == errc::bad_text));
    BOOST_TEST((told(by(unit_elsewhere), std::string(1'001, 'x')) == errc::bad_text));
    BOOST_TEST((told(by("operator"), "why") == errc::not_permitted));
    auto nobody = by(unit_elsewhere);
    nobody.by = {};
    BOOST_TEST((told(nobody, "why") == errc::bad_actor));
    auto groundless = by(unit_elsewhere);
    groundless.on = {};
    BOOST_TEST((told(groundless, "why") == errc::missing_authority));
    BOOST_TEST((desk.head() == head));
    BOOST_TEST((told(by(unit_elsewhere), std::string(1'000, 'x')) == errc{}));
}

BOOST_AUTO_TEST_CASE(to_erase_needs_the_right_also_for_who_is_erased_already)
{
    host where;
    const auto keys = open_key_files(where.where.str("kek")).value();
    auto options = where.options();
    options.directory = where.where.str("store");
    options.vault = {keys.get(), where.where.str("persons")};
    options.access = &petition_access();
    auto desk = desk_of::open(options).value();
    const auto stream = site::applied(desk);
    BOOST_TEST((error_of(desk.erase({{stream}}, by(officer_here))) == errc::not_permitted));
    BOOST_TEST((error_of(desk.erase({{nowhere}}, by(officer_here))) == errc::not_permitted));
    BOOST_TEST((error_of(desk.erase({{stream}}, by("governorate:6"))) == errc::not_permitted));
    BOOST_TEST(erased_by_two(desk, stream).has_value());
    BOOST_TEST((error_of(desk.erase({{stream}}, by(officer_here))) == errc::not_permitted));
    BOOST_TEST(erased_by_two(desk, stream).value().front().repeated);
}

BOOST_AUTO_TEST_CASE(nothing_is_put_on_record_of_no_application)
{
    host where;
    auto desk = engine<tally>::open(where.options()).value();
    static_cast<void>(desk.submit(adding(1)).value());
    const auto head = desk.head();
    for (const auto& done :
         {desk.hold(no_stream, officer(), "a court"),
          desk.release(no_stream, officer(), "a court"),
          desk.propose(no_stream, officer(), "erase", "a court")}) {
        BOOST_TEST((error_of(done) == errc::no_such_application));
    }
    BOOST_TEST(
        (error_of(desk.disclose(no_stream, officer(), "a court")) == errc::no_such_application));
    BOOST_TEST((desk.head() == head));
}

BOOST_AUTO_TEST_SUITE_END()
