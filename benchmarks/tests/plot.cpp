#include "plot.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace bench;

namespace {

std::size_t count(const std::string& in, const std::string& what)
{
    std::size_t out = 0;
    for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) {
        ++out;
    }
    return out;
}

panel rising()
{
    return {
        "Commands & more",
        "in flight",
        "a second",
        {{"engine", {{1, 1'700}, {16, 11'000}, {256, 29'000}}},
         {"floor", {{1, 3'200}, {16, 22'000}, {256, 64'000}}, true}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_plot)

BOOST_AUTO_TEST_CASE(every_line_every_point_and_every_name_is_drawn)
{
    const auto picture = draw({rising(), rising()});
    BOOST_TEST(picture.starts_with("<svg xmlns="));
    BOOST_TEST(picture.ends_with("</svg>\n"));
    BOOST_TEST(count(picture, "<polyline") == 4U);
    BOOST_TEST(count(picture, "<circle") == 12U);
    BOOST_TEST(count(picture, ">engine</text>") == 2U);
    BOOST_TEST(count(picture, "stroke-dasharray") == 2U);
    BOOST_TEST(count(picture, "<title>floor, 256: 64 k</title>") == 2U);
    // The axis of y begins at 0 and ends above the highest point, in steps that people read.
    for (const auto* const tick : {">0</text>", ">20 k</text>", ">80 k</text>"}) {
        BOOST_TEST(count(picture, tick) == 2U, tick);
    }
    for (const auto* const tick : {">1</text>", ">10</text>", ">100</text>", ">1 k</text>"}) {
        BOOST_TEST(count(picture, tick) == 2U, tick);
    }
}

BOOST_AUTO_TEST_CASE(words_are_no_markup_and_nothing_comes_from_elsewhere)
{
    auto what = rising();
    what.lines.front().name = "<script>";
    const auto picture = draw({what});
    BOOST_TEST(count(picture, "<script") == 0U);
    BOOST_TEST(count(picture, "Commands &amp; more") == 2U);
    BOOST_TEST(count(picture, "http") == 1U);  // The name of the language.
}

BOOST_AUTO_TEST_CASE(names_do_not_lie_on_each_other)
{
    panel same{"t", "x", "y", {}, true};
    for (const auto* const name : {"p50", "p99", "p99.9"}) {
        same.lines.push_back({name, {{1, 100}, {10, 100}}});
    }
    const auto picture = draw({same});
    std::vector<double> places;
    for (const auto* const name : {"p50", "p99", "p99.9"}) {
        const auto end = picture.find(std::string{">"} + name + "</text>");
        const auto y = picture.rfind(" y=\"", end);
        places.push_back(std::stod(picture.substr(y + 4)));
    }
    std::sort(places.begin(), places.end());
    BOOST_TEST(places[1] - places[0] >= 13);
    BOOST_TEST(places[2] - places[1] >= 13);
}

BOOST_AUTO_TEST_CASE(nothing_to_draw_is_an_empty_picture)
{
    BOOST_TEST(count(draw({panel{"t", "x", "y", {}}}), "<polyline") == 0U);
    BOOST_TEST(count(draw({panel{"t", "x", "y", {{"none", {}}}}}), "<polyline") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
