#pragma once

#include <acikkapi/engine.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

// One command for many applications: the members of `engine` that are longer than a line.

namespace acikkapi {

namespace detail {

/// Adds what came of some of many.
/// @return The first error that is no refusal.
inline error_code
add_up(std::span<const stream_id> which, const std::vector<result<receipt>>& all, many_done& sum)
{
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]) {
            sum.changed += all[i]->first != position{0} ? 1U : 0U;
            continue;
        }
        if (all[i].error() != condition::rejected) {
            return all[i].error();
        }
        sum.refused.emplace_back(which[i], all[i].error());
    }
    return {};
}

}  // namespace detail

template <workflow W>
std::vector<result<receipt>> engine<W>::submit_each(
    std::span<const stream_id> which,
    const typename W::command& wish,
    const origin& from,
    const std::optional<std::string>& key)
{
    std::vector<detail::wishes> all;
    all.reserve(which.size());
    const auto shared = std::make_shared<const typename W::command>(wish);
    for (const auto stream : which) {
        auto& one = all.emplace_back();
        one.list.push_back({shared, from, stream, std::nullopt, std::nullopt});
        if (key) {
            one.key = *key + '/' + std::to_string(number_of(stream));
        }
    }
    return core_->run_each(std::move(all));
}

template <workflow W>
result<std::uint64_t>
engine<W>::submit_to_list(list_query which, const typename W::command& wish, const origin& from)
{
    // All before any: where the command changes the order, who has it would be come upon again.
    std::vector<stream_id> streams;
    constexpr std::size_t together = 100;
    which.limit = together;
    which.after.clear();
    do {
        const auto page = views_of_host().list(which);
        if (!page) {
            return page.error();
        }
        streams.insert(streams.end(), page->streams.begin(), page->streams.end());
        which.after = page->next;
    } while (!which.after.empty());
    many_done sum;
    for (std::span<const stream_id> left{streams}; !left.empty();) {
        const auto some = left.first(std::min(together, left.size()));
        if (const auto bad = detail::add_up(some, submit_each(some, wish, from, {}), sum)) {
            return bad;
        }
        sum.refused.clear();
        left = left.subspan(some.size());
    }
    return sum.changed;
}

template <workflow W>
result<many_done> engine<W>::submit_to_streams(
    std::span<const stream_id> which,
    const typename W::command& wish,
    const origin& from,
    const std::string& key)
{
    constexpr std::size_t together = 64;
    constexpr std::size_t key_size_max = 200;
    if (key.empty() || key.front() == '\0' || key.size() > key_size_max) {
        return errc::bad_argument;
    }
    many_done out;
    while (!which.empty()) {
        const auto some = which.first(std::min(together, which.size()));
        const auto all = submit_each(some, wish, from, key);
        if (const auto bad = detail::add_up(some, all, out)) {
            return bad;
        }
        which = which.subspan(some.size());
    }
    return out;
}

}  // namespace acikkapi
