#pragma once

#include "host/pages/staff.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A chronic problem that somebody looks at.
struct problem_file {
    acikkapi::stream_id stream{};
    acikkapi::found<acikkapi::application> now{};
    bool own = false;

    [[nodiscard]] const acikkapi::chronic_problem& what() const { return *now.state.problem; }
    [[nodiscard]] bool is_open() const { return now.state.life == acikkapi::status::problem_open; }
};

/// The problem whose stream is the first part of the address.
[[nodiscard]] reply<problem_file> problem_file_of(const visit& by);

/// `/tr/staff/problems/7`
[[nodiscard]] std::string
problem_address(const visit& by, acikkapi::stream_id problem, std::string_view then = "");

/// The district, or the unit everywhere.
[[nodiscard]] std::string
place_text(const visit& by, const std::string& district, const acikkapi::unit_id& unit);

/// Open ones, or those that are over, the newest last. @param category  Empty for all.
/// @param most  1 to `problem_desk::open_max`, and no more of one matter are open.
[[nodiscard]] std::vector<acikkapi::found<acikkapi::application>>
problems_in_list(const visit& by, bool over, std::string_view category, std::size_t most);

/// A page of the open ones of a category.
struct problems_page {
    std::vector<acikkapi::found<acikkapi::application>> some{};
    std::string next{};  ///< What `after` is on the next page; empty for the last one.
    std::size_t count =
        0;  ///< How many there are of that category, up to `problem_desk::open_max`.
};
/// The page that `after` of the visit's address says.
[[nodiscard]] problems_page page_of_problems(const visit& by, std::string_view category);

/// Whether it is open, and of this matter at this place.
[[nodiscard]] bool is_open_about(
    const acikkapi::application& problem,
    std::string_view category,
    std::string_view district,
    const acikkapi::unit_id& unit);

/// An open one of the same matter at the same place.
[[nodiscard]] std::optional<acikkapi::found<acikkapi::application>> open_problem_of(
    const visit& by,
    std::string_view category,
    std::string_view district,
    const acikkapi::unit_id& unit);

/// A day as people type it: `2026-05-01` or `01.05.2026`. @return Nothing for a text that is none.
[[nodiscard]] std::optional<acikkapi::day> read_typed_day(std::string_view text);

/// What is asked of who opens one. Answers are written into the questions, and what is wrong with them.
[[nodiscard]] std::vector<control> ask_new_problem(const visit& by);
[[nodiscard]] std::optional<acikkapi::commands::open_problem>
read_new_problem(const visit& by, std::vector<control>& answers);

/// Of who plans it anew, or ends it.
/// @param act  `plan` or `close`
[[nodiscard]] std::vector<control>
ask_change(const visit& by, const problem_file& file, const std::string& act);
[[nodiscard]] std::optional<acikkapi::command>
read_change(const visit& by, const std::string& act, std::vector<control>& answers);

/// The page of one.
void add_problem_page(router& to, const page_services& all);

/// The pages on which that is done.
void add_problem_act_pages(router& to, const page_services& all);

}  // namespace host
