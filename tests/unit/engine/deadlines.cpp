#include "support/ask.hpp"
#include "unit/audit/stores.hpp"
#include "unit/deadline/days.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <mutex>

BOOST_AUTO_TEST_SUITE(engine_deadlines)

// Deadlines on a running engine: when they end, who is told on the way, and that nothing of it happens twice.
namespace {

using namespace acikkapi;
using namespace acikkapi::stories;
using namespace ::support;
using namespace std::chrono_literals;

/// Who received it on which day, and when the five rules end.
struct golden {
    const char* received;
    std::array<const char*, 5> due;
};

// Two independent implementations agree on all of them.
constexpr std::array<golden, 11> table{{
    {"2024-04-04", {"2024-04-11", "2024-04-15", "2024-04-18", "2024-05-02", "2024-05-06"}},
    {"2024-06-10", {"2024-06-17", "2024-06-20", "2024-06-24", "2024-07-04", "2024-07-10"}},
    {"2026-03-16", {"2026-03-23", "2026-03-23", "2026-03-26", "2026-04-07", "2026-04-15"}},
    {"2026-04-27", {"2026-05-04", "2026-05-04", "2026-05-07", "2026-05-20", "2026-06-01"}},
    {"2026-05-21", {"2026-05-28", "2026-06-01", "2026-06-04", "2026-06-16", "2026-06-22"}},
    {"2026-10-22", {"2026-10-29", "2026-10-30", "2026-11-03", "2026-11-13", "2026-11-23"}},
    {"2026-12-28", {"2027-01-04", "2027-01-04", "2027-01-07", "2027-01-19", "2027-01-27"}},
    {"2027-05-13", {"2027-05-20", "2027-05-20", "2027-05-27", "2027-06-08", "2027-06-14"}},
    {"2028-02-22", {"2028-02-29", "2028-02-29", "2028-03-03", "2028-03-15", "2028-03-23"}},
    {"2029-04-18", {"2029-04-25", "2029-04-30", "2029-05-07", "2029-05-17", "2029-05-18"}},
    {"2030-04-08", {"2030-04-15", "2030-04-17", "2030-04-19", "2030-05-03", "2030-05-08"}},
}};

const std::array<deadline_rule, 5> rules{
    seven_days, seven_rolled, seven_working, fifteen_working, thirty_rolled};

/// Remembers what it is given, and when.
class colleagues final : public department {
public:
    explicit colleagues(manual_clock& time) : time_(time) {}
    struct note {
        std::string kind;
        std::string whom;
        instant when;
    };
    [[nodiscard]] std::vector<note> notes() const
    {
        const std::lock_guard lock{mutex_};
        return notes_;
    }

private:
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        {
            const std::lock_guard lock{mutex_};
            notes_.push_back({what.what.kind, what.what.recipient, time_.now()});
        }
        std::move(done)(hand_result{delivery::delivered, "read"});
    }

    manual_clock& time_;
    mutable std::mutex mutex_;
    std::vector<note> notes_;
};

struct office {
    host h;
    colleagues staff{h.time};
    colleagues units{h.time};
    std::optional<engine<petition>> desk;
    std::future<void> end;

    explicit office(petition_rules how = petition_rules::acting()) { open(std::move(how)); }
    ~office() { close(); }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void open(petition_rules how = petition_rules::acting())
    {
        auto options = h.options();
        options.departments["staff"] = &staff;
        options.departments["unit"] = &units;
        desk.emplace(
            engine<petition>::open(options, petition::with(std::move(how)).value()).value());
        end = desk->async_run(asio::use_future);
    }
    void close()
    {
        desk->stop();
        end.get();
        desk.reset();
    }
    stream_id applied()
    {
        auto wish = a_wish();
        wish.applicant.mobile.reset();
        return desk->submit(asking(wish, no_stream)).value().stream;
    }
    void give(const command& wish, stream_id to)
    {
        BOOST_REQUIRE(desk->submit(asking(wish, to)).has_value());
    }
    [[nodiscard]] application state(stream_id of) const
    {
        return desk->views().find(of).value().state;
    }
    /// The clock goes on an hour at a time: as an engine's does that is never stopped.
    void live_until(instant when)
    {
        while (h.time.now() < when) {
            h.time.set(std::min(when, h.time.now() + 1h));
            settle();
        }
    }
    /// Until no timer is due and no letter waits.
    void settle()
    {
        BOOST_REQUIRE(eventually([&] {
            // In this order: what a timer does is in the journal before its letters are read from it.
            if (is_due()) {
                return false;
            }
            double busy = 0;
            for (const auto& one : desk->metrics()) {
                const bool counts =
                    one.name == "acikkapi_letters_waiting" || one.name == "acikkapi_letters_unread";
                for (const auto& sample : one.samples) {
                    busy += counts ? sample.value : 0;
                }
            }
            return busy == 0;
        }));
    }
    /// A timer is due, or what it did is seen and not told of yet: views may be a moment ahead of the journal's
    /// head.
    [[nodiscard]] bool is_due()
    {
        const petition all{petition_rules::acting()};
        for (std::uint64_t i = 1; i <= 3; ++i) {
            const auto found = desk->views().find(stream_id{i});
            if (!found) {
                continue;
            }
            const auto next = earliest(all.timers(found->state));
            const bool due = next && !found->closed && next->due <= h.time.now();
            if (due || desk->views().timeline(stream_id{i})->back().at > desk->head()) {
                return true;
            }
        }
        return false;
    }
};

