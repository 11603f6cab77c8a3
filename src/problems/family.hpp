#pragma once

#include <acikkapi/problems.hpp>

#include "problems/alarm.hpp"
#include "problems/baseline.hpp"
#include "problems/tally.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace acikkapi::problems_room {

/// A key, what was seen of it, and what is thought of it since the last question.
struct watched {
    tally seen{};
    problems_room::alarm alarm{};
    look today = look::usual;
    bool spread_out = false;  ///< Of a unit: it is told of as one, and not by its districts.
    bool part = false;        ///< Of a district: it is told of with its unit's.
    std::uint32_t count = 0;  ///< Within the window.
    spread usual{};
    double by_chance_a_year = 0;  ///< How often chance does so to this key.
};

/// What every key is judged by.
struct judgement {
    const problem_rule& rule;
    periods when;
    std::size_t keys = 0;  ///< That are watched: each may have its share of the false alarms.
    day today{};
};

/// One category: what is complained about in each district, and with each unit.
///
/// Both see the same complaints. A problem of few districts is told of by district, one of many as the
/// unit's.
class family {
public:
    void add(const complaint& what, const sighting& as, std::size_t most);
    /// Which of the two keys of a complaint would be new.
    [[nodiscard]] std::size_t keys_new(const complaint& what) const;
    [[nodiscard]] std::size_t keys() const { return districts_.size() + units_.size(); }
    [[nodiscard]] std::size_t forget(day counted, day singly);

    void judge(const judgement& by);
    /// What is to be told of, after `judge`.
    void tell(const std::string& category, const judgement& by, std::vector<problem>& to) const;

private:
    using by_district = std::map<std::string, watched>;
    using by_unit = std::map<unit_id, watched>;

    void judge_parts(day today);
    [[nodiscard]] std::vector<const by_district::value_type*> parts_of(unit_id unit) const;
    [[nodiscard]] bool is_spread_out(const by_unit::value_type& of) const;

    by_district districts_;
    by_unit units_;
};

}  // namespace acikkapi::problems_room
