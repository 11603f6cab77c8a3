// Real sentences: which of them a watch for campaigns takes for the same.
#include <acikkapi/problems.hpp>

#include "support/lines_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(tools_campaigns)

namespace {

using namespace acikkapi;

/// Lines of the sample that have a group, by it.
std::map<group_id, std::set<std::size_t>> grouped(std::uint32_t words_min, std::size_t times)
{
    const auto lines = tools::lines_reader::open(EXAMPLES_DATA "/text-tr-sample.txt.gz");
    BOOST_REQUIRE(lines.has_value());
    campaign_rule rule;
    rule.words_min = words_min;
    campaign_watch watch{1, rule};
    std::map<group_id, std::set<std::size_t>> out;
    for (std::size_t n = 0; n < times * lines->size(); ++n) {
        const auto where = watch.take(stream_id{n + 1}, instant{}, lines->at(n));
        if (where.size > 0) {
            out[where.group].insert(n % lines->size());
        }
    }
    return out;
}

}  // namespace

// All sentences of the sample are different, and 51 of 300 have ten words or more.
BOOST_AUTO_TEST_CASE(no_two_sentences_of_the_sample_are_the_same)
{
    const auto groups = grouped(campaign_rule{}.words_min, 1);
    BOOST_TEST(groups.size() == 51U);
}

BOOST_AUTO_TEST_CASE(every_sentence_finds_itself_again_and_nothing_else)
{
    const auto groups = grouped(5, 3);
    BOOST_TEST(groups.size() == 183U);
    for (const auto& [id, lines] : groups) {
        BOOST_TEST(lines.size() == 1U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
