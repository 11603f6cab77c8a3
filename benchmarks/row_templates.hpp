#pragma once

#include "measure.hpp"
#include "workload.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// The column families of a store, in the order in which the journal opens them.
enum class family : std::uint8_t { unused, event, open, done, closed, lookup, key, counter, meta };
inline constexpr std::size_t family_count = 9;

/// What the engine wrote in one family because of one command.
struct template_row {
    family in = family::unused;
    std::string key;
    std::string value;
    bool removed = false;
};

/// All rows of one command but the head, which each batch rewrites once.
struct step_rows {
    std::vector<std::string> events;    ///< The last command of an application causes two.
    std::vector<template_row> rows;     ///< One each for its application.
    std::vector<std::string> counters;  ///< Keys of the figures that change.
};

/// The rows of one application, from its submission to its end.
using application_rows = std::array<step_rows, step_count>;

/// Sizes and places of rows as the engine really writes them: runs some applications through an
/// engine and compares what lies in the store before and after each command.
/// @param directory  A store is made in it, and left there.
[[nodiscard]] acikkapi::result<std::vector<application_rows>>
measure_rows(const std::string& directory, bool keys, bool sealed = false);

/// The same for a run: the directory is made, and what was needed for it is taken away again.
[[nodiscard]] acikkapi::result<std::vector<application_rows>> sample_rows(const run_options& how);

}  // namespace bench
