// The engine's lives: it is opened, stopped and killed, and at the end everything comes to rest.
#include <acikkapi/audit.hpp>
#include <acikkapi/keys.hpp>

#include "simulation/world.hpp"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace simulation {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::size_t openings_max = 20;
constexpr std::size_t last_turns_max = 2'000;

engine_options store_of(rocksdb::Env* disk)
{
    engine_options out;
    out.directory = "/store";
    out.create = true;
    out.key.fill(std::byte{7});
    out.environment = disk;
    return out;
}

/// Keys of persons on the real disk, made once: they are not what is tried here.
class keys_of_process {
public:
    keys_of_process() : provider_(open_key_files((path_ / "epochs").string()).value()) {}
    ~keys_of_process()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    keys_of_process(const keys_of_process&) = delete;
    keys_of_process& operator=(const keys_of_process&) = delete;

    [[nodiscard]] vault_options options() const
    {
        return {provider_.get(), (path_ / "persons").string()};
    }

private:
    std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                  ("acikkapi-simulation-" + std::to_string(::getpid()));
    std::unique_ptr<key_provider> provider_;
};

vault_options keys_of_persons()
{
    static const keys_of_process made;
    return made.options();
}

}  // namespace

engine_options world::options()
{
    auto out = store_of(disk_.environment());
    out.executor = work_.get_executor();
    out.blocking = work_.get_executor();
    out.clock = &clock_;
    out.random = [this] { return retries_.next(); };
    out.notifiers.emplace("sms", &peers_.sms());
    if (unit_known_) {
        out.departments.emplace("unit", &peers_.unit());
        out.departments.emplace("staff", &peers_.staff());
    }
    out.retries = rule_;
    out.shards = shards_;
    out.cached_streams_max = cached_;
    out.waiting_commands_max = waiting_max_;
    out.checkpoints = checkpoints_;
    if (sealed_) {
        out.vault = keys_of_persons();
    }
    return out;
}

void world::open()
{
    unit_known_ = finishing_ || dice_.percent(90);
    if (!finishing_ && dice_.percent(8)) {
        disk_.cut_after(1 + dice_.below(40));
    }
    for (std::size_t tries = 0; tries < openings_max && !office_; ++tries) {
        auto opened = office::open(options(), petition{rules_});
        if (opened) {
            office_.emplace(*std::move(opened));
        } else if (!found_.expect(disk_.is_off(), "G6: a sound store opens")) {
            return;
        }
        // What failed after the opening is the crash of a later step.
        if (!office_) {
            found_.note("power fails while the store is opened");
            disk_.restore();
        }
    }
    ++out_.lives;
    found_.note("opened at " + std::to_string(number_of(office_->head())));
    found_.expect(
        number_of(office_->head()) >= past_.records().size(),
        "G1: what was durable is there after a restart");
    past_.begin_life();
    peers_.begin_life();
    refresh();
    check_lists();
    ended_ = false;
    office_->async_run([this, life = out_.lives](error_code error) {
        if (life == out_.lives) {
            ended_ = true;
            found_.expect(!error || disk_.is_off(), "G7: the run ends when it is stopped");
        }
    });
}

/// Killed: nothing that was posted runs, nothing that was not synced stays.
void world::crash()
{
    found_.note("crash");
    ++out_.crashes;
    crash_in_.reset();
    disk_.cut();
    office_.reset();
    work_.drop_all();
    acts_.lose_all();
    reports_again_.clear();
    reports_under_way_ = 0;
    disk_.restore();
    clock_.pass_until(
        clock_.truth() +
        seconds{dice_.percent(70) ? dice_.between(1, 600) : dice_.between(600, 200'000)});
    for (std::size_t i = 0; i < acts_.size(); ++i) {
        if (acts_.at(i).uncertain && acts_.may_ask_again(i)) {
            again_.emplace(clock_.truth() + seconds{dice_.between(1, 86'400)}, i);
        }
    }
    open();
}

/// Stopped as a host does it, now and then without waiting for handlers, which run after the engine.
void world::stop_cleanly()
{
    found_.note("stop");
    crash_in_.reset();
    office_->stop();
    refresh();
    const bool patient = dice_.percent(60);
    while (patient && run_one()) {
    }
    office_.reset();
    while (run_one()) {
    }
    disk_.restore();
    open();
}

/// Everything works now: all that is open must come to its end.
void world::finish()
{
    found_.note("from now on everything works");
    finishing_ = true;
    crash_in_.reset();
    if (disk_.is_off()) {
        crash();
    }
    disk_.restore();
    set_clock({});
    waiting_max_ = 1'000;
    stop_cleanly();
    if (found_.ok()) {
        peers_.heal();
        settle_all();
    }
    if (!found_.ok()) {
        return;
    }
    check_rest();
    for (const auto& [number, one] : past_.letters()) {
        found_.expect(
            one.tried, "G9: every letter is with its peer at least once", number_of(number.first));
        out_.told_letters += one.said.empty() ? 0 : 1;
    }
    office_->stop();
    while (run_one()) {
    }
    found_.expect(ended_, "G7: the run ends when it is stopped");
    office_.reset();
    audit();
}

void world::settle_all()
{
    for (std::size_t turn = 0; turn < last_turns_max && found_.ok(); ++turn) {
        while (found_.ok() && run_one()) {
        }
        retry_open_acts();
        report_again(instant::max());
        if (work_.waiting() == 0 && past_.all_settled()) {
            found_.expect(reports_under_way_ == 0, "G9: whoever reports is answered");
            return;
        }
        if (const auto alarm = clock_.next_alarm(); alarm && work_.waiting() == 0) {
            clock_.pass_until(std::max(*alarm, clock_.truth()));
        }
    }
    found_.expect(!found_.ok(), "G9: every letter is settled in the end");
}

void world::retry_open_acts()
{
    again_.clear();
    for (std::size_t i = 0; i < acts_.size(); ++i) {
        if (acts_.may_ask_again(i)) {
            submit(i);
        }
    }
}

void world::audit()
{
    const auto store = store_of(disk_.environment());
    const auto opened = acikkapi::audit<petition>::open(
        {.directory = store.directory,
         .key = store.key,
         .run = {},
         .log = {},
         .environment = store.environment},
        petition{rules_});
    if (!found_.expect(opened.has_value(), "G11: an auditor can open the store")) {
        return;
    }
    const auto verdict = opened->verify();
    if (!found_.expect(verdict.has_value(), "G11: an auditor can read the store")) {
        return;
    }
    if (verdict->first_divergence) {
        found_.note(verdict->first_divergence->what);
    }
    found_.expect(
        !verdict->first_divergence && verdict->applications == past_.files().size() &&
            verdict->events + verdict->refusals == past_.records().size(),
        "G11: every row follows from the journal");
}

}  // namespace simulation
