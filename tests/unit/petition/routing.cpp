#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// From desk to unit and back: law 3071 art. 5, and what keeps an application from being lost.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_routing)
namespace {

/// Sent back by a unit as often as given.
steps returned(int times)
{
    steps way{a_request()};
    for (int i = 0; i < times; ++i) {
        way.insert(way.end(), {who("governorate:1"), to_roads(), commands::send_back{}});
    }
    way.emplace_back(who("officer:1"));
    return way;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_application_is_routed_to_a_unit_which_is_told)
{
    given(way_to(status::submitted))
        .when(commands::route{roads(), "Yol Müdürlüğü", "acele"})
        .then({events::routed{roads(), "Yol Müdürlüğü", "acele", true}});
}

BOOST_AUTO_TEST_CASE(the_state_knows_the_unit_as_it_was_called_then)
{
    const auto state = given(way_to(status::submitted)).when(to_roads()).after();
    BOOST_TEST((state.unit == roads()));
    BOOST_TEST(state.unit_name == "Yol Müdürlüğü");
    BOOST_TEST(state.routings == 1U);
}

BOOST_AUTO_TEST_CASE(a_routed_application_may_be_routed_again)
{
    const auto state = given(way_to(status::routed)).when(to_water()).after();
    BOOST_TEST((state.unit == water()));
    BOOST_TEST(state.routings == 2U);
}

BOOST_AUTO_TEST_CASE(routing_does_not_touch_the_clock)
{
    const story told = given(way_to(status::submitted));
    BOOST_TEST((told.when(to_roads()).after().service == told.state().service));
}

BOOST_AUTO_TEST_CASE(an_import_tells_no_unit)
{
    const auto fact =
        given(way_to(status::submitted)).historical().when(to_roads()).only<events::routed>();
    BOOST_TEST(!fact.tell_unit);
}

BOOST_AUTO_TEST_CASE(a_unit_sends_back_what_is_not_its_duty)
{
    given(way_to(status::routed))
        .when(commands::send_back{return_reason::other_authority, "Belediye", water()})
        .then({events::returned{return_reason::other_authority, "Belediye", water(), false}});
}

BOOST_AUTO_TEST_CASE(sending_back_does_not_restart_the_clock)
{
    const story told = given(way_to(status::routed)).at(monday + 72h);
    BOOST_TEST((told.when(commands::send_back{}).after().service == told.state().service));
}

BOOST_AUTO_TEST_CASE(the_first_return_is_routed_again_by_any_officer)
{
    given(returned(1)).when(to_water()).then({events::routed{water(), "Su Müdürlüğü", "", true}});
}

BOOST_AUTO_TEST_CASE(the_second_return_goes_to_the_governorate)
{
    steps way = returned(1);
    way.emplace_back(to_water());
    const auto came = given(way).when(commands::send_back{});
    BOOST_TEST(came.only<events::returned>().to_governorate);
    BOOST_TEST(came.after().with_governorate);
}

BOOST_AUTO_TEST_CASE(what_is_with_the_governorate_is_routed_by_nobody_else)
{
    given(returned(2)).by("officer:1").when(to_water()).refused(errc::not_permitted);
    given(returned(2)).by("unit:10000001").when(to_water()).refused(errc::not_permitted);
}

BOOST_AUTO_TEST_CASE(the_governorate_routes_what_is_with_it)
{
    const auto state = given(returned(2)).by("governorate:3").when(to_water()).after();
    BOOST_TEST((state.life == status::routed));
    BOOST_TEST(!state.with_governorate);
}

BOOST_AUTO_TEST_CASE(after_an_objection_another_hand_takes_it)
{
    given(way_to(status::objected)).when(to_roads()).refused(errc::same_hand);
    BOOST_TEST((given(way_to(status::objected)).when(to_water()).after().unit == water()));
}

BOOST_AUTO_TEST_CASE(the_first_hand_does_not_get_the_objection_by_a_detour)
{
    steps way = way_to(status::objected);
    way.emplace_back(to_water());
    given(way).when(to_roads()).refused(errc::same_hand);
    way.emplace_back(commands::send_back{});
    given(way).when(to_roads()).refused(errc::same_hand);
}

BOOST_AUTO_TEST_CASE(a_reopened_application_may_go_to_the_same_hand)
{
    steps way = way_to(status::notified);
    way.insert(way.end(), {who("governorate:1"), commands::reopen{"Eksik"}});
    BOOST_TEST((given(way).when(to_roads()).after().unit == roads()));
}

BOOST_AUTO_TEST_CASE(a_routing_names_a_unit)
{
    given(way_to(status::submitted)).when(commands::route{}).refused(errc::bad_unit);
}

BOOST_AUTO_TEST_CASE(routing_and_returning_have_a_bound)
{
    application before = given(way_to(status::routed)).state();
    before.routings = 9'999;
    before.returns = 9'999;
    given(before).when(to_water()).refused(errc::limit_reached);
    given(before).when(commands::send_back{}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
