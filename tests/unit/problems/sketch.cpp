// How well 512 bytes tell what two texts have in common.
#include "problems/mixing.hpp"
#include "problems/sketch.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

BOOST_AUTO_TEST_SUITE(problems_sketch)

using acikkapi::problems_room::mixed;
using acikkapi::problems_room::sketch;

namespace {

/// The words `from` to `to` of all there are.
std::vector<std::uint64_t> words(std::uint64_t from, std::uint64_t to, std::uint64_t seed)
{
    std::vector<std::uint64_t> out;
    for (std::uint64_t word = from; word < to; ++word) {
        out.push_back(mixed(mixed(seed) + word));
    }
    return out;
}

bool share_a_band(const sketch& a, const sketch& b)
{
    const auto first = a.band_keys();
    const auto second = b.band_keys();
    return std::equal(first.begin(), first.end(), second.begin(), [](auto x, auto y) {
               return x != y;
           }) == false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_tells_the_share_of_words_in_common_within_a_few_per_cent)
{
    double error = 0;
    int worst = 0;
    int cases = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (std::uint64_t apart = 0; apart <= 100; apart += 5, ++cases) {
            const sketch a{words(0, 100, seed)};
            const sketch b{words(apart, 100 + apart, seed)};
            const int truth = static_cast<int>(100 * (100 - apart) / (100 + apart));
            const int off = static_cast<int>(a.similar_percent(b)) - truth;
            error += off;
            worst = std::max(worst, std::abs(off));
        }
    }
    BOOST_TEST(std::abs(error / cases) < 1.0);
    BOOST_TEST(worst < 20);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_words_is_nothing)
{
    auto some = words(0, 50, 3);
    const sketch a{some};
    std::reverse(some.begin(), some.end());
    BOOST_TEST(a.similar_percent(sketch{some}) == 100U);
}

BOOST_AUTO_TEST_CASE(similar_ones_share_a_band_and_others_do_not)
{
    int similar = 0;
    int different = 0;
    constexpr int pairs = 2'000;
    for (std::uint64_t seed = 0; seed < pairs; ++seed) {
        const sketch a{words(0, 100, seed)};
        similar += share_a_band(a, sketch{words(8, 108, seed)}) ? 1 : 0;     // 85 % in common.
        different += share_a_band(a, sketch{words(54, 154, seed)}) ? 1 : 0;  // 30 %.
    }
    BOOST_TEST(similar > pairs * 98 / 100);
    BOOST_TEST(different < pairs / 100);
}

BOOST_AUTO_TEST_SUITE_END()