std::vector<std::string> whom(const std::vector<colleagues::note>& notes)
{
    std::vector<std::string> out;
    for (const auto& one : notes) {
        out.push_back(one.kind + " " + one.whom);
    }
    return out;
}

const commands::route to_roads{unit_id::parse("10000001").value(), "Yol", ""};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_registered_on_a_day_is_due_on_the_day_that_the_table_says)
{
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        petition_rules how;
        how.service = rules.at(rule);
        how.legal = {counting::calendar_days, 60, true, false};
        host h;
        auto desk = engine<petition>::open(h.options(), petition::with(how).value()).value();
        for (const auto& row : table) {
            h.time.set(in_turkey(row.received, 15));
            const auto stream = desk.submit(asking(a_wish(), no_stream)).value().stream;
            const auto state = desk.views().find(stream).value().state;
            BOOST_TEST(text_of(state.service.due) == row.due.at(rule), row.received);
            BOOST_TEST(
                (*state.late_since ==
                 turkey().begin_of(on(row.due.at(rule)) + std::chrono::days{1})));
        }
    }
}

BOOST_AUTO_TEST_CASE(each_step_is_told_once_to_whose_turn_it_is_and_in_time)
{
    office o;
    o.h.time.set(in_turkey("2026-03-02", 9));
    const auto stream = o.applied();
    o.give(to_roads, stream);
    o.live_until(in_turkey("2026-03-20", 9));
    const auto notes = o.staff.notes();
    const std::vector<std::string> expected{
        "escalation-1 unit:10000001",
        "escalation-2 head:10000001",
        "escalation-3 deputy:34",
        "escalation-4 governor:34",
        "escalation-5 governor:34"};
    BOOST_TEST(whom(notes) == expected);
    BOOST_TEST_REQUIRE(notes.size() == 5U);
    const auto within_the_hour = [&](std::size_t step, instant due) {
        return notes[step].when >= due && notes[step].when < due + 1h;
    };
    const auto clock = o.state(stream).service;
    BOOST_TEST(within_the_hour(0, share_of(clock, 50, turkey())));
    BOOST_TEST(within_the_hour(1, share_of(clock, 80, turkey())));
    BOOST_TEST(within_the_hour(2, in_turkey("2026-03-09", 0)));
    BOOST_TEST(within_the_hour(3, in_turkey("2026-03-10", 0)));
    BOOST_TEST(within_the_hour(4, in_turkey("2026-03-12", 0)));
}

BOOST_AUTO_TEST_CASE(what_fell_due_while_nobody_was_there_comes_in_order_and_once)
{
    office o;
    o.h.time.set(in_turkey("2026-03-02", 9));
    o.give(to_roads, o.applied());
    o.close();
    o.h.time.set(in_turkey("2026-03-20", 9));
    o.open();
    o.settle();
    BOOST_TEST(o.staff.notes().size() == 5U);
    o.close();
    o.open();
    o.settle();
    BOOST_TEST(o.staff.notes().size() == 5U);
    BOOST_TEST(o.staff.notes().front().kind == "escalation-1");
    BOOST_TEST(o.staff.notes().back().kind == "escalation-5");
}

BOOST_AUTO_TEST_CASE(a_clock_that_jumps_ten_days_to_and_fro_tells_nobody_twice)
{
    office o;
    o.h.time.set(in_turkey("2026-03-02", 9));
    o.give(to_roads, o.applied());
    for (const auto* const day :
         {"2026-03-12", "2026-03-02", "2026-03-12", "2026-02-20", "2026-03-13"}) {
        o.h.time.set(in_turkey(day, 9));
        o.settle();
    }
    BOOST_TEST(o.staff.notes().size() == 5U);
}

