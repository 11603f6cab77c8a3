#pragma once

#include "crash/faulty_files.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace crash {

/// How much is tried, and from where the chance begins.
struct settings {
    std::uint64_t trials = 1'000;
    std::uint64_t seed = 1;
    std::uint64_t at = 0;   ///< Only this operation; 0 for all.
    bool progress = false;  ///< Tells on the standard error how far it has come.
};

/// What came of one part: figures by name, and what went wrong with the words to try it again.
class findings {
public:
    findings(std::string part, const settings& how) : part_(std::move(part)), how_(how) {}

    void count(const std::string& name, std::uint64_t more = 1) { figures_[name] += more; }
    [[nodiscard]] std::uint64_t figure(const std::string& name) const;
    /// What is tried now: told if the process is aborted in the middle of it.
    void begin(const std::string& where);
    void fail(const std::string& where, const std::string& why);
    /// Part of it cannot be tried here, and why.
    void skip(const std::string& why);
    [[nodiscard]] bool is_skipped() const { return done_ == 0 && failed_ == 0 && skipped_ > 0; }
    /// One more trial is over. @return Whether there are more to come.
    [[nodiscard]] bool next();
    [[nodiscard]] bool is_over() const { return done_ >= how_.trials; }

    /// One line for people, one of JSON, and up to twenty failures. @return Whether all is well.
    [[nodiscard]] bool report() const;

private:
    std::string part_;
    settings how_;
    std::map<std::string, std::uint64_t> figures_;
    std::vector<std::string> failures_;
    std::uint64_t failed_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t skipped_ = 0;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

[[nodiscard]] findings try_points(const settings& how);
[[nodiscard]] findings try_faults(const settings& how);
[[nodiscard]] findings try_damage(const settings& how);
[[nodiscard]] findings try_kills(const settings& how);
[[nodiscard]] findings try_history(const settings& how);
[[nodiscard]] findings try_cuts(const settings& how);

}  // namespace crash
