#include "support/recent_rows.hpp"

#include <algorithm>

namespace tools {
namespace {

using acikkapi::instant;

void move(std::optional<instant>& time, std::chrono::weeks by)
{
    if (time) {
        *time += by;
    }
}

}  // namespace

std::chrono::weeks weeks_to(instant now, const std::vector<request_row>& rows)
{
    const auto newest =
        std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.created_at < b.created_at;
        })->created_at;
    return std::chrono::ceil<std::chrono::weeks>(now - newest);
}

void move_by(std::chrono::weeks by, instant now, std::vector<request_row>& rows)
{
    for (auto& row : rows) {
        row.created_at += by;
        for (auto* const time : {&row.routed_at, &row.due_at, &row.updated_at, &row.answered_at}) {
            move(*time, by);
        }
        if (row.answered_at && *row.answered_at > now) {
            row.answered_at.reset();
            row.status = "Open";
        }
    }
    std::erase_if(rows, [now](const auto& row) { return row.created_at > now; });
}

}  // namespace tools
