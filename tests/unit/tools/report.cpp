#include "replay/report.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

BOOST_AUTO_TEST_SUITE(tools_report)

using namespace tools;
using namespace acikkapi;
using namespace std::chrono_literals;

namespace {

constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

report_figures in_istanbul()
{
    return report_figures{local_calendar::of("Europe/Istanbul").value()};
}

/// One application as the report sees it, event by event.
class story {
public:
    story(report_figures& to, std::uint64_t id, instant begun = monday) : to_(to), at_(begun)
    {
        step_.stream = stream_id{id};
        now_.number = application_number::make(province::from_plate(34).value(), 2026, id).value();
        now_.submitted_at = begun;
        now_.category = "roads <&>";
        now_.district = "Şişli";
        now_.life = status::submitted;
        happens(1);
    }
    story& routed(const char* unit, std::string name)
    {
        now_.unit = unit_id::parse(unit).value();
        now_.unit_name = std::move(name);
        now_.life = status::routed;
        return happens(2);
    }
    story& answered_after(std::chrono::seconds time)
    {
        at_ = now_.submitted_at + time;
        now_.answered_at = at_;
        now_.answering_unit = now_.unit;
        now_.life = status::answered;
        ++now_.answers;
        return happens(10);
    }
    story& ended()
    {
        now_.life = status::notified;
        return happens(12);
    }

private:
    /// @param type  Of the event: its place in the variant, from 1.
    story& happens(std::uint16_t type)
    {
        ++step_.version;
        step_.recorded_at = at_;
        step_.payload.type = type;
        to_.take(replayed<petition>{step_, seen_, now_});
        seen_ = now_;
        return *this;
    }

    report_figures& to_;
    instant at_;
    record step_;
    application now_;
    application seen_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_on_the_seventh_day_is_in_time_and_the_next_day_is_late)
{
    auto figures = in_istanbul();
    story{figures, 1}.routed("16708716", "Roads").answered_after(24h * 7 + 11h);  // 23:00 there.
    story{figures, 2}.routed("16708716", "Roads").answered_after(24h * 7 + 13h);
    BOOST_TEST(figures.all.registered == 2U);
    BOOST_TEST(figures.all.answered == 2U);
    BOOST_TEST(figures.all.late == 1U);
    BOOST_TEST(figures.days_to_answer.at(7) == 2U);
    BOOST_TEST(figures.months.at("2026-03").late == 1U);
    BOOST_TEST(figures.units.at("16708716").registered == 2U);
    BOOST_TEST(figures.units.at("16708716").late == 1U);
    BOOST_TEST(figures.unit_name("16708716") == "Roads");
    BOOST_TEST((figures.problems.at({"roads <&>", "Şişli"}).answered == 2U));
}

BOOST_AUTO_TEST_CASE(what_took_longer_than_the_last_bar_is_in_it)
{
    auto figures = in_istanbul();
    story{figures, 1}.routed("16708716", "Roads").answered_after(24h * 300);
    BOOST_TEST(figures.days_to_answer.at(report_figures::days_max) == 1U);
    BOOST_TEST(figures.days_within(50) == 300.0);
    BOOST_TEST(in_istanbul().days_within(50) == 0.0);
}

BOOST_AUTO_TEST_CASE(half_and_nine_of_ten_are_ranks)
{
    auto figures = in_istanbul();
    for (std::uint64_t i = 1; i <= 10; ++i) {
        story{figures, i}.routed("16708716", "Roads").answered_after(24h * i);
    }
    BOOST_TEST(figures.days_within(50) == 5.0);
    BOOST_TEST(figures.days_within(90) == 9.0);
    BOOST_TEST(figures.days_within(100) == 10.0);
}

BOOST_AUTO_TEST_CASE(steps_of_applications_side_by_side_are_told_apart)
{
    auto figures = in_istanbul();
    story one{figures, 1};
    story other{figures, 700'000};
    one.routed("16708716", "Roads");
    other.routed("42249794", "Parks");
    one.answered_after(1h).ended();
    BOOST_TEST((figures.steps.at({"", "submitted"}) == 2U));
    BOOST_TEST((figures.steps.at({"submitted", "routed"}) == 2U));
    BOOST_TEST((figures.steps.at({"routed", "answered"}) == 1U));
    BOOST_TEST(figures.steps.size() == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_open_is_counted_with_the_oldest)
{
    auto figures = in_istanbul();
    story first{figures, 1, monday - 48h};
    const story second{figures, 2};
    BOOST_TEST(figures.open == 2U);
    BOOST_TEST((figures.oldest_open() == monday - 48h));
    first.routed("16708716", "Roads").answered_after(1h).ended();
    BOOST_TEST(figures.open == 1U);
    BOOST_TEST((figures.oldest_open() == monday));
}

BOOST_AUTO_TEST_CASE(a_page_is_made_of_nothing_and_of_names_that_are_not_html)
{
    const auto empty = report_page(in_istanbul(), "a<b", "00");
    BOOST_TEST(empty.find("a&lt;b") != empty.npos);
    BOOST_TEST(empty.find("nan") == empty.npos);
    auto figures = in_istanbul();
    story{figures, 1}.routed("16708716", "<script>").answered_after(24h);
    const auto page = report_page(figures, "example.org", "00");
    BOOST_TEST(page.find("<script") == page.npos);
    BOOST_TEST(page.find("&lt;script&gt;") != page.npos);
    BOOST_TEST(page.find("roads &lt;&amp;&gt;") != page.npos);
    BOOST_TEST(grouped(1'234'567) == "1,234,567");
    BOOST_TEST(grouped(0) == "0");
    BOOST_TEST(grouped(100) == "100");
}

BOOST_AUTO_TEST_SUITE_END()
