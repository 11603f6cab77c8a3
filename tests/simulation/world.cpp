#include "simulation/world.hpp"

#include <algorithm>

namespace simulation {
namespace {

using namespace std::chrono_literals;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint64_t steps_max = 100'000;  // A seed that does not come to rest is a finding.
// Every life leaves a file in each table, and without compactions RocksDB lets writers wait for ever
// at the 20th.
constexpr std::uint64_t lives_max = 16;
constexpr seconds jump_max = hours{24 * 10};

// 5 January 2026, a Monday, and any day of the year after it: holidays and leap days too.
instant start_of(chance& dice)
{
    return instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}} +
           minutes{dice.between(0, 365 * 24 * 60)};
}

/// Half of the governorates let the rules do what they can. Not drawn: what a seed's dice say stays as it was.
petition_rules rules_of(std::uint64_t seed)
{
    if (seed % 2 != 0) {
        return {};
    }
    petition_rules out = petition_rules::acting();
    out.on_duty[34] = actor::parse("officer:34/4711").value();
    return out;
}

}  // namespace

world::world(std::uint64_t seed, extent how_long)
    : dice_(seed), how_long_(how_long), rules_(rules_of(seed)), clock_(start_of(dice_)),
      disk_(dice_.next()), past_(found_, rules_), acts_(found_, past_),
      clients_(dice_.next(), acts_, past_), retries_(dice_.next()),
      peers_(
          dice_.next(),
          found_,
          {[this](const hand_over& what, std::string_view adapter) {
               refresh();
               past_.handed_over(what, adapter);
           },
           [this](const std::string& id, const hand_result& how) { past_.answered(id, how); },
           [this](const std::string& id, const hand_result& how) { hear(id, how); },
           [this] { return clock_.truth(); }}),
      work_(dice_.next()), start_(clock_.truth()), next_act_(clock_.truth())
{
    rule_.first = minutes{dice_.between(1, 30)};
    rule_.longest = hours{dice_.between(2, 12)};
    rule_.give_up_after = hours{dice_.between(12, 96)};
    past_.set_patience(rule_);
    rule_.in_flight_max = static_cast<std::size_t>(dice_.between(1, 8));
    shards_ = static_cast<std::size_t>(dice_.between(1, 4));
    cached_ = static_cast<std::size_t>(dice_.between(1, 8));
    sealed_ = dice_.percent(25);
    // Most often a checkpoint covers many acts, for a signature costs as much as all else of an act.
    checkpoints_.time = dice_.percent(10) ? minutes{1} : hours{dice_.between(1, 240)};
    waiting_max_ = static_cast<std::size_t>(dice_.percent(15) ? dice_.between(1, 3) : 100);
}

world::~world()
{
    office_.reset();
    peers_.forget_all();
}

report world::run()
{
    open();
    while (found_.ok() && !finishing_) {
        step();
    }
    if (found_.ok()) {
        finish();
    }
    if (found_.ok()) {
        acts_.check_all();
    }
    out_.broken = found_.broken();
    out_.trace = found_.trace();
    out_.days = static_cast<std::uint64_t>((clock_.truth() - start_) / 24h);
    out_.acts = acts_.size();
    out_.records = past_.records().size();
    out_.letters = past_.letters().size();
    out_.dead_letters = past_.dead_letters();
    out_.escalations = past_.escalations();
    return out_;
}

void world::step()
{
    const bool act_due = next_act_ <= clock_.truth() && acts_.size() < how_long_.acts;
    if (must_crash()) {
        crash();
    } else if (act_due && (work_.waiting() == 0 || dice_.percent(35))) {
        act_now();
    } else if (!run_one()) {
        check_rest();
        pass_time();
    }
}

bool world::run_one()
{
    const bool goes_on =
        found_.ok() &&
        found_.expect(++steps_ < steps_max, "G7: what is to be done comes to an end");
    if (!goes_on || !work_.run_one()) {
        return false;
    }
    refresh();
    return true;
}

bool world::must_crash()
{
    if (disk_.is_off()) {
        return dice_.percent(40);
    }
    return crash_in_ && (*crash_in_)-- == 0;
}

void world::act_now()
{
    const auto number = clients_.next();
    plan_next_act();
    submit(number);
    if (acts_.at(number).what.key && dice_.percent(8)) {
        submit(number);  // A double click.
    }
    mishap();
}

void world::plan_next_act()
{
    if (dice_.percent(35)) {
        return;  // Several at once.
    }
    // The mean leaves some days after the last act.
    const auto gap = how_long_.days * 24 * 60 * 60 * 3 / static_cast<std::int64_t>(how_long_.acts);
    next_act_ = clock_.truth() + microseconds{dice_.between(0, gap * 1'000'000)};
}

