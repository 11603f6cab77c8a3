#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "simulation/casework.hpp"
#include "simulation/chance.hpp"
#include "simulation/findings.hpp"
#include "simulation/history.hpp"
#include "simulation/memory_disk.hpp"
#include "simulation/owned_clock.hpp"
#include "simulation/peers.hpp"
#include "simulation/promises.hpp"
#include "simulation/scheduler.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace simulation {

/// How long a seed is to go on.
struct extent {
    std::int64_t days = 60;  ///< Simulated, at least.
    std::size_t acts = 60;   ///< Of clients, about.
};

/// What came of a seed.
struct report {
    std::optional<std::string> broken;  ///< The first rule that did not hold.
    std::string trace;
    std::uint64_t days = 0;
    std::uint64_t acts = 0;
    std::uint64_t records = 0;
    std::uint64_t lives = 0;  ///< Times that the engine was opened.
    std::uint64_t crashes = 0;
    std::uint64_t jumps = 0;  ///< Of the clock.
    std::uint64_t letters = 0;
    std::uint64_t told_letters = 0;  ///< Of which a peer said what became of them.
    std::uint64_t dead_letters = 0;
    std::uint64_t escalations = 0;
};

/// A governorate, its citizens, its peers, its machine and its clock, all in one thread, all decided
/// by one number.
class world {
public:
    world(std::uint64_t seed, extent how_long);
    ~world();

    world(const world&) = delete;
    world& operator=(const world&) = delete;

    /// Lives through it. @pre Called once.
    [[nodiscard]] report run();

private:
    using office = engine<petition>;

    // world.cpp: what happens next.
    void step();
    void act_now();
    void submit(std::size_t number);
    void plan_next_act();
    void mishap();
    void set_clock(std::chrono::microseconds error);
    void pass_time();
    [[nodiscard]] bool run_one();
    [[nodiscard]] bool must_crash();
    void refresh();
    void hear(const std::string& id, const hand_result& how);
    void report_to_office(const std::string& id, const hand_result& how);
    void report_again(instant upto);
    void answered(std::size_t number, error_code error, const std::vector<receipt>& receipts);

    // world_life.cpp: the engine's lives.
    void open();
    [[nodiscard]] engine_options options();
    void crash();
    void stop_cleanly();
    void finish();
    void settle_all();
    void retry_open_acts();
    void audit();

    // world_checks.cpp: what the engine says of itself.
    void check_views(std::size_t from);
    void check_rest();
    void check_lists();

    findings found_;
    chance dice_;
    extent how_long_;
    petition_rules rules_;
    owned_clock clock_;
    memory_disk disk_;
    history past_;
    promises acts_;
    casework clients_;
    chance retries_;  // The engine's own chance.
    peers peers_;
    scheduler work_;
    std::optional<office> office_;

    retry_rule rule_;
    std::size_t shards_ = 1;
    std::size_t cached_ = 1;
    std::size_t waiting_max_ = 100;
    acikkapi::checkpoint_rule checkpoints_;
    bool unit_known_ = true;
    bool sealed_ = false;  // What is personal is, and the auditor has no keys of it.
    bool finishing_ = false;
    bool ended_ = false;  // The engine's run.

    instant start_;
    instant next_act_;
    std::multimap<instant, std::size_t> again_;  // Acts that are tried again, and when.
    using late_word = std::pair<instant, std::pair<std::string, hand_result>>;
    std::multimap<instant, std::pair<std::string, hand_result>> reports_again_;  // Likewise.
    std::size_t reports_under_way_ = 0;
    std::optional<std::uint64_t> crash_in_;  // Steps.
    std::uint64_t steps_ = 0;
    report out_;

    // What check_lists has seen by now.
    std::size_t looked_at_ = 0;  // Records.
    std::set<std::tuple<std::string, std::string, bool>> lists_seen_;
    std::set<std::string> subjects_seen_;
};

}  // namespace simulation
