// Real requests in full: needs ACIKKAPI_SHARED_DATA, so it carries the CTest label `shared`.
#include "support/request_row.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

using namespace std::chrono_literals;

namespace {

struct figures {
    std::size_t rows = 0;
    std::size_t bad = 0;
    std::size_t answered = 0;
    std::size_t before_created = 0;
    std::size_t in_168_hours = 0;
    std::size_t later = 0;
    std::map<std::string, std::size_t> channels;
};

figures count(const char* name)
{
    const char* folder = std::getenv("ACIKKAPI_SHARED_DATA");
    BOOST_REQUIRE_MESSAGE(
        folder != nullptr, "ACIKKAPI_SHARED_DATA must name the folder of the data");
    auto reader = tools::request_reader::open(std::filesystem::path{folder} / name);
    BOOST_REQUIRE(reader.has_value());
    figures out;
    while (const auto row = reader->next()) {
        if (!row->has_value()) {
            ++out.bad;
            continue;
        }
        const auto& request = **row;
        ++out.rows;
        ++out.channels[request.via.str()];
        if (!request.answered_at) {
            continue;
        }
        ++out.answered;
        out.before_created += request.answered_before_created() ? 1U : 0U;
        if (!request.answered_before_created()) {
            const bool in_time = *request.answered_at - request.created_at <= 168h;
            ++(in_time ? out.in_168_hours : out.later);
        }
    }
    BOOST_TEST(reader->complete());
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shared_requests)

BOOST_AUTO_TEST_CASE(boston_has_the_figures_of_its_description)
{
    auto boston = count("requests-boston-2011h2.csv.gz");
    BOOST_TEST(boston.rows == 58'251U);
    BOOST_TEST(boston.bad == 0U);
    BOOST_TEST(boston.answered == 54'570U);
    BOOST_TEST(boston.before_created == 0U);
    BOOST_TEST(boston.in_168_hours == 37'925U);
    BOOST_TEST(boston.later == 16'645U);
    BOOST_TEST(boston.channels["desk"] == 46'181U);
    BOOST_TEST(boston.channels["web"] == 8'163U);
    BOOST_TEST(boston.channels["mobile"] == 3'907U);
}

BOOST_AUTO_TEST_CASE(new_york_has_the_figures_of_its_description)
{
    auto york = count("requests-nyc-2011.csv.gz");
    BOOST_TEST(york.rows == 2'000U);
    BOOST_TEST(york.answered == 1'958U);
    BOOST_TEST(york.before_created == 1U);
    BOOST_TEST(york.in_168_hours == 1'395U);
    BOOST_TEST(york.later == 562U);
}

BOOST_AUTO_TEST_SUITE_END()
