#include <acikkapi/workflow.hpp>

#include <algorithm>
#include <utility>

namespace acikkapi {

encoded_view view_of(const encoded& bytes) noexcept
{
    return {bytes.type, bytes.schema, bytes.clear, bytes.personal, bytes.erased, bytes.others};
}

void index_rows::list(std::string_view list, std::string key, std::int64_t sort)
{
    list_row row{list, std::move(key), sort};
    if (std::find(lists.begin(), lists.end(), row) == lists.end()) {
        lists.push_back(std::move(row));
    }
}

void index_rows::find_by(std::string_view name, std::string secret)
{
    lookups.push_back({name, std::move(secret)});
}

void index_rows::count(std::string_view name, std::string key)
{
    key_row row{name, std::move(key)};
    if (std::find(counters.begin(), counters.end(), row) == counters.end()) {
        counters.push_back(std::move(row));
    }
}

std::optional<timer> earliest(const std::vector<timer>& timers)
{
    const auto first = std::min_element(
        timers.begin(), timers.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    return first == timers.end() ? std::nullopt : std::optional{*first};
}

}  // namespace acikkapi
