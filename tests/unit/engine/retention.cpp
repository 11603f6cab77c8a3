// What has ended is destroyed when its time is over, unless a legal hold keeps it.
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/stuck_keys.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(engine_retention)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using std::chrono::days;
using desk_of = engine<petition>;

origin by_schedule()
{
    auto out = officer();
    out.on = authority::parse("schedule:2026/3").value();
    return out;
}

/// A sealed store with three applications that ended a day apart, and one that is open.
struct site : host {
    const access_policy* policy_ = nullptr;
    stuck_keys keys{where.str("kek")};
    desk_of desk = desk_of::open(sealed()).value();
    std::array<stream_id, 3> ended{};
    stream_id still_open{};
    instant begin = time.now();

    /// @param first_in  Province of the one that ended first.
    explicit site(const access_policy* policy = nullptr, unsigned first_in = 34) : policy_(policy)
    {
        for (auto& one : ended) {
            time.set(time.now() + days{1});
            one = applied(&one == ended.data() ? first_in : 34);
            static_cast<void>(desk.submit(asking(commands::withdraw{}, one)).value());
        }
        still_open = applied();
    }

    engine_options sealed()
    {
        auto out = options();
        out.access = policy_;
        out.directory = where.str("store");
        out.vault = {&keys, where.str("persons")};
        return out;
    }
    stream_id applied(unsigned plate = 34)
    {
        auto wish = a_wish();
        wish.where = province::from_plate(plate).value();
        wish.beneficiary = person{};
        wish.beneficiary->full_name = "Kardeş Kişi";
        return desk.submit(asking(wish, no_stream)).value().stream;
    }
    [[nodiscard]] destruction destroyed(const retention& rule)
    {
        return desk.destroy_due(rule, by_schedule()).value();
    }
    [[nodiscard]] bool is_erased(stream_id stream) const
    {
        const auto by = officer();
        return desk.views({by.by, by.via}).timeline(stream).value().front().payload.erased;
    }
    [[nodiscard]] std::vector<bool> erased() const
    {
        return {is_erased(ended[0]), is_erased(ended[1]), is_erased(ended[2])};
    }
    void is_sound()
    {
        BOOST_TEST(desk.copy_to(where.str("copy")).has_value());
        audit_options look;
        look.directory = where.str("copy");
        look.key = key_of_store();
        const auto report = audit<petition>::open(look).value().verify().value();
        BOOST_TEST(
            !report.first_divergence,
            (report.first_divergence ? report.first_divergence->what : std::string{}));
    }
};

using which = std::vector<bool>;

}  // namespace

BOOST_AUTO_TEST_CASE(what_ended_long_enough_ago_is_erased_with_all_its_persons)
{
    site here;
    here.time.set(here.begin + days{102});
    BOOST_TEST(here.destroyed({days{101}}).erased.empty());
    BOOST_TEST((here.erased() == which{false, false, false}));
    // The moment itself is not over yet.
    BOOST_TEST(here.destroyed({days{100}}).erased.size() == 2U);
    BOOST_TEST((here.erased() == which{true, false, false}));
    here.time.set(here.begin + days{200});
    const auto rest = here.destroyed({days{100}});
    BOOST_TEST(rest.erased.size() == 4U);
    BOOST_TEST(rest.next.empty());
    BOOST_TEST((here.erased() == which{true, true, true}));
    BOOST_TEST(!here.is_erased(here.still_open));
    BOOST_TEST(here.destroyed({days{0}}).erased.empty());
    for (const auto& one : here.desk.views().timeline(here.ended[1]).value()) {
        BOOST_TEST((one.kind != record_kind::erasure || one.on == by_schedule().on));
    }
    here.is_sound();
}

BOOST_AUTO_TEST_CASE(of_what_was_destroyed_nothing_personal_is_said_any_more)
{
    site here;
    const auto keys = here.where.str("persons");
    here.time.set(here.begin + days{200});
    // One by one: those of the first go by request, and are in nobody's way.
    static_cast<void>(here.desk.erase({{here.ended[0]}}, by_schedule()).value());
    const auto of_one = std::filesystem::file_size(keys);
    BOOST_TEST(here.destroyed({days{100}}).erased.size() == 5U);
    BOOST_TEST(std::filesystem::file_size(keys) < of_one + 200U);
    for (const auto stream : here.ended) {
        const auto said = here.desk.disclose(stream, officer(), "2027/1 Esas");
        BOOST_TEST(said.has_value());
    }
    here.is_sound();
}

