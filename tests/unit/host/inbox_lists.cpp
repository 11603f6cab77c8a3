#include "unit/host/office.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_inbox_lists)

// A unit that has more than its inbox counts.
namespace {

using namespace acikkapi;
using unit_host::count_of;
using unit_host::next_query;
using unit_host::says;

constexpr const char* mehmet = "unit:24301265/mehmet";

commands::submit report()
{
    commands::submit out;
    out.where = province::from_plate(34).value();
    out.category = "lighting";
    out.subject = "Lamba";
    out.text = "Karanlık.";
    out.anonymous = true;
    return out;
}

struct office : unit_host::office {
    /// Each of them together with the others.
    std::vector<stream_id> give_all(
        const command& wish, const std::vector<stream_id>& to, const char* as = "officer:34/ayse")
    {
        batch<petition> together;
        for (const auto stream : to) {
            request<petition> one{wish, officer(), stream, {}, {}};
            one.from.by = actor::parse(as).value();
            together.requests.push_back(std::move(one));
        }
        std::vector<stream_id> out;
        for (const auto& one : desk.submit_all(std::move(together)).value()) {
            out.push_back(one.stream);
        }
        return out;
    }
    /// Registered and routed to his unit.
    std::vector<stream_id> bring(std::size_t size)
    {
        auto out = give_all(report(), std::vector<stream_id>(size, no_stream));
        commands::route to;
        to.unit = unit_id::parse("24301265").value();
        give_all(to, out);
        return out;
    }
    void ask(const std::vector<stream_id>& about)
    {
        give_all(commands::ask{"Hangi sokak?"}, about, mehmet);
    }
    /// How many rows each page of his list has.
    [[nodiscard]] std::vector<std::size_t> pages_of(const std::string& list)
    {
        constexpr std::size_t pages_max = 10;
        std::vector<std::size_t> out;
        for (std::string query = "list=" + list; !query.empty() && out.size() < pages_max;) {
            const auto page = get("/en/staff", query, mehmet);
            BOOST_TEST_REQUIRE(page.status == 200);
            out.push_back(count_of(page, "ak-number\" href"));
            query = next_query(page, "/en/staff?");
        }
        return out;
    }
};

using sizes = std::vector<std::size_t>;

}  // namespace

BOOST_FIXTURE_TEST_CASE(what_a_unit_has_behind_the_first_thousand_is_in_its_lists, office)
{
    bring(1'000);
    ask(bring(60));
    BOOST_TEST(pages_of("asked") == (sizes{50, 10}), boost::test_tools::per_element());
    const auto page = get("/en/staff", "list=todo", mehmet);
    BOOST_TEST(says(page, ">1000+<"));  // There may be more than were counted.
    BOOST_TEST(says(page, ">0+<"));
}

BOOST_FIXTURE_TEST_CASE(a_page_that_is_full_leads_to_no_empty_one, office)
{
    bring(50);
    ask(bring(1));
    BOOST_TEST(pages_of("todo") == (sizes{50}), boost::test_tools::per_element());
    BOOST_TEST(pages_of("asked") == (sizes{1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
