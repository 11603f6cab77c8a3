#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>
#include <acikkapi/ports.hpp>
#include <acikkapi/record.hpp>

#include "simulation/findings.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace simulation {

using namespace acikkapi;

/// An application as its records make it.
struct file_of {
    application state;
    acikkapi::version at = 0;
    instant last_at{};
    bool moved = false;  ///< The applicant has another address than the one that he gave at first.
    /// By what he was known, now or before: by that he is found for ever.
    std::set<std::string> known_by{};
};

/// What one wish left in the journal; found by the `correlation` that its client gave it.
struct traces {
    stream_id stream{};
    position first{};
    position last{};
    std::uint64_t facts = 0;
    std::uint64_t refusals = 0;
    std::int32_t refused_with = 0;
    acikkapi::version before = 0;  ///< Of the application, before the first fact.
};

using letter_number = std::pair<position, std::uint32_t>;

/// A letter of the journal, and what its peer did with it.
struct letter_file {
    letter what;
    stream_id stream{};
    std::optional<position> settled;  ///< The record that says so.
    std::set<delivery> said;          ///< By its peer, in all lives of the engine.
    std::set<delivery> reported;      ///< By its peer later.
    std::set<delivery> heard;         ///< Of these, what is on record.
    bool under_way = false;           ///< In this life: a peer has it and has not answered.
    bool tried = false;               ///< A peer was given it, in any life.
    std::uint32_t attempts = 0;       ///< In this life.
    /// When it may be given up at the earliest, by a clock that nobody sets.
    instant patience_ends{};
    std::chrono::microseconds
        clock_set{};  ///< By how much the clock had been set before it, in all.
};

/// The model beside the engine: reads the journal as it grows and holds every record against the
/// records before it. It sees no more than a reader of the feed does.
class history {
public:
    history(findings& found, const petition_rules& rules)
        : found_(found), figures_(rules), rules_(rules)
    {}

    /// How long the engine goes on trying.
    void set_patience(const retry_rule& rule) { patience_ = rule; }
    /// Somebody sets the clock, by so much forwards or back.
    void clock_is_set(std::chrono::microseconds by) { clock_set_ += by < by.zero() ? -by : by; }

    /// The engine was opened again: what was read before must be read again, the same.
    void begin_life();
    /// The next records of the feed, in their order.
    void take(const std::vector<record>& records, instant latest);
    /// Where to read on.
    [[nodiscard]] position read_to() const noexcept { return position{next_ - 1}; }

    // What a peer sees of a letter.
    void handed_over(const hand_over& what, std::string_view adapter);
    void answered(const std::string& id, const hand_result& how);
    void reported(const std::string& id, const hand_result& how);
    /// The engine has said that a report is on record.
    void report_taken(const std::string& id, const hand_result& how, const receipt& said);

    [[nodiscard]] const std::vector<record>& records() const noexcept { return records_; }
    [[nodiscard]] const std::map<stream_id, file_of>& files() const noexcept { return files_; }
    [[nodiscard]] const std::map<letter_number, letter_file>& letters() const { return letters_; }
    /// @return Nothing if the journal does not know it.
    [[nodiscard]] const traces* find(const std::string& correlation) const;
    [[nodiscard]] const file_of* find(stream_id stream) const;
    /// Time of the last record; the beginning of 2026 before the first.
    [[nodiscard]] instant latest() const;
    /// Version of an application just before a record.
    [[nodiscard]] acikkapi::version version_before(stream_id stream, position at) const;
    [[nodiscard]] bool all_settled() const noexcept { return unsettled_ == 0; }
    [[nodiscard]] std::uint64_t dead_letters() const noexcept { return dead_; }
    [[nodiscard]] std::uint64_t escalations() const noexcept { return escalations_.size(); }
    [[nodiscard]] const petition& rules() const noexcept { return rules_; }

private:
    void take_new(const record& one, instant latest);
    void take_fact(const record& one, file_of& on);
    void note(const record& one, std::string_view what);
    void add_traces(const record& one, acikkapi::version before);
    void add_letters(const record& one);
    void settle(const record& one, const event* fact);
    [[nodiscard]] bool has_ground(
        const record& one, const commands::record_notice& outcome, const letter_file& on) const;
    void hear(const record& one, const event* fact, letter_file& on);
    void check_clocks(const record& one, const event& fact, const application& before);
    void check_timers(const record& one, const event& fact, const application& before);

    findings& found_;
    petition_rules figures_;
    petition rules_;
    std::uint64_t next_ = 1;  // Position that is read next.
    std::vector<record> records_;
    std::map<stream_id, file_of> files_;
    std::map<std::string, traces, std::less<>> traces_;
    std::map<letter_number, letter_file> letters_;
    std::map<std::pair<std::string, stream_id>, std::vector<letter_number>> lanes_;
    std::uint64_t unsettled_ = 0;
    std::uint64_t dead_ = 0;
    retry_rule patience_;
    std::chrono::microseconds clock_set_{};
    std::set<std::tuple<stream_id, std::uint32_t, std::uint8_t>> escalations_;
};

}  // namespace simulation
