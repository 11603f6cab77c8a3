#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/views.hpp>
#include <acikkapi/workflow.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acikkapi::views_room {

/// What one command changed in how an application is found.
struct change {
    stream_id stream{};
    std::shared_ptr<const index_rows> before;  ///< Nothing for a new application.
    std::shared_ptr<const index_rows> after;
};

/// The worklists of open applications, in memory: a sorted index of them on disk would cost two
/// thirds of the write path. Rebuilt from the open snapshots when a store is opened.
/// @par Thread safety  `apply` from one thread at a time; reading from any.
class open_lists {
public:
    using place = std::pair<std::int64_t, std::uint64_t>;  ///< Sort, stream.

    void apply(std::span<const change> changes);

    /// Up to `limit` places after `after`, in order.
    [[nodiscard]] std::vector<place>
    page(std::string_view list, std::string_view key, const place& after, std::size_t limit) const;

private:
    void add(const index_rows& rows, std::uint64_t stream, const index_rows* other);
    void take(const index_rows& rows, std::uint64_t stream, const index_rows* other);

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::set<place>> lists_;
};

/// Figures by `counter_key`. Their rows are written with the batch that changes them.
/// @par Thread safety  `stage` and `load` from one thread at a time; reading from any.
class counters {
public:
    void load(std::string key, std::uint64_t value) { values_[std::move(key)] = value; }

    /// The new values of all figures that the changes touch; `publish` makes them seen.
    [[nodiscard]] std::map<std::string, std::uint64_t> stage(std::span<const change> changes) const;
    void publish(const std::map<std::string, std::uint64_t>& staged);

    [[nodiscard]] figures read() const;

private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, std::uint64_t> values_;
};

}  // namespace acikkapi::views_room