BOOST_AUTO_TEST_CASE(a_legal_hold_keeps_an_application_until_it_is_released)
{
    site here;
    here.time.set(here.begin + days{200});
    const auto court = officer();
    const auto held = here.desk.hold(here.ended[1], court, "2026/77 Esas").value();
    BOOST_TEST(held.version == 3U);
    static_cast<void>(here.desk.hold(here.ended[1], court, "2026/78 Esas").value());
    auto done = here.destroyed({days{100}});
    BOOST_TEST(done.held == 1U);
    BOOST_TEST(done.erased.size() == 4U);
    BOOST_TEST((here.erased() == which{true, false, true}));
    const auto asked = [&] { return error_of(here.desk.erase({{here.ended[1]}}, by_schedule())); };
    BOOST_TEST((asked() == errc::on_hold));
    // Two courts: the word of one does not end the hold of the other.
    static_cast<void>(here.desk.release(here.ended[1], court, "decided").value());
    BOOST_TEST((asked() == errc::on_hold));
    static_cast<void>(here.desk.release(here.ended[1], court, "decided").value());
    static_cast<void>(here.desk.release(here.ended[1], court, "once too often").value());
    const auto timeline = here.desk.views().timeline(here.ended[1]).value();
    BOOST_TEST((timeline.back().kind == record_kind::release));
    BOOST_TEST((timeline[2].kind == record_kind::hold));
    BOOST_TEST(timeline[2].payload.clear == "2026/77 Esas");
    // One release too many is not a credit.
    static_cast<void>(here.desk.hold(here.ended[1], court, "2027/1 Esas").value());
    BOOST_TEST((asked() == errc::on_hold));
    static_cast<void>(here.desk.release(here.ended[1], court, "decided").value());
    done = here.destroyed({days{100}});
    BOOST_TEST(done.erased.size() == 2U);
    BOOST_TEST(done.held == 0U);
    here.is_sound();
}

BOOST_AUTO_TEST_CASE(one_on_hold_stops_an_erasure_of_several)
{
    site here;
    static_cast<void>(here.desk.hold(here.ended[1], officer(), "a court").value());
    const auto head = here.desk.head();
    BOOST_TEST(
        (error_of(here.desk.erase({{here.ended[0]}, {here.ended[1]}}, by_schedule())) ==
         errc::on_hold));
    BOOST_TEST((here.desk.head() == head));
    BOOST_TEST((here.erased() == which{false, false, false}));
}

// An e-mail of which nobody hears, or no name at all: it would be kept for ever.
BOOST_AUTO_TEST_CASE(what_was_answered_and_never_told_is_destroyed_when_its_year_is_over)
{
    for (const std::size_t limit : {std::size_t{1}, std::size_t{250}}) {
        site here;
        const commands::route there{unit_id::parse("24301265").value(), "", ""};
        const commands::answer answer{outcome::granted, "Oldu.", ""};
        static_cast<void>(here.desk.submit(asking(there, here.still_open)).value());
        static_cast<void>(here.desk.submit(asking(answer, here.still_open)).value());
        const auto all = [&](days keep) {
            retention rule{keep, {}, limit};
            std::size_t erased = 0;
            do {
                const auto done = here.destroyed(rule);
                erased += done.erased.size();
                rule.after = done.next;
            } while (!rule.after.empty());
            return erased;
        };
        here.time.set(here.begin + days{3 + 365 + 100});
        BOOST_TEST(all(days{100}) == 6U);
        BOOST_TEST(!here.is_erased(here.still_open));
        here.time.set(here.time.now() + days{1});
        BOOST_TEST(all(days{100}) == 2U);
        BOOST_TEST(here.is_erased(here.still_open));
        BOOST_TEST(all(days{100}) == 0U);
        here.is_sound();
    }
}

