#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/views.hpp>
#include <acikkapi/workflow.hpp>

#include <absl/container/btree_set.h>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acikkapi::views_room {

/// What one command changed in how an application is found.
struct change {
    struct list_row {
        std::string list;  ///< A `journal::closed_prefix`.
        std::int64_t sort = 0;
        bool there = false;  ///< It comes, or it goes.
    };
    struct figure {
        std::string key;  ///< A `journal::counter_key`.
        bool up = false;  ///< One more, or one less.
    };
    stream_id stream{};
    std::vector<list_row> lists;  ///< Of worklists of open applications only.
    std::vector<figure> figures;
};

/// Most commands change one list of three and few figures: what stays is not touched.
/// @param before  Nothing for a new application.
[[nodiscard]] change
difference(stream_id stream, const index_rows* before, const index_rows& after);

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
    void apply(const change::list_row& row, std::uint64_t stream);

    mutable std::shared_mutex mutex_;
    // Fifteen places to a node: an open application costs a third of a std::set's memory here, and
    // a change two cache misses instead of a dozen.
    std::unordered_map<std::string, absl::btree_set<place>> lists_;
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
