#pragma once

#include "support/row_error.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace tools {

/// How somebody's casework went, seen by our rules.
struct conform_figures {
    std::uint64_t rows = 0;
    std::uint64_t bad_rows = 0;  ///< Could not be read; left out.
    std::uint64_t cases = 0;
    std::uint64_t conform = 0;
    std::uint64_t deviate = 0;
    std::map<std::string, std::uint64_t> steps;  ///< How often each of our steps was taken.
    /// `answered in notified`: what the first step was that our rules refuse, and where.
    std::map<std::string, std::uint64_t> first_illegal_step;
    std::map<std::string, std::uint64_t> last_states;  ///< Of the cases that conform.
    std::map<std::string, std::string> examples;       ///< Of each deviation the first case.

    [[nodiscard]] boost::json::object to_json() const;
    [[nodiscard]] std::string to_text() const;
};

/// Replays a casework log (columns `case_id`, `at`, `activity`, `unit`) against the petition
/// workflow, case by case, up to its first step that the rules refuse. Nothing is stored.
/// @param complain  Told about each row that cannot be read, with its place.
[[nodiscard]] row_result<conform_figures> conform(
    const std::filesystem::path& log,
    const std::filesystem::path& map,
    const std::string& name,
    const std::function<void(const row_error&)>& complain);

}  // namespace tools