BOOST_AUTO_TEST_CASE(a_call_looks_at_as_many_as_it_is_told_and_says_where_to_go_on)
{
    site here;
    here.time.set(here.begin + days{200});
    retention rule{days{100}, {}, 1};
    std::size_t calls = 0;
    do {
        const auto done = here.destroyed(rule);
        BOOST_TEST(done.erased.size() == 2U);
        rule.after = done.next;
        ++calls;
    } while (!rule.after.empty());
    BOOST_TEST(calls == 3U);
    BOOST_TEST((here.erased() == which{true, true, true}));
    // What was not due ends it, though the list goes on.
    static_cast<void>(here.desk.submit(asking(commands::withdraw{}, here.still_open)).value());
    rule.after.clear();
    rule.limit = 3;
    const auto done = here.destroyed(rule);
    BOOST_TEST(done.erased.empty());
    BOOST_TEST(!done.next.empty());
    rule.after = done.next;
    BOOST_TEST(here.destroyed(rule).next.empty());
}

BOOST_AUTO_TEST_CASE(what_was_destroyed_is_certified)
{
    site here;
    here.time.set(here.begin + days{200});
    BOOST_TEST(here.destroyed({days{300}}).certificate.empty());
    const auto done = here.destroyed({days{100}});
    const auto said = open_destruction_certificate(done.certificate, here.desk.log_key()).value();
    BOOST_TEST(said.persons == 6U);
    BOOST_TEST((said.basis == by_schedule().on && said.by == by_schedule().by));
    BOOST_TEST((said.keep == days{100} && said.when == here.time.now()));
    BOOST_TEST(said.records.size() == 1U);
    BOOST_TEST((said.records.front().first == done.erased.front().first));
    BOOST_TEST((said.records.front().last == done.erased.back().first));
    for (auto at = number_of(said.records.front().first);
         at <= number_of(said.records.front().last);
         ++at) {
        const auto one = here.desk.feed(position{at - 1}).next(1).value().front();
        BOOST_TEST((one.kind == record_kind::erasure && one.on == said.basis));
    }
}

BOOST_AUTO_TEST_CASE(what_the_provider_refused_is_destroyed_by_the_next_call)
{
    for (const auto refuses : {&stuck_keys::makes_none, &stuck_keys::destroys_none}) {
        site here;
        here.time.set(here.begin + days{200});
        here.keys.*refuses = true;
        BOOST_TEST((error_of(here.desk.destroy_due({days{100}}, by_schedule())) == errc::io_error));
        const auto head = here.desk.head();
        BOOST_TEST((error_of(here.desk.certify_erasure(head, "34-1")) == errc::outcome_unknown));
        here.keys.*refuses = false;
        const auto done = here.destroyed({days{100}});
        BOOST_TEST(done.erased.size() == 6U);
        BOOST_TEST((here.erased() == which{true, true, true}));
        BOOST_TEST(here.keys.epochs().value().size() == 1U);
        BOOST_TEST((here.desk.head() == head));  // It was on record.
        BOOST_TEST_REQUIRE(!done.certificate.empty());
        const auto said =
            open_destruction_certificate(done.certificate, here.desk.log_key()).value();
        BOOST_TEST(said.persons == 6U);
        BOOST_TEST((said.records.front().last == head));
        BOOST_TEST(here.desk.certify_erasure(head, "34-1").has_value());
        BOOST_TEST(here.destroyed({days{100}}).erased.empty());
        here.is_sound();
    }
}

BOOST_AUTO_TEST_CASE(what_was_on_record_on_another_ground_is_destroyed_and_not_certified_by_this)
{
    site here;
    here.time.set(here.begin + days{200});
    here.keys.makes_none = true;
    // The second of those who ended: what is certified rises all the same.
    BOOST_TEST((error_of(here.desk.erase({{here.ended[1]}}, officer())) == errc::io_error));
    const auto asked_for = here.desk.head();
    here.keys.makes_none = false;
    static_cast<void>(here.desk.hold(here.ended[1], officer(), "a court").value());
    auto done = here.destroyed({days{100}});
    // A hold does not undo what is on record; it keeps the one who is not.
    BOOST_TEST((here.erased() == which{true, true, true}));
    BOOST_TEST((done.erased.size() == 5U && done.held == 1U));
    const auto said = open_destruction_certificate(done.certificate, here.desk.log_key()).value();
    BOOST_TEST(said.persons == 4U);
    BOOST_TEST((said.records.front().first > asked_for));
    BOOST_TEST(here.desk.certify_erasure(asked_for, "34-1").has_value());
}

