// The data that comes with the examples is what its page says, read by the readers themselves.
#include "support/lines_reader.hpp"
#include "support/request_row.hpp"
#include "support/time_text.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <map>

BOOST_AUTO_TEST_SUITE(tools_sample_data)

using namespace std::chrono_literals;

namespace {

const std::filesystem::path data = EXAMPLES_DATA;

std::vector<tools::request_row> requests()
{
    auto reader = tools::request_reader::open(data / "requests-boston-sample.csv.gz").value();
    std::vector<tools::request_row> all;
    while (auto row = reader.next()) {
        all.push_back(std::move(*row).value());
    }
    BOOST_TEST(reader.complete());
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_request_is_read)
{
    const auto all = requests();
    BOOST_TEST_REQUIRE(all.size() == 2'913U);
    BOOST_TEST(all.front().line == 2U);
    BOOST_TEST(all.front().request_id == "BOS11-000001");
    BOOST_TEST(all.front().subject == "Street Light Outages");
    BOOST_TEST(tools::format_utc(all.front().created_at) == "2011-07-01T05:32:33Z");
    BOOST_TEST(tools::format_utc(all.back().created_at) == "2011-12-31T22:11:58Z");
}

BOOST_AUTO_TEST_CASE(its_figures_are_those_of_the_page)
{
    std::map<std::string, int> seen;
    for (const auto& one : requests()) {
        ++seen[one.status];
        ++seen[one.via.str()];
        ++seen[one.late_raw];
        seen["due"] += one.due_at ? 1 : 0;
        seen["contradictions"] += one.contradicts_itself() ? 1 : 0;
        if (one.answered_at) {
            ++seen[*one.answered_at - one.created_at <= 168h ? "in a week" : "later"];
        }
    }
    BOOST_TEST(seen["Closed"] == 2'718);
    BOOST_TEST(seen["Open"] == 195);
    BOOST_TEST(seen["desk"] == 2'333);
    BOOST_TEST(seen["web"] == 404);
    BOOST_TEST(seen["mobile"] == 176);
    BOOST_TEST(seen["ONTIME"] == 2'317);
    BOOST_TEST(seen["OVERDUE"] == 589);
    BOOST_TEST(seen["due"] == 2'325);
    BOOST_TEST(seen["contradictions"] == 0);
    BOOST_TEST(seen["in a week"] == 1'894);
    BOOST_TEST(seen["later"] == 824);
}

BOOST_AUTO_TEST_CASE(there_are_sentences_to_lend)
{
    const auto lines = tools::lines_reader::open(data / "text-tr-sample.txt.gz").value();
    BOOST_TEST(lines.size() == 300U);
    BOOST_TEST(lines.at(3) == "Acele ile gözü çektim.");
    BOOST_TEST(lines.at(303) == lines.at(3));
}

BOOST_AUTO_TEST_SUITE_END()
