#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/request_row.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tools {

/// What a row asks of the office, one after the other.
enum class step : std::uint8_t { submit, route, answer, notify };

struct timed_step {
    step what = step::submit;
    acikkapi::instant at{};
};

/// The steps of a row, in their order: a row that contradicts itself is not answered.
[[nodiscard]] std::vector<timed_step> steps_of(const request_row& row);

/// The command that makes a step, under an idempotency key of its own.
/// @param stream  The application, once it is registered.
[[nodiscard]] acikkapi::request<acikkapi::petition>
request_of(const request_row& row, step what, acikkapi::stream_id stream);

/// Goes through all steps of a row by the rules alone. What would be refused is found before a key is used for
/// ever: such a row can be mended where it stands.
/// @return What is wrong with the row, or nothing. Its `file` is empty.
[[nodiscard]] std::optional<row_error>
rehearse(const acikkapi::petition& rules, const request_row& row);

}  // namespace tools
