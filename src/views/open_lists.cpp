#include "journal/keys.hpp"
#include "views/open_lists.hpp"

#include <algorithm>
#include <mutex>

namespace acikkapi::views_room {
namespace {

bool is_open(const std::shared_ptr<const index_rows>& rows)
{
    return rows && !rows->closed;
}

bool has(const index_rows* rows, const index_rows::list_row& row)
{
    return rows != nullptr &&
           std::find(rows->lists.begin(), rows->lists.end(), row) != rows->lists.end();
}

}  // namespace

void open_lists::add(const index_rows& rows, std::uint64_t stream, const index_rows* other)
{
    for (const auto& row : rows.lists) {
        if (!has(other, row)) {
            lists_[journal::closed_prefix(row.list, row.key)].emplace(row.sort, stream);
        }
    }
}

void open_lists::take(const index_rows& rows, std::uint64_t stream, const index_rows* other)
{
    for (const auto& row : rows.lists) {
        if (has(other, row)) {
            continue;
        }
        const auto found = lists_.find(journal::closed_prefix(row.list, row.key));
        if (found != lists_.end()) {
            found->second.erase({row.sort, stream});
            if (found->second.empty()) {
                lists_.erase(found);
            }
        }
    }
}

void open_lists::apply(std::span<const change> changes)
{
    const std::unique_lock lock{mutex_};
    for (const auto& one : changes) {
        const index_rows* before = is_open(one.before) ? one.before.get() : nullptr;
        const index_rows* after = is_open(one.after) ? one.after.get() : nullptr;
        // Most commands change one list of three: rows that stay are not touched.
        if (before != nullptr) {
            take(*before, number_of(one.stream), after);
        }
        if (after != nullptr) {
            add(*after, number_of(one.stream), before);
        }
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
    const auto value = [&](const index_rows::key_row& row) -> std::uint64_t& {
        auto key = journal::counter_key(row.name, row.key);
        const auto known = values_.find(key);
        const auto before = known == values_.end() ? std::uint64_t{0} : known->second;
        return out.try_emplace(std::move(key), before).first->second;
    };
    const auto lacks = [](const index_rows* rows, const index_rows::key_row& row) {
        return rows == nullptr ||
               std::find(rows->counters.begin(), rows->counters.end(), row) == rows->counters.end();
    };
    for (const auto& one : changes) {
        // Most figures of an application stay: their rows are not written again.
        if (one.before) {
            for (const auto& row : one.before->counters) {
                if (lacks(one.after.get(), row)) {
                    --value(row);
                }
            }
        }
        for (const auto& row : one.after->counters) {
            if (lacks(one.before.get(), row)) {
                ++value(row);
            }
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
