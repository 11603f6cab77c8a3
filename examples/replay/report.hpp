#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include "support/time_text.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tools {

/// How often something was answered, and how often late: after seven days on the calendar of the office.
struct promise_figures {
    std::uint64_t registered = 0;
    std::uint64_t answered = 0;
    std::uint64_t late = 0;
};

/// What a page for people is drawn from. Nobody is in it: applications are counted, not named.
class report_figures {
public:
    /// The last bar holds all that took longer.
    static constexpr std::size_t days_max = 30;

    explicit report_figures(local_calendar days) : days_(days) {}

    void take(const acikkapi::replayed<acikkapi::petition>& step);

    promise_figures all;
    std::uint64_t records = 0;
    std::uint64_t refusals = 0;
    std::uint64_t open = 0;
    std::optional<acikkapi::instant> first;
    std::optional<acikkapi::instant> last;
    std::optional<acikkapi::instant> oldest_open() const;

    /// What followed what in one application, and how often. An empty name is before the first.
    std::map<std::pair<std::string, std::string>, std::uint64_t> steps;
    std::map<std::string, std::uint64_t> activities;
    std::map<std::string, std::uint64_t> places;  ///< Sum of their places in their applications.
    /// Whole days from registration to the first answer.
    std::array<std::uint64_t, days_max + 1> days_to_answer{};
    std::map<std::string, promise_figures> months;  ///< Of registration: `2026-11`.
    std::map<std::string, promise_figures> units;   ///< By number.
    /// What about, and where: a problem that comes again and again.
    std::map<std::pair<std::string, std::string>, promise_figures> problems;

    /// @param unit  Its number.
    [[nodiscard]] const std::string& unit_name(const std::string& unit) const;

    /// The days within which so many per cent were answered.
    [[nodiscard]] double days_within(unsigned percent) const;

private:
    void count_step(const acikkapi::replayed<acikkapi::petition>& step);
    void count_answer(const acikkapi::application& after);

    local_calendar days_;
    std::vector<std::uint8_t> reached_;  // By stream: index of its last activity in `names_`.
    std::vector<std::string> names_{""};
    std::vector<std::int64_t> seconds_;  // To the first answer.
    std::map<acikkapi::instant, std::uint64_t> open_since_;
    std::map<std::string, std::string> unit_names_;  // As each was called last.
};

/// The whole page: one file, which asks for nothing from elsewhere.
/// @param root  Of the journal, in hexadecimal.
[[nodiscard]] std::string
report_page(const report_figures& figures, const std::string& origin, const std::string& root);

/// Drawings for the page, as SVG; what they say stands in a table beside each.
[[nodiscard]] std::string draw_process(const report_figures& figures);
[[nodiscard]] std::string draw_days(const report_figures& figures);
[[nodiscard]] std::string draw_months(const report_figures& figures);

/// `1,234,567`
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace tools