void world::submit(std::size_t number)
{
    act& on = acts_.at(number);
    ++on.tries;
    ++on.under_way;
    found_.note(
        "act-" + std::to_string(number) + " try " + std::to_string(on.tries) + " kind " +
        std::to_string(on.what.requests.front().wish.index()) + " stream " +
        std::to_string(number_of(on.what.requests.front().stream)));
    if (on.as_batch) {
        office_->async_submit_all(
            on.what, [this, number](error_code error, const std::vector<receipt>& receipts) {
                answered(number, error, receipts);
            });
        return;
    }
    auto what = on.what.requests.front();
    what.key = on.what.key;
    office_->async_submit(std::move(what), [this, number](error_code error, const receipt& done) {
        answered(number, error, error ? std::vector<receipt>{} : std::vector{done});
    });
}

void world::answered(std::size_t number, error_code error, const std::vector<receipt>& receipts)
{
    refresh();
    acts_.answered(number, error, receipts);
    if (acts_.may_ask_again(number) && (finishing_ || dice_.percent(80))) {
        again_.emplace(clock_.truth() + seconds{dice_.between(1, 7'200)}, number);
    }
}

/// Crashes, failing power, restarts and clocks that are set: after few acts, but in any place.
void world::mishap()
{
    const bool may_end = out_.lives < lives_max;
    if (may_end && dice_.percent(2)) {
        crash_in_ = dice_.below(12);
    } else if (may_end && dice_.percent(2)) {
        disk_.cut_after(1 + dice_.below(6));
    } else if (may_end && dice_.percent(1)) {
        stop_cleanly();
    } else if (dice_.percent(5)) {
        const auto most = seconds{jump_max}.count();
        const seconds to{dice_.percent(30) ? 0 : dice_.between(-most, most)};
        found_.note("clock is wrong by " + std::to_string(to.count()) + " s");
        set_clock(to);
        ++out_.jumps;
    }
}

void world::set_clock(microseconds error)
{
    past_.clock_is_set(error - clock_.error());
    clock_.set_error(error);
}

/// Nothing is left to do now: on to the next thing that happens.
void world::pass_time()
{
    ++steps_;
    const bool acts_left = acts_.size() < how_long_.acts;
    const auto end = start_ + hours{24 * how_long_.days};
    auto next = acts_left ? next_act_ : end;
    if (const auto alarm = clock_.next_alarm()) {
        next = std::min(next, *alarm);
    }
    if (const auto answer = peers_.next()) {
        next = std::min(next, *answer);
    }
    if (!again_.empty()) {
        next = std::min(next, again_.begin()->first);
    }
    if (!reports_again_.empty()) {
        next = std::min(next, reports_again_.begin()->first);
    }
    if (!acts_left && next >= end) {
        clock_.pass_until(std::max(end, clock_.truth()));
        finishing_ = true;
        return;
    }
    next = std::max(next, clock_.truth());
    clock_.pass_until(next);
    peers_.answer_due();
    report_again(clock_.truth());
    while (!again_.empty() && again_.begin()->first <= clock_.truth()) {
        const auto number = again_.begin()->second;
        again_.erase(again_.begin());
        if (acts_.may_ask_again(number)) {
            submit(number);
        }
    }
}

/// Those whose time has come.
void world::report_again(instant upto)
{
    const auto end = reports_again_.upper_bound(upto);
    const std::vector<late_word> due{reports_again_.begin(), end};
    reports_again_.erase(reports_again_.begin(), end);
    for (const auto& [when, what] : due) {
        report_to_office(what.first, what.second);
    }
}

/// A peer's late word. It may come before the engine knows that the letter is settled.
void world::hear(const std::string& id, const hand_result& how)
{
    refresh();
    past_.reported(id, how);
    report_to_office(id, how);
}

/// What is not taken now is said again, as adapters do; a crash loses it.
void world::report_to_office(const std::string& id, const hand_result& how)
{
    ++reports_under_way_;
    office_->async_report(id, how, [this, id, how](error_code error, const receipt& said) {
        --reports_under_way_;
        refresh();
        found_.note("  report of " + id + (error ? ": " + error.message() : " is on record"));
        found_.expect(
            error != errc::bad_argument && error != condition::corrupt,
            "G9: what a peer reports of a letter that it was given is understood");
        if (!error) {
            past_.report_taken(id, how, said);
        } else if (error != condition::rejected) {
            // Others may wait for days for the outcomes of their letters, and have all the places.
            reports_again_.emplace(clock_.truth() + hours{1}, std::pair{id, how});
        }
    });
}

/// Reads what is durable by now, as a reader of the feed does.
void world::refresh()
{
    if (!office_ || office_->head() <= past_.read_to()) {
        return;
    }
    const auto from = past_.records().size();
    const auto records = office_->feed(past_.read_to()).next(10'000);
    if (found_.expect(records.has_value(), "G6: the journal can be read")) {
        past_.take(*records, clock_.latest());
        check_views(from);
    }
}

}  // namespace simulation
