#include "host/pages/news.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(host_news)

BOOST_AUTO_TEST_CASE(who_opens_a_ninth_page_leaves_the_oldest)
{
    host::news_seats seats;
    std::vector<std::shared_ptr<host::news_seats::seat>> taken;
    for (std::size_t i = 0; i < host::news_seats::each_max; ++i) {
        taken.push_back(seats.take("officer:34/a"));
    }
    const auto other = seats.take("officer:34/b");
    BOOST_TEST(!taken.front()->is_left());
    const auto ninth = seats.take("officer:34/a");
    BOOST_TEST(taken.front()->is_left());
    BOOST_TEST(!taken.back()->is_left());
    BOOST_TEST(!other->is_left());
    taken.erase(taken.begin(), taken.begin() + 2);  // One that he has left, and one more.
    const auto next = seats.take("officer:34/a");
    BOOST_TEST(!taken.front()->is_left());
}

BOOST_AUTO_TEST_CASE(all_together_have_so_many_seats)
{
    host::news_seats seats;
    std::vector<std::shared_ptr<host::news_seats::seat>> taken;
    for (std::size_t i = 0; i < host::news_seats::all_max; ++i) {
        taken.push_back(seats.take("officer:34/" + std::to_string(i)));
    }
    BOOST_TEST((taken.back() != nullptr));
    BOOST_TEST((seats.take("officer:34/x") == nullptr));
    taken.clear();
    BOOST_TEST((seats.take("officer:34/x") != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
