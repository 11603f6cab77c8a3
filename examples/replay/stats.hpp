#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include "support/time_text.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tools {

/// What the journal says in figures. An application counts as answered once, by its first answer.
class stats {
public:
    explicit stats(local_calendar days) : days_(days) {}

    void take(const acikkapi::replayed<acikkapi::petition>& step);

    [[nodiscard]] boost::json::object to_json() const;
    [[nodiscard]] std::string to_text() const;

private:
    struct unit_figures {
        std::string name;
        std::uint64_t applications = 0;
        std::uint64_t answered = 0;
        std::uint64_t late_168h = 0;
    };

    void count_answer(const acikkapi::application& after);
    void count_place(const acikkapi::application& state, std::int64_t by);
    [[nodiscard]] std::int64_t seconds_to_answer(std::size_t percent) const;
    [[nodiscard]] boost::json::object units_to_json() const;

    local_calendar days_;
    std::uint64_t events_ = 0;
    std::uint64_t refusals_ = 0;
    std::uint64_t registered_ = 0;
    std::uint64_t answered_ = 0;
    std::uint64_t late_168h_ = 0;
    std::uint64_t late_calendar_day_ = 0;
    std::uint64_t late_by_norm_ = 0;
    std::uint64_t with_target_ = 0;
    std::uint64_t late_by_target_ = 0;
    std::map<std::string, std::int64_t> channels_;
    std::map<std::string, std::int64_t> states_;
    std::map<std::string, unit_figures> units_;
    std::vector<std::int64_t> seconds_;  // From registration to the first answer.
    std::set<std::pair<acikkapi::instant, std::string>> open_;  // Registered, number.
};

}  // namespace tools
