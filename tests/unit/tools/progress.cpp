#include "support/progress.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

BOOST_AUTO_TEST_SUITE(tools_progress)

using namespace std::chrono_literals;
using tools::progress;
using tools::progress_ports;

namespace {

struct desk {
    std::ostringstream out;
    std::chrono::steady_clock::time_point now{};

    progress_ports ports(bool terminal = true)
    {
        return {&out, terminal, [this] { return now; }};
    }
    std::string taken()
    {
        const std::string text = out.str();
        out.str("");
        return text;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(short_work_says_nothing)
{
    desk table;
    {
        progress line{"reading", 10, table.ports()};
        table.now += 999ms;
        line.at(9);
    }
    BOOST_TEST(table.taken().empty());
}

BOOST_AUTO_TEST_CASE(long_work_says_how_far_it_is)
{
    desk table;
    progress line{"reading", 58'251, table.ports()};
    table.now += 1s;
    line.at(12'345);
    BOOST_TEST(table.taken() == "\r\x1b[Kreading 12,345 of 58,251 (21 %)");
    table.now += 200ms;
    line.at(58'251);
    BOOST_TEST(table.taken() == "\r\x1b[Kreading 58,251 of 58,251 (100 %)");
}

BOOST_AUTO_TEST_CASE(work_of_unknown_size_says_what_is_done)
{
    desk table;
    progress line{"reading", 0, table.ports()};
    table.now += 2s;
    line.at(1'234'567);
    BOOST_TEST(table.taken() == "\r\x1b[Kreading 1,234,567");
}

BOOST_AUTO_TEST_CASE(it_is_drawn_at_most_five_times_a_second)
{
    desk table;
    progress line{"reading", 0, table.ports()};
    table.now += 1s;
    line.at(1);
    BOOST_TEST(!table.taken().empty());
    table.now += 199ms;
    line.at(2);
    BOOST_TEST(table.taken().empty());
    table.now += 1ms;
    line.at(999);
    BOOST_TEST(table.taken() == "\r\x1b[Kreading 999");
}

BOOST_AUTO_TEST_CASE(nothing_is_left_behind)
{
    desk table;
    {
        progress line{"reading", 0, table.ports()};
        table.now += 1s;
        line.at(1);
        table.taken();
    }
    BOOST_TEST(table.taken() == "\r\x1b[K");
}

BOOST_AUTO_TEST_CASE(a_file_gets_no_progress)
{
    desk table;
    {
        progress line{"reading", 0, table.ports(false)};
        table.now += 1h;
        line.at(1);
    }
    BOOST_TEST(table.taken().empty());
}

BOOST_AUTO_TEST_CASE(more_than_all_is_all)
{
    desk table;
    progress line{"reading", 10, table.ports()};
    table.now += 1s;
    line.at(11);
    BOOST_TEST(table.taken() == "\r\x1b[Kreading 11 of 10 (100 %)");
}

BOOST_AUTO_TEST_SUITE_END()
