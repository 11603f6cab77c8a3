#pragma once

#include "crash/faulty_files.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crash {

/// What the processes that work on one part have in common.
struct share {
    std::atomic<std::uint64_t> taken{0};  ///< Seeds.
    std::atomic<std::uint64_t> done{0};   ///< Trials.
};

/// In memory that a process shares with those which begin as its copy.
[[nodiscard]] std::shared_ptr<share> make_share();

/// How much is tried, and from where the chance begins.
struct settings {
    std::uint64_t trials = 1'000;
    std::uint64_t seed = 1;
    std::uint64_t at = 0;   ///< Only this operation; 0 for all.
    bool progress = false;  ///< Tells on the standard error how far it has come.
    std::shared_ptr<share> common = make_share();

    /// A seed that nobody has taken yet.
    [[nodiscard]] std::uint64_t next_seed() const { return seed + common->taken++; }
};

/// What came of one part: figures by name, and what went wrong with the words to try it again.
class findings {
public:
    findings(std::string part, const settings& how) : part_(std::move(part)), how_(how) {}

    void count(const std::string& name, std::uint64_t more = 1) { figures_[name] += more; }
    [[nodiscard]] std::uint64_t figure(const std::string& name) const;
    /// The largest of what is told under this name.
    void most(const std::string& name, std::uint64_t value);
    /// What is tried now: told if the process is aborted in the middle of it.
    void begin(const std::string& where);
    void fail(const std::string& where, const std::string& why);
    /// Part of it cannot be tried here, and why.
    void skip(const std::string& why);
    [[nodiscard]] bool is_skipped() const { return done_ == 0 && failed_ == 0 && skipped_ > 0; }
    /// One more trial is over. @return Whether there are more to come.
    [[nodiscard]] bool next();
    /// What was to be tried did not happen: it is counted, and is no trial. Too many are a failure.
    /// @return Whether there are more to come.
    [[nodiscard]] bool miss(const std::string& name);
    /// There is no more than this to try, however many trials were wanted.
    void is_all() { all_ = true; }
    /// Something that has to come up among so many trials, of all processes: if it never did, they were not
    /// worth much.
    void wants(const std::string& name, std::uint64_t among = 500);
    [[nodiscard]] std::vector<std::string> missing() const;
    [[nodiscard]] bool is_over() const { return how_.common->done >= how_.trials; }
    /// Nothing went wrong, and as much was tried as was wanted.
    [[nodiscard]] bool is_well() const;

    /// One line of JSON, with up to twenty failures.
    [[nodiscard]] std::string json() const;
    /// Takes in what another process found. @param line  From its `json`.
    void add(const std::string& line);
    /// One line for people, and that of JSON.
    void report() const;

private:
    std::string part_;
    settings how_;
    std::map<std::string, std::uint64_t> figures_;
    std::vector<std::string> failures_;
    std::map<std::string, std::uint64_t> wanted_;
    std::uint64_t failed_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t missed_ = 0;
    std::uint64_t skipped_ = 0;
    bool all_ = false;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// What tries one part.
using trials = findings (*)(const settings& how);

/// Lets several processes work on a part: each takes seeds of its own.
[[nodiscard]] findings
try_in(std::size_t processes, const std::string& part, trials what, const settings& how);

[[nodiscard]] findings try_points(const settings& how);
[[nodiscard]] findings try_faults(const settings& how);
[[nodiscard]] findings try_damage(const settings& how);
[[nodiscard]] findings try_bits(const settings& how);
[[nodiscard]] findings try_kills(const settings& how);
[[nodiscard]] findings try_history(const settings& how);
[[nodiscard]] findings try_cuts(const settings& how);
[[nodiscard]] findings try_full(const settings& how);
[[nodiscard]] findings try_erased(const settings& how);

}  // namespace crash
