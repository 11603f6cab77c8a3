#include "journal/keys.hpp"
#include "views/open_lists.hpp"

#include <algorithm>
#include <mutex>

namespace acikkapi::views_room {
namespace {

template <class Row>
bool has(const std::vector<Row>& rows, const Row& wanted)
{
    return std::find(rows.begin(), rows.end(), wanted) != rows.end();
}

void add_lists(
    const index_rows* from, const index_rows* other, bool there, std::vector<change::list_row>& out)
{
    if (from == nullptr || from->closed) {
        return;
    }
    for (const auto& row : from->lists) {
        const bool stays = other != nullptr && !other->closed && has(other->lists, row);
        if (!stays) {
            out.push_back({journal::closed_prefix(row.list, row.key), row.sort, there});
        }
    }
}

void add_figures(
    const index_rows* from, const index_rows* other, bool up, std::vector<change::figure>& out)
{
    if (from == nullptr) {
        return;
    }
    for (const auto& row : from->counters) {
        if (other == nullptr || !has(other->counters, row)) {
            out.push_back({journal::counter_key(row.name, row.key), up});
        }
    }
}

}  // namespace

change difference(stream_id stream, const index_rows* before, const index_rows& after)
{
    change out{stream, {}, {}};
    add_lists(before, &after, false, out.lists);
    add_lists(&after, before, true, out.lists);
    add_figures(before, &after, false, out.figures);
    add_figures(&after, before, true, out.figures);
    return out;
}

void open_lists::apply(std::span<const change> changes)
{
    const std::unique_lock lock{mutex_};
    for (const auto& one : changes) {
        for (const auto& row : one.lists) {
            apply(row, number_of(one.stream));
        }
    }
}

void open_lists::apply(const change::list_row& row, std::uint64_t stream)
{
    if (row.there) {
        lists_[row.list].emplace(row.sort, stream);
        return;
    }
    const auto found = lists_.find(row.list);
    if (found == lists_.end()) {
        return;
    }
    found->second.erase({row.sort, stream});
    if (found->second.empty()) {
        lists_.erase(found);
    }
}

std::vector<open_lists::place> open_lists::page(
    std::string_view list, std::string_view key, const place& after, std::size_t limit) const
{
    const std::shared_lock lock{mutex_};
    std::vector<place> out;
    const auto found = lists_.find(journal::closed_prefix(list, key));
    if (found == lists_.end()) {
        return out;
    }
    for (auto at = found->second.upper_bound(after);
         at != found->second.end() && out.size() < limit;
         ++at) {
        out.push_back(*at);
    }
    return out;
}

std::map<std::string, std::uint64_t> counters::stage(std::span<const change> changes) const
{
    std::map<std::string, std::uint64_t> out;
    const auto value = [&](const std::string& key) -> std::uint64_t& {
        const auto place = out.find(key);
        if (place != out.end()) {
            return place->second;
        }
        const auto known = values_.find(key);
        return out.emplace(key, known == values_.end() ? 0 : known->second).first->second;
    };
    for (const auto& one : changes) {
        for (const auto& [key, up] : one.figures) {
            value(key) += up ? 1 : -1;
        }
    }
    return out;
}

void counters::publish(const std::map<std::string, std::uint64_t>& staged)
{
    const std::unique_lock lock{mutex_};
    for (const auto& [key, value] : staged) {
        values_[key] = value;
    }
}

figures counters::read() const
{
    const std::shared_lock lock{mutex_};
    figures out;
    for (const auto& [key, value] : values_) {
        const auto end = key.find('\0');
        if (value != 0 && end != std::string::npos) {
            out[key.substr(0, end)][key.substr(end + 1)] = value;
        }
    }
    return out;
}

}  // namespace acikkapi::views_room
