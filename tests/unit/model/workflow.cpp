#include <acikkapi/workflow.hpp>

#include <boost/test/unit_test.hpp>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_workflow)

BOOST_AUTO_TEST_CASE(an_application_stands_in_no_list_unless_it_is_put_there)
{
    const index_rows rows;
    BOOST_TEST(rows.lists.empty());
    BOOST_TEST(rows.lookups.empty());
    BOOST_TEST(rows.counters.empty());
    BOOST_TEST(!rows.closed);
}

BOOST_AUTO_TEST_CASE(a_list_row_keeps_its_list_key_and_order)
{
    index_rows rows;
    rows.list("unit", "24301265", -5);
    BOOST_TEST(rows.lists.size() == 1U);
    BOOST_TEST((rows.lists.front() == index_rows::list_row{"unit", "24301265", -5}));
    BOOST_TEST(rows.lookups.empty());
    BOOST_TEST(rows.counters.empty());
}

BOOST_AUTO_TEST_CASE(an_application_stands_once_in_a_list_however_often_it_is_said)
{
    index_rows rows;
    rows.list("unit", "24301265", 5);
    rows.list("unit", "24301265", 5);
    rows.list("unit", "24301265", 6);
    rows.list("due", "24301265", 5);
    BOOST_TEST(rows.lists.size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_it_is_found_by_is_kept_apart_from_what_it_counts_in)
{
    index_rows rows;
    rows.find_by("subject", "10000000146");
    rows.count("state", "routed");
    BOOST_TEST((rows.lookups == std::vector<index_rows::key_row>{{"subject", "10000000146"}}));
    BOOST_TEST((rows.counters == std::vector<index_rows::key_row>{{"state", "routed"}}));
    BOOST_TEST(rows.lists.empty());
}

BOOST_AUTO_TEST_CASE(an_application_counts_one_in_a_figure_however_often_it_is_said)
{
    index_rows rows;
    rows.count("state", "routed");
    rows.count("unit", "routed");
    rows.count("state", "routed");
    BOOST_TEST(
        (rows.counters ==
         std::vector<index_rows::key_row>{{"state", "routed"}, {"unit", "routed"}}));
}

BOOST_AUTO_TEST_CASE(rows_stay_in_the_order_in_which_they_were_given)
{
    index_rows rows;
    rows.count("state", "b");
    rows.count("state", "a");
    BOOST_TEST(rows.counters.size() == 2U);
    BOOST_TEST(rows.counters.front().key == "b");
    BOOST_TEST(rows.counters.back().key == "a");
}

BOOST_AUTO_TEST_CASE(closing_leaves_the_rows_alone)
{
    index_rows rows;
    rows.list("unit", "1", 1);
    rows.close();
    BOOST_TEST(rows.closed);
    BOOST_TEST(rows.lists.size() == 1U);
}

BOOST_AUTO_TEST_CASE(rows_differ_if_any_part_differs)
{
    const index_rows::list_row row{"unit", "1", 1};
    BOOST_TEST((row != index_rows::list_row{"due", "1", 1}));
    BOOST_TEST((row != index_rows::list_row{"unit", "2", 1}));
    BOOST_TEST((row != index_rows::list_row{"unit", "1", 2}));
}

BOOST_AUTO_TEST_CASE(of_several_timers_the_earliest_comes_first)
{
    using namespace std::chrono_literals;
    const instant start{};
    BOOST_TEST(
        (earliest({{"b", start + 2h, 1}, {"a", start + 1h, 1}, {"c", start + 3h, 1}}) ==
         timer{"a", start + 1h, 1}));
}

BOOST_AUTO_TEST_CASE(of_timers_due_at_once_the_first_named_comes_first)
{
    BOOST_TEST((earliest({{"b", instant{}, 1}, {"a", instant{}, 1}}) == timer{"b", instant{}, 1}));
}

BOOST_AUTO_TEST_CASE(without_timers_none_comes)
{
    BOOST_TEST(!earliest({}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
