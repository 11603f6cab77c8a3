#include "host/pages/figures_of_city.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_figures_of_city)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using host::measure;
using host::trait;

constexpr instant first_of_march = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};
constexpr host::days_between march{
    std::chrono::local_days{std::chrono::year{2026} / 3 / 1},
    std::chrono::local_days{std::chrono::year{2026} / 3 / 31}};
constexpr instant noon_of_may = std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + 12h;
constexpr std::string_view roads = "24301265";
constexpr std::string_view water = "16708716";

/// A journal as it grows, one event after another.
struct town {
    host::figures_of_city city;
    std::uint64_t place = 0;

    town& say(std::uint64_t stream, const event& fact)
    {
        record what;
        what.at = position{++place};
        what.stream = stream_id{stream};
        what.payload = encode(fact);
        BOOST_TEST(city.take(what).has_value());
        return *this;
    }
    town& submit(std::uint64_t stream, instant at, std::string district = "Fatih")
    {
        events::submitted e;
        e.number = application_number::make(province::from_plate(34).value(), 2026, stream).value();
        e.via = channels::web();
        e.at = at;
        e.late_from = at + 192h;
        e.wish.where = province::from_plate(34).value();
        e.wish.category = "lighting";
        e.wish.district = std::move(district);
        e.wish.subject = "Lamba";
        e.wish.text = "Karanlık.";
        return say(stream, e);
    }
    town& route(std::uint64_t stream, std::string_view unit)
    {
        events::routed e;
        e.unit = unit_id::parse(unit).value();
        e.unit_name = "Birim " + std::string{unit};
        return say(stream, e);
    }
    town& answer(std::uint64_t stream, instant at, std::uint16_t days_late = 0)
    {
        events::answered e;
        e.text = "Yapıldı.";
        e.at = at;
        e.days_late = days_late;
        return say(stream, e);
    }
    town& reopen(std::uint64_t stream)
    {
        events::reopened e;
        e.reason = "Yine söndü.";
        e.late_from = noon_of_may + 24h;
        return say(stream, e);
    }
    town& rate(std::uint64_t stream, std::uint8_t stars)
    {
        events::rated e;
        e.score = stars;
        return say(stream, e);
    }

    [[nodiscard]] std::uint64_t
    count(measure what, trait of = trait::none, std::string_view key = "") const
    {
        const auto all = city.by(of, march, noon_of_may);
        const auto at = all.find(std::string{key});
        return at == all.end() ? 0 : at->second[what];
    }
    [[nodiscard]] std::vector<std::uint64_t>
    cases(measure what, trait of = trait::none, std::string_view key = "") const
    {
        std::vector<std::uint64_t> out;
        const host::figure which{what, march, of, std::string{key}};
        for (const auto one : city.list(which, noon_of_may, no_stream, 100)) {
            out.push_back(number_of(one));
        }
        return out;
    }
};

using streams = std::vector<std::uint64_t>;

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_counts_once_by_the_first_and_for_who_gave_it)
{
    town t;
    t.submit(1, first_of_march).route(1, roads).answer(1, first_of_march + 48h, 3).reopen(1);
    t.route(1, water).answer(1, first_of_march + 480h);
    BOOST_TEST(t.count(measure::answered) == 1U);
    BOOST_TEST(t.count(measure::late, trait::unit, roads) == 1U);
    BOOST_TEST(t.count(measure::reopened, trait::unit, roads) == 1U);
    BOOST_TEST(t.count(measure::answered, trait::unit, water) == 0U);
    BOOST_TEST(t.count(measure::received, trait::unit, water) == 1U);
    BOOST_TEST(t.city.by(trait::none, march, noon_of_may).at("").days_within(50).value() == 2.0);
}

