#include "problems/groups.hpp"

#include <algorithm>

namespace acikkapi::problems_room {
namespace {

constexpr std::size_t samples_max = 8;

std::uint64_t number_of(group_id which)
{
    return static_cast<std::uint64_t>(which);
}

std::uint32_t most_similar(const group& of, const sketch& text)
{
    std::uint32_t out = 0;
    for (const auto& one : of.samples) {
        out = std::max(out, one.similar_percent(text));
    }
    return out;
}

}  // namespace

std::map<group_id, group*> groups::in_bands_of(const sketch& text) const
{
    std::map<group_id, group*> out;
    for (const std::uint64_t key : text.band_keys()) {
        const auto found = by_band_.find(key);
        if (found == by_band_.end()) {
            continue;
        }
        for (const auto& one : found->second) {
            out.emplace(one->id, &*one);
        }
    }
    return out;
}

group* groups::like(const sketch& text, std::uint32_t similar_percent)
{
    group* best = nullptr;
    std::uint32_t best_percent = 0;
    for (const auto& [id, one] : in_bands_of(text)) {
        const std::uint32_t percent = most_similar(*one, text);
        if (percent >= similar_percent && percent > best_percent) {
            best = one;
            best_percent = percent;
        }
    }
    return best;
}

const group* groups::find(group_id which) const
{
    const auto found = by_id_.find(number_of(which));
    return found == by_id_.end() ? nullptr : &*found->second;
}

group& groups::add()
{
    ++last_id_;
    const auto added = all_.insert(all_.end(), group{.id = group_id{last_id_}});
    by_id_.emplace(last_id_, added);
    return *added;
}

void groups::add_sample(group& which, const sketch& text)
{
    constexpr std::uint32_t the_same = 100;
    if (which.samples.size() >= samples_max || most_similar(which, text) == the_same) {
        return;
    }
    which.samples.push_back(text);
    const auto here = by_id_.at(number_of(which.id));
    for (const std::uint64_t key : text.band_keys()) {
        auto& there = by_band_[key];
        if (std::find(there.begin(), there.end(), here) == there.end()) {
            there.push_back(here);
        }
    }
}

void groups::renew(const group& which)
{
    all_.splice(all_.end(), all_, by_id_.at(number_of(which.id)));
}

void groups::forget(instant oldest, std::size_t most)
{
    while (!all_.empty() && (all_.size() > most || all_.front().recent.back() < oldest)) {
        take_out(all_.begin());
    }
}

void groups::take_out(list_of_groups::iterator which)
{
    for (const auto& text : which->samples) {
        take_out_of_bands(which, text);
    }
    by_id_.erase(number_of(which->id));
    all_.erase(which);
}

void groups::take_out_of_bands(list_of_groups::iterator which, const sketch& text)
{
    for (const std::uint64_t key : text.band_keys()) {
        const auto found = by_band_.find(key);
        if (found == by_band_.end()) {
            continue;  // Of another sample, and gone with it.
        }
        std::erase(found->second, which);
        if (found->second.empty()) {
            by_band_.erase(found);
        }
    }
}

}  // namespace acikkapi::problems_room
