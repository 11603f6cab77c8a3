#include "replay/activity_map.hpp"
#include "support/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace tools {
namespace {

constexpr std::array<std::pair<std::string_view, step>, 7> steps{
    {{"submitted", step::submitted},
     {"acknowledged", step::acknowledged},
     {"routed", step::routed},
     {"contacted", step::contacted},
     {"answered", step::answered},
     {"notified", step::notified},
     {"withdrawn", step::withdrawn}}};

struct map_row {
    std::size_t line = 0;
    std::string log;
    std::string activity;
    std::string event;
};

row_result<std::vector<map_row>> read_rows(const std::filesystem::path& path)
{
    auto reader = csv_reader::open(path);
    if (!reader) {
        return reader.error();
    }
    std::array<std::size_t, 3> places{};
    constexpr std::array<std::string_view, 3> names{"log", "activity", "event"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto place = reader->column(names[i]);
        if (!place) {
            return row_error{reader->file(), 1, std::string{names[i]}, "is not among the columns"};
        }
        places[i] = *place;
    }
    std::vector<map_row> out;
    while (auto row = reader->next()) {
        if (!*row) {
            return row->error();
        }
        auto& fields = (*row)->fields;
        out.push_back(
            {(*row)->line,
             std::move(fields[places[0]]),
             std::move(fields[places[1]]),
             std::move(fields[places[2]])});
    }
    return out;
}

std::optional<step> step_of(std::string_view name)
{
    const auto* const found = std::find_if(
        steps.begin(), steps.end(), [name](const auto& one) { return one.first == name; });
    return found == steps.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

std::string_view name_of(step value) noexcept
{
    return steps.at(static_cast<std::size_t>(value)).first;
}

row_result<std::vector<std::string>> activity_map::logs(const std::filesystem::path& path)
{
    auto rows = read_rows(path);
    if (!rows) {
        return rows.error();
    }
    std::vector<std::string> out;
    for (auto& row : *rows) {
        if (std::find(out.begin(), out.end(), row.log) == out.end()) {
            out.push_back(std::move(row.log));
        }
    }
    return out;
}

void activity_map::add(std::string activity, std::optional<step> means)
{
    if (activity == "(first event)") {
        before_case_ = means;
    } else if (activity == "(unit changes)") {
        unit_changes_ = means;
    } else {
        const bool any = activity.ends_with('*');
        activity.resize(activity.size() - (any ? 1 : 0));
        lines_.push_back({std::move(activity), any, means});
    }
}

row_result<activity_map> activity_map::open(const std::filesystem::path& path, std::string_view log)
{
    auto rows = read_rows(path);
    if (!rows) {
        return rows.error();
    }
    activity_map out;
    for (auto& row : *rows) {
        if (row.log != log) {
            continue;
        }
        const auto means = step_of(row.event);
        if (!means && row.event != "-") {
            return row_error{path.filename().string(), row.line, "event", "is none of ours"};
        }
        out.add(std::move(row.activity), means);
    }
    if (out.lines_.empty()) {
        return row_error{
            path.filename().string(), 0, "log", "has no line for `" + std::string{log} + "`"};
    }
    return out;
}

const activity_map::line* activity_map::line_of(std::string_view activity) const
{
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const line& one) {
        return one.any_ending ? activity.starts_with(one.pattern) : activity == one.pattern;
    });
    return found == lines_.end() ? nullptr : &*found;
}

std::optional<step> activity_map::find(std::string_view activity) const
{
    const auto* const found = line_of(activity);
    return found == nullptr ? std::nullopt : found->means;
}

bool activity_map::knows(std::string_view activity) const
{
    return line_of(activity) != nullptr;
}

}  // namespace tools