BOOST_AUTO_TEST_CASE(what_no_unit_has_is_the_officers_task_after_four_hours_of_theirs)
{
    office o;
    // Friday, an hour before they go home.
    o.h.time.set(in_turkey("2026-03-06", 16));
    const auto stream = o.applied();
    o.live_until(in_turkey("2026-03-09", 10));
    BOOST_TEST(whom(o.staff.notes()) == std::vector<std::string>{});
    o.live_until(in_turkey("2026-03-09", 11));
    BOOST_TEST(whom(o.staff.notes()) == std::vector<std::string>{"unrouted officer:34"});
    const auto tasks = o.desk->views().list({"task", "unrouted", false, {}, 50}).value();
    BOOST_TEST((tasks.streams == std::vector{stream}));
    o.give(to_roads, stream);
    BOOST_TEST(o.desk->views().list({"task", "unrouted", false, {}, 50})->streams.empty());
}

BOOST_AUTO_TEST_CASE(
    a_question_stops_the_norm_is_reminded_of_on_the_third_day_and_given_up_on_the_fifth)
{
    office o;
    o.h.time.set(in_turkey("2026-03-02", 9));
    const auto stream = o.applied();
    o.give(to_roads, stream);
    o.give(commands::ask{"Hangi okul?"}, stream);
    o.live_until(in_turkey("2026-03-05", 8));
    BOOST_TEST(!o.state(stream).reminded);
    o.live_until(in_turkey("2026-03-05", 9));
    BOOST_TEST(o.state(stream).reminded);
    o.live_until(in_turkey("2026-03-07", 8));
    BOOST_TEST((o.state(stream).life == status::awaiting_applicant));
    o.live_until(in_turkey("2026-03-07", 9));
    const auto state = o.state(stream);
    BOOST_TEST((state.life == status::routed));
    // The norm stood still for five days, the law's limit did not.
    BOOST_TEST(text_of(state.service.due) == "2026-03-14");
    BOOST_TEST(text_of(state.legal->due) == "2026-04-01");
    BOOST_TEST(whom(o.staff.notes()) == std::vector<std::string>{});
}

BOOST_AUTO_TEST_CASE(an_administrative_leave_is_put_on_record_in_every_application_that_it_moves)
{
    petition_rules how = petition_rules::acting();
    how.service = seven_working;
    office o{how};
    o.h.time.set(in_turkey("2026-03-02", 9));
    const auto moved = o.applied();
    o.give(to_roads, moved);
    const auto told = o.applied();
    o.give(to_roads, told);
    o.give(commands::answer{outcome::granted, "Oldu.", "Müdür"}, told);
    o.close();

    how.days = turkey().with_day_off(on("2026-03-05"), "idari izin, genelge 2026/4");
    o.open(how);
    origin circular;
    circular.by = actor::parse("governorate:34/1").value();
    circular.via = channels::desk();
    circular.on = authority::parse("circular-2026/4").value();
    const list_query all{"due", {}, false, {}, 50};
    BOOST_TEST(
        o.desk->submit_to_list(all, commands::recompute_deadlines{}, circular).value() == 1U);
    const auto state = o.state(moved);
    BOOST_TEST(text_of(state.service.due) == "2026-03-12");
    BOOST_TEST(state.service.calendar_version == how.days.version());
    // Not the last of the timeline: the outcome of a letter may come after it.
    const auto timeline = o.desk->views().timeline(moved).value();
    BOOST_TEST(std::count_if(timeline.begin(), timeline.end(), [](const auto& one) {
                   return one.on.str() == "circular-2026/4";
               }) == 1);
    BOOST_TEST(
        o.desk->submit_to_list(all, commands::recompute_deadlines{}, circular).value() == 0U);
}

BOOST_AUTO_TEST_CASE(the_applicant_is_asked_a_day_after_he_was_told_and_then_it_is_over)
{
    office o;
    o.h.time.set(in_turkey("2026-03-02", 9));
    const auto stream = o.desk->submit(asking(a_wish(), no_stream)).value().stream;
    o.give(to_roads, stream);
    o.give(commands::answer{outcome::granted, "Oldu.", "Müdür"}, stream);
    o.give(commands::record_notice{notice::result, delivery::delivered, "desk", 1, ""}, stream);
    BOOST_TEST(!o.desk->views().find(stream)->closed);
    o.live_until(in_turkey("2026-03-03", 9));
    BOOST_TEST(o.desk->views().find(stream)->closed);
    const auto last = o.desk->views().timeline(stream)->back();
    BOOST_TEST_REQUIRE(last.letters.size() == 1U);
    BOOST_TEST(last.letters.front().kind == "rating");
}

BOOST_AUTO_TEST_SUITE_END()
