// What needs two persons: one proposes it on record, the other does it.
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(engine_four_eyes)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<petition>;

constexpr auto first_hand = "head:10000001/1";
constexpr auto second_hand = "head:10000001/2";

origin by(std::string_view who, position confirms = position{0})
{
    auto out = officer();
    out.by = actor::parse(who).value();
    out.confirms = confirms;
    return out;
}

/// A unit whose heads close applications by two, and talk to citizens alone.
const access_policy& table()
{
    static const auto out = access_matrix::parse("act      desk   officer  head  unit\n"
                                                 "submit   other  -        -     -\n"
                                                 "route    -      any      -     -\n"
                                                 "record_contact - -       own   -\n"
                                                 "answer   -      -        own+  own\n"
                                                 "send_back -     -        own+  -\n"
                                                 "erase    -      -        own+  -\n"
                                                 "destroy  -      -        -     -\n"
                                                 "read     any    any      any   any\n")
                                .value();
    return out;
}

/// A sealed store with one application that lies with a unit.
struct site : host {
    std::unique_ptr<key_provider> keys = open_key_files(where.str("kek")).value();
    desk_of desk = desk_of::open(sealed()).value();
    stream_id stream = applied();

    engine_options sealed()
    {
        auto out = options();
        out.directory = where.str("store");
        out.vault = {keys.get(), where.str("persons")};
        out.access = &table();
        return out;
    }
    stream_id applied()
    {
        const auto out = desk.submit({a_wish(), by("desk:34/7"), no_stream, {}, {}}).value().stream;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", ""};
        BOOST_REQUIRE(desk.submit({to, by("officer:34/7"), out, {}, {}}).has_value());
        return out;
    }
    position proposed(std::string_view who, std::string act = "answer")
    {
        return desk.propose(stream, by(who), std::move(act), "it is done").value().first;
    }
    errc answered(std::string_view who, position confirms)
    {
        const commands::answer granted{outcome::granted, "Dolduruldu", "Müdür"};
        return error_of(desk.submit({granted, by(who, confirms), stream, {}, {}}));
    }
    errc sent_back(std::string_view who, position confirms)
    {
        return error_of(desk.submit({commands::send_back{}, by(who, confirms), stream, {}, {}}));
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(one_proposes_and_another_does_it)
{
    site here;
    BOOST_TEST((here.answered(first_hand, position{0}) == errc::not_proposed));
    const auto proposal = here.proposed(first_hand);
    BOOST_TEST((here.answered(second_hand, position{0}) == errc::not_proposed));
    BOOST_TEST((here.answered(second_hand, proposal) == errc{}));
    const auto timeline =
        here.desk.views({actor::parse("unit").value(), channels::desk()}).timeline(here.stream);
    const auto& records = timeline.value();
    BOOST_REQUIRE(records.size() == 4U);
    BOOST_TEST((records[2].kind == record_kind::proposal));
    BOOST_TEST(records[2].payload.clear == "answer\nit is done");
    BOOST_TEST(records[2].by.str() == first_hand);
    BOOST_TEST((records[3].caused_by == causation{proposal}));
    BOOST_TEST(records[3].by.str() == second_hand);
}

BOOST_AUTO_TEST_CASE(nobody_is_two)
{
    site here;
    const auto proposal = here.proposed(first_hand);
    BOOST_TEST((here.answered(first_hand, proposal) == errc::not_proposed));
    // Nor in another role, nor an office in which there is nobody.
    const auto as_officer =
        here.desk.propose(here.stream, by("unit:10000001/2"), "answer", "in my other role");
    BOOST_TEST((here.answered(second_hand, as_officer.value().first) == errc::not_proposed));
    // Nor by the log-in that all of an office share, and his own, whichever comes first.
    BOOST_TEST((here.answered("head:10000001", proposal) == errc::not_proposed));
    const auto as_office = here.proposed("head:10000001");
    BOOST_TEST((here.answered(second_hand, as_office) == errc::not_proposed));
    BOOST_TEST((here.answered(second_hand, proposal) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_proposal_is_for_one_act_of_one_application)
{
    site here;
    const auto other = here.applied();
    const auto elsewhere =
        here.desk.propose(other, by(first_hand), "answer", "it is done").value().first;
    BOOST_TEST((here.answered(second_hand, elsewhere) == errc::not_proposed));
    const auto for_another = here.proposed(first_hand, "send_back");
    BOOST_TEST((here.answered(second_hand, for_another) == errc::not_proposed));
    for (const auto at : {position{1}, position{2}, here.desk.head(), position{4'711}}) {
        BOOST_TEST((here.answered(second_hand, at) == errc::not_proposed));
    }
    const auto head = here.desk.head();
    BOOST_TEST((here.sent_back(second_hand, for_another) == errc{}));
    BOOST_TEST((here.desk.head() > head));
}

BOOST_AUTO_TEST_CASE(a_proposal_is_used_once)
{
    site here;
    const auto proposal = here.proposed(first_hand, "send_back");
    BOOST_TEST((here.sent_back(second_hand, proposal) == errc{}));
    const commands::route again{unit_id::parse("10000001").value(), "Yol", ""};
    BOOST_TEST(here.desk.submit({again, by("officer:34/7"), here.stream, {}, {}}).has_value());
    BOOST_TEST((here.sent_back(second_hand, proposal) == errc::not_proposed));
    BOOST_TEST((here.sent_back("head:10000001/3", proposal) == errc::not_proposed));
    BOOST_TEST((here.sent_back(second_hand, here.proposed(first_hand, "send_back")) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_proposal_is_used_once_in_a_batch_too)
{
    site here;
    const auto proposal = here.proposed(first_hand, "send_back");
    const commands::route again{unit_id::parse("10000001").value(), "Yol", ""};
    batch<petition> twice;
    twice.requests.push_back(
        {commands::send_back{}, by(second_hand, proposal), here.stream, {}, {}});
    twice.requests.push_back({again, by("officer:34/7"), here.stream, {}, {}});
    twice.requests.push_back(
        {commands::send_back{}, by(second_hand, proposal), here.stream, {}, {}});
    const auto head = here.desk.head();
    BOOST_TEST((error_of(here.desk.submit_all(twice)) == errc::not_proposed));
    BOOST_TEST((here.desk.head() == head));
    twice.requests.pop_back();
    BOOST_TEST(here.desk.submit_all(twice).has_value());
}

BOOST_AUTO_TEST_CASE(a_proposal_outlives_what_happens_in_between_and_lapses_in_a_week)
{
    site here;
    const auto proposal = here.proposed(first_hand);
    here.time.set(here.time.now() + 24h * 7);
    const commands::record_contact called{};
    BOOST_TEST(here.desk.submit({called, by(first_hand), here.stream, {}, {}}).has_value());
    here.time.set(here.time.now() + 1us);
    BOOST_TEST((here.answered(second_hand, proposal) == errc::not_proposed));
    here.time.set(here.time.now() - 1us);
    BOOST_TEST((here.answered(second_hand, proposal) == errc{}));
}

BOOST_AUTO_TEST_CASE(only_who_may_do_it_by_two_or_alone_proposes_it)
{
    site here;
    const auto proposed = [&](std::string_view who, std::string act) {
        return error_of(here.desk.propose(here.stream, by(who), std::move(act), "why"));
    };
    BOOST_TEST((proposed("head:10000002/1", "answer") == errc::not_permitted));
    BOOST_TEST((proposed("officer:34/7", "answer") == errc::not_permitted));
    BOOST_TEST((proposed(first_hand, "route") == errc::not_permitted));
    BOOST_TEST((proposed(first_hand, "no such act") == errc::not_permitted));
    BOOST_TEST((proposed("unit:10000001/9", "answer") == errc{}));
    for (const std::string act :
         {"", "answer\nat once", "\xff", "an act with a name that is too long"}) {
        BOOST_TEST((proposed(first_hand, act) == errc::bad_text), act);
    }
    const auto why = [&](std::size_t size) {
        return error_of(
            here.desk.propose(here.stream, by(first_hand), "answer", std::string(size, 'x')));
    };
    BOOST_TEST((why(0) == errc::missing_reason));
    BOOST_TEST((why(994) == errc::bad_text));
    BOOST_TEST((why(993) == errc{}));
}

BOOST_AUTO_TEST_CASE(who_may_do_it_alone_needs_no_proposal_and_may_not_name_a_false_one)
{
    site here;
    const commands::answer granted{outcome::granted, "Dolduruldu", "Müdür"};
    const auto answered = [&](position confirms) {
        return error_of(
            here.desk.submit({granted, by("unit:10000001/9", confirms), here.stream, {}, {}}));
    };
    BOOST_TEST((answered(position{2}) == errc::not_proposed));
    BOOST_TEST((answered(position{0}) == errc{}));
    BOOST_TEST(
        (error_of(here.desk.submit({a_wish(), by("desk:34/7", position{2}), no_stream, {}, {}})) ==
         errc::not_proposed));
}

BOOST_AUTO_TEST_CASE(to_erase_by_two_takes_all_persons_of_the_application_and_is_done_again)
{
    site here;
    const auto erased = [&](std::string_view who, stream_id whose, position confirms) {
        return here.desk.erase({{whose}}, by(who, confirms));
    };
    BOOST_TEST((error_of(erased(first_hand, here.stream, position{0})) == errc::not_proposed));
    const auto proposal = here.proposed(first_hand, "erase");
    const auto other = here.applied();
    BOOST_TEST((error_of(erased(second_hand, other, proposal)) == errc::not_proposed));
    BOOST_TEST((error_of(erased(first_hand, here.stream, proposal)) == errc::not_proposed));
    BOOST_TEST(erased(second_hand, here.stream, proposal).has_value());
    // As it is to be after a failure of the keys' provider.
    BOOST_TEST(erased(second_hand, here.stream, proposal).value().front().repeated);
}

BOOST_AUTO_TEST_CASE(a_store_with_proposals_is_sound)
{
    host where;
    {
        auto options = where.options();
        options.access = &table();
        auto desk = desk_of::open(options).value();
        const auto stream =
            desk.submit({a_wish(), by("desk:34/7"), no_stream, {}, {}}).value().stream;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", ""};
        BOOST_REQUIRE(desk.submit({to, by("officer:34/7"), stream, {}, {}}).has_value());
        const auto proposal = desk.propose(stream, by(first_hand), "answer", "ready").value().first;
        const commands::answer granted{outcome::granted, "Dolduruldu", "Müdür"};
        BOOST_REQUIRE(desk.submit({granted, by(second_hand, proposal), stream, "the answer", {}})
                          .has_value());
    }
    const auto report = look_at(where).value().verify().value();
    BOOST_TEST(!report.first_divergence);
    BOOST_TEST(report.events == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