BOOST_AUTO_TEST_CASE(days_are_those_of_turkey)
{
    town t;
    t.submit(1, first_of_march - 3h);             // 0:00 on the 1st of March there.
    t.submit(2, first_of_march - 3h - 1us);       // The day before.
    t.submit(3, first_of_march + 31 * 24h - 3h);  // The 1st of April.
    BOOST_TEST(t.cases(measure::received) == (streams{1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_a_unit_sends_back_was_held_by_two)
{
    town t;
    t.submit(1, first_of_march).route(1, roads).say(1, events::returned{}).route(1, water);
    t.submit(2, first_of_march).route(2, roads);
    BOOST_TEST(t.count(measure::returned, trait::unit, roads) == 1U);
    BOOST_TEST(t.count(measure::held, trait::unit, roads) == 2U);
    BOOST_TEST(t.count(measure::held, trait::unit, water) == 1U);
    BOOST_TEST(t.count(measure::returned, trait::unit, water) == 0U);
    BOOST_TEST(t.count(measure::returned) == 1U);
    BOOST_TEST(t.count(measure::held) == 2U);
}

BOOST_AUTO_TEST_CASE(overdue_is_what_an_office_has)
{
    town t;
    t.submit(1, first_of_march).route(1, roads);
    t.submit(2, first_of_march).route(2, roads);
    events::question_asked question;
    question.question = "Hangi sokak?";
    t.say(2, question);  // He is asked: his time, not theirs.
    t.submit(3, first_of_march).route(3, roads).answer(3, first_of_march + 1h);
    t.submit(4, first_of_march).route(4, roads).answer(4, first_of_march + 1h);
    t.say(4, events::notified{});
    t.submit(5, first_of_march).say(5, events::withdrawn{});
    t.submit(6, first_of_march).say(6, events::closed{});
    t.submit(7, noon_of_may - 191h);
    BOOST_TEST(t.cases(measure::overdue) == (streams{1}), boost::test_tools::per_element());
    BOOST_TEST(t.cases(measure::open) == (streams{1, 2, 7}), boost::test_tools::per_element());
    BOOST_TEST(t.city.oldest_open()->number.serial() == 1U);
    t.reopen(4);  // Anew, with a new clock.
    BOOST_TEST(t.count(measure::open) == 4U);
    BOOST_TEST(t.count(measure::overdue) == 1U);
}

// Else the officer who closes what his unit has let lie makes it vanish from the figures.
BOOST_AUTO_TEST_CASE(what_was_closed_late_is_late)
{
    town t;
    events::closed late;
    late.at = first_of_march + 24h * 27;
    late.days_late = 20;
    t.submit(1, first_of_march).route(1, roads).say(1, late);
    t.submit(2, first_of_march).route(2, roads).say(2, events::closed{});
    BOOST_TEST(t.cases(measure::late) == (streams{1}), boost::test_tools::per_element());
    BOOST_TEST(t.count(measure::late, trait::unit, roads) == 1U);
    BOOST_TEST(t.count(measure::in_time) == 0U);
    BOOST_TEST(t.count(measure::answered) == 0U);
    t.reopen(1);
    BOOST_TEST(t.count(measure::late) == 0U);
    t.answer(1, first_of_march + 24h * 29, 3);
    BOOST_TEST(t.count(measure::late) == 1U);
    BOOST_TEST(t.count(measure::answered) == 1U);
}

// It lies with an office again, though no list of open ones has it: the answer was given.
BOOST_AUTO_TEST_CASE(what_a_stranger_was_told_waits_for_no_answer)
{
    town t;
    t.submit(1, first_of_march).route(1, roads).answer(1, first_of_march + 1h);
    t.say(1, events::notified{});
    events::contact_recorded stranger;
    stranger.untold = true;
    t.say(1, stranger);
    BOOST_TEST(t.count(measure::open) == 0U);
    BOOST_TEST(t.count(measure::answered) == 1U);
}

BOOST_AUTO_TEST_CASE(a_second_answer_is_rated_anew)
{
    town t;
    t.submit(1, first_of_march).route(1, roads).answer(1, first_of_march + 1h);
    t.say(1, events::notified{}).rate(1, 5);
    BOOST_TEST(t.city.by(trait::unit, march, noon_of_may).at(std::string{roads}).stars == 5U);
    t.reopen(1).route(1, water).answer(1, first_of_march + 2h);
    BOOST_TEST(t.count(measure::rated) == 0U);
}

BOOST_AUTO_TEST_CASE(a_rating_is_of_the_unit_whose_answer_was_rated)
{
    town t;
    t.submit(1, first_of_march).route(1, roads).answer(1, first_of_march + 1h);
    t.reopen(1).route(1, water).answer(1, first_of_march + 2h).rate(1, 1);
    t.reopen(1).route(1, roads);  // Whoever has it then.
    const auto by_unit = t.city.by(trait::unit, march, noon_of_may);
    BOOST_TEST(by_unit.at(std::string{water}).stars == 1U);
    BOOST_TEST(by_unit.at(std::string{roads}).stars == 0U);
    BOOST_TEST(
        t.cases(measure::rated, trait::unit, water) == (streams{1}),
        boost::test_tools::per_element());
    BOOST_TEST(t.count(measure::rated, trait::unit, roads) == 0U);
    BOOST_TEST(t.count(measure::answered, trait::unit, roads) == 1U);
}

BOOST_AUTO_TEST_CASE(every_figure_is_as_large_as_the_list_of_its_cases)
{
    town t;
    for (std::uint64_t i = 1; i <= 60; ++i) {
        const auto at = first_of_march + i * 17h;
        t.submit(i, at, i % 3 == 0 ? "Fatih" : i % 3 == 1 ? "Şişli" : "");
        if (i % 2 == 0) {
            t.route(i, i % 4 == 0 ? roads : water);
        }
        if (i % 10 == 0) {
            t.say(i, events::returned{}).route(i, water);
        }
        if (i % 6 == 0) {
            t.answer(i, at + i * 5h, i % 4 == 0 ? 2 : 0);
        }
        if (i % 12 == 0) {
            t.say(i, events::notified{}).rate(i, static_cast<std::uint8_t>(i % 5 + 1));
        }
    }
    for (const auto of :
         {trait::none, trait::unit, trait::district, trait::category, trait::channel}) {
        for (const auto& [key, sums] : t.city.by(of, march, noon_of_may)) {
            for (const auto what : host::measures) {
                BOOST_TEST_CONTEXT(host::name_of(of) << ' ' << key << ' ' << host::name_of(what))
                {
                    BOOST_TEST(t.cases(what, of, key).size() == sums[what]);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_list_goes_on_behind_its_last)
{
    town t;
    t.submit(1, first_of_march).submit(2, first_of_march).submit(3, first_of_march);
    const host::figure all{measure::received, march};
    const auto some = t.city.list(all, noon_of_may, no_stream, 2);
    BOOST_TEST(some.size() == 2U);
    const auto rest = t.city.list(all, noon_of_may, some.back(), 2);
    BOOST_TEST(rest.size() == 1U);
    BOOST_TEST(number_of(rest.front()) == 3U);
    const auto none =
        t.city.list({measure::received, march, trait::unit, "99999999"}, noon_of_may, no_stream, 2);
    BOOST_TEST(none.empty());
}

BOOST_AUTO_TEST_CASE(numbers_that_begin_far_off_after_a_restoration_cost_no_more)
{
    constexpr std::uint64_t far_off = 900'000'000;
    town here;
    here.submit(1, first_of_march).submit(far_off, first_of_march + 1h);
    here.submit(far_off + 1, first_of_march + 2h);
    BOOST_TEST(here.count(measure::received) == 3U);
    const host::figure all{measure::received, march};
    const auto some = here.city.list(all, noon_of_may, stream_id{1}, 1);
    BOOST_REQUIRE_EQUAL(some.size(), 1U);
    BOOST_TEST(number_of(some.front()) == far_off);
    BOOST_TEST(here.city.list(all, noon_of_may, some.front(), 10).size() == 1U);
    BOOST_TEST((here.city.oldest_open()->since == first_of_march));
}

BOOST_AUTO_TEST_CASE(a_chronic_problem_is_no_application)
{
    town t;
    events::problem_opened e;
    e.wish.where = province::from_plate(34).value();
    e.wish.category = "lighting";
    e.wish.title = "Karanlık sokaklar";
    e.at = first_of_march;
    t.say(1, e);
    BOOST_TEST(t.count(measure::received) == 0U);
    BOOST_TEST(t.count(measure::open) == 0U);
    BOOST_TEST(!t.city.oldest_open());
}

BOOST_AUTO_TEST_CASE(outcomes_of_messages_are_counted_by_means)
{
    town t;
    t.submit(1, first_of_march);
    events::notice_recorded e;
    e.notice.means = "sms";
    e.notice.how = delivery::sent;
    t.say(1, e);
    e.notice.how = delivery::delivered;
    t.say(1, e).say(1, e);
    BOOST_TEST(t.city.letters().at("sms").at(delivery::delivered) == 2U);
    BOOST_TEST(t.city.letters().at("sms").at(delivery::sent) == 1U);
}

BOOST_AUTO_TEST_CASE(looks_on_record_are_remembered_and_refusals_are_not)
{
    town t;
    t.submit(1, first_of_march);
    record what;
    what.at = position{7};
    what.stream = stream_id{1};
    what.kind = record_kind::disclosure;
    BOOST_TEST(t.city.take(what).has_value());
    what.kind = record_kind::refusal;
    BOOST_TEST(t.city.take(what).has_value());
    BOOST_TEST(t.city.disclosures().size() == 1U);
    BOOST_TEST(number_of(t.city.disclosures().front()) == 7U);
}

BOOST_AUTO_TEST_CASE(an_event_that_cannot_be_read_is_an_error)
{
    host::figures_of_city city;
    record what;
    what.stream = stream_id{1};
    what.payload.type = 2;
    what.payload.schema = 1;
    what.payload.clear = "no event";
    BOOST_TEST(!city.take(what).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