BOOST_AUTO_TEST_CASE(another_provinces_is_passed_over)
{
    const auto table = access_matrix::parse("act      officer governorate\n"
                                            "submit   other   -\n"
                                            "withdraw any     -\n"
                                            "read     any     -\n"
                                            "read_personal any -\n"
                                            "destroy  -       own\n")
                           .value();
    site here{&table, 6};
    here.time.set(here.begin + days{200});
    auto by = by_schedule();
    by.by = actor::parse("governorate:34").value();
    const auto done = here.desk.destroy_due({days{100}}, by).value();
    BOOST_TEST((here.erased() == which{false, true, true}));
    BOOST_TEST((done.refused == 1U && done.held == 0U && done.erased.size() == 4U));
    BOOST_TEST(!done.certificate.empty());
    const auto head = here.desk.head();
    by.by = actor::parse("governorate:6").value();
    // What is gone is in nobody's way.
    const auto rest = here.desk.destroy_due({days{100}}, by).value();
    BOOST_TEST((here.erased() == which{true, true, true}));
    BOOST_TEST((rest.refused == 0U && rest.erased.size() == 2U && here.desk.head() > head));
    // Who may destroy none is not told how many there are, nor where to go on.
    BOOST_TEST(
        (error_of(here.desk.destroy_due({days{100}}, by_schedule())) == errc::not_permitted));
}

BOOST_AUTO_TEST_CASE(who_was_with_forty_units_is_destroyed_and_certified)
{
    site here;
    const auto stream = here.still_open;
    for (int i = 0; i < 40; ++i) {
        const auto unit = unit_id::parse(std::to_string(10000001 + i)).value();
        BOOST_REQUIRE(
            here.desk.submit(asking(commands::route{unit, "Yol", ""}, stream)).has_value());
    }
    static_cast<void>(here.desk.submit(asking(commands::withdraw{}, stream)).value());
    here.time.set(here.begin + days{200});
    const auto done = here.destroyed({days{100}});
    BOOST_TEST(done.erased.size() == 8U);
    const auto said = open_destruction_certificate(done.certificate, here.desk.log_key()).value();
    BOOST_TEST((said.persons == 8U && said.records.size() == 1U));
    BOOST_TEST((said.records.front().last == here.desk.head()));
    here.is_sound();
}

BOOST_AUTO_TEST_CASE(a_rule_that_is_none_is_refused)
{
    site here;
    const auto told = [&](const retention& rule) {
        return error_of(here.desk.destroy_due(rule, by_schedule()));
    };
    BOOST_TEST((told({days{-1}}) == errc::bad_argument));
    // «For ever», which as a time before now would be tomorrow.
    for (const auto keep : {days{36'526}, days{999'999'999}, days::max()}) {
        BOOST_TEST((told({keep}) == errc::bad_argument));
    }
    BOOST_TEST(here.destroyed({days{36'525}}).erased.empty());
    BOOST_TEST((told({days{1}, {}, 0}) == errc::bad_argument));
    BOOST_TEST((told({days{1}, {}, 1'001}) == errc::bad_argument));
    BOOST_TEST((told({days{1}, "x", 1}) == errc::bad_argument));
    auto groundless = by_schedule();
    groundless.on = {};
    here.time.set(here.begin + days{200});
    BOOST_TEST((error_of(here.desk.destroy_due({days{1}}, groundless)) == errc::missing_authority));
    host unsealed;
    auto plain = desk_of::open(unsealed.options()).value();
    BOOST_TEST((error_of(plain.destroy_due({days{1}}, by_schedule())) == errc::no_key_file));
}

BOOST_AUTO_TEST_SUITE_END()
