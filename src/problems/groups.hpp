#pragma once

#include <acikkapi/problems.hpp>

#include "problems/sketch.hpp"

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

namespace acikkapi::problems_room {

/// Texts that are nearly the same.
struct group {
    group_id id{};
    std::vector<sketch> samples{};  ///< Of texts that differ a little from each other.
    std::deque<instant> recent{};   ///< Within the window; no more than make a campaign.
    std::vector<stream_id> streams{};
    std::uint32_t size = 0;
    bool campaign = false;
};

/// The groups of the last hour, found by what their texts are like.
class groups {
public:
    /// The group with a text like this; nothing if there is none.
    [[nodiscard]] group* like(const sketch& text, std::uint32_t similar_percent);
    [[nodiscard]] const group* find(group_id which) const;

    group& add();
    /// Let `which` be found by this text, too. Of many the first eight are enough.
    void add_sample(group& which, const sketch& text);
    /// It has a new text: now the last one to go.
    void renew(const group& which);

    /// Those without a text since `oldest`, and those more than `most` that are without one longest.
    void forget(instant oldest, std::size_t most);

    /// By how many keys of bands groups are found: no more than what is remembered asks for.
    [[nodiscard]] std::size_t ways() const noexcept { return by_band_.size(); }

private:
    using list_of_groups = std::list<group>;  // The one longest without a text in front.

    [[nodiscard]] std::map<group_id, group*> in_bands_of(const sketch& text) const;
    void take_out(list_of_groups::iterator which);
    void take_out_of_bands(list_of_groups::iterator which, const sketch& text);

    list_of_groups all_;
    std::unordered_map<std::uint64_t, list_of_groups::iterator> by_id_;
    std::unordered_map<std::uint64_t, std::vector<list_of_groups::iterator>> by_band_;
    std::uint64_t last_id_ = 0;
};

}  // namespace acikkapi::problems_room
