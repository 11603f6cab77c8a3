#pragma once

#include <acikkapi/problems.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace tools {

/// The chronic problems of a past: what a watch would have said, day after day.
class chronic {
public:
    struct span {
        acikkapi::instant from = acikkapi::instant::min();
        acikkapi::instant until = acikkapi::instant::max();  ///< This day belongs to it.
    };

    /// @param rule  Its days begin with those of the complaints.
    /// @param when  The days on which it is asked; all before them is its past.
    chronic(const acikkapi::problem_rule& rule, const span& when);

    /// @param all  In the order of their days.
    void look_at(const std::vector<acikkapi::complaint>& all);

    using names = std::map<acikkapi::unit_id, std::string>;
    [[nodiscard]] boost::json::object to_json(const names& units) const;
    [[nodiscard]] std::string to_text(const names& units) const;

private:
    /// One problem from its beginning to its end.
    struct episode {
        acikkapi::instant last{};  ///< The last day of it.
        acikkapi::problem peak{};  ///< As it was on the day with the most complaints.
        bool over = false;
        std::size_t districts = 0;  ///< That stood out by themselves, at most.
    };
    using episode_key = std::tuple<acikkapi::instant, acikkapi::problem_key>;

    void ask(acikkapi::instant today);
    [[nodiscard]] double seconds() const;

    acikkapi::problem_watch watch_;
    acikkapi::problem_rule rule_;
    span when_;
    std::map<episode_key, episode> found_;
    std::uint64_t complaints_ = 0;
    std::uint64_t not_watched_ = 0;
    std::uint64_t days_asked_ = 0;
    std::size_t keys_ = 0;
    std::chrono::steady_clock::duration took_{};
};

}  // namespace tools
