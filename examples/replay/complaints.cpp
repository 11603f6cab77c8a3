#include "replay/complaints.hpp"

#include <algorithm>
#include <random>
#include <string_view>
#include <utility>

namespace tools {

using namespace acikkapi;

namespace {

/// FNV-1a, begun with a seed; never 0, which is nobody.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed)
{
    std::uint64_t hash = seed ^ 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash == 0 ? 1 : hash;
}

}  // namespace

instant complaints::day_of(instant when) const
{
    return instant{days_.day_of(when).time_since_epoch()};
}

void complaints::take(const replayed<petition>& step)
{
    const application& after = step.after;
    if (step.what.kind == record_kind::refusal || after.life == status::none || after.problem) {
        return;
    }
    if (step.before.life == status::none) {
        of_stream_.emplace(number_of(step.what.stream), all_.size());
        complaint one;
        one.stream = step.what.stream;
        one.at = day_of(after.submitted_at);
        one.category = after.category;
        one.district = after.district;
        one.subject = after.subject_key.empty() ? 0 : hash_of(after.subject_key, seed_);
        all_.push_back(std::move(one));
    }
    const auto found = of_stream_.find(number_of(step.what.stream));
    if (found == of_stream_.end()) {
        return;
    }
    complaint& one = all_[found->second];
    if (one.unit.empty() && !after.unit.empty()) {
        one.unit = after.unit;
        unit_names_[after.unit] = after.unit_name;
    }
    // What was answered and not told has a time at which it will end, and has not ended.
    const auto ended = petition::ended_at(after);
    if (ended && after.life != status::answered && !one.ended_at) {
        one.ended_at = day_of(*ended);
    }
}

std::vector<complaint> complaints::in_order() const
{
    auto out = all_;
    std::stable_sort(
        out.begin(), out.end(), [](const complaint& a, const complaint& b) { return a.at < b.at; });
    return out;
}

std::vector<complaint> shuffled(std::vector<complaint> all, std::uint64_t seed)
{
    std::mt19937_64 numbers{seed};
    // Fisher and Yates, because what std::shuffle makes of a seed is not the same everywhere.
    for (std::size_t left = all.size(); left > 1; --left) {
        auto& one = all[left - 1];
        auto& other = all[static_cast<std::size_t>(numbers() % left)];
        const auto took = [](const complaint& of) {
            return of.ended_at ? *of.ended_at - of.at : instant::duration{};
        };
        const auto one_took = took(one);
        const auto other_took = took(other);
        std::swap(one.at, other.at);
        if (one.ended_at) {
            one.ended_at = one.at + one_took;
        }
        if (other.ended_at) {
            other.ended_at = other.at + other_took;
        }
    }
    std::stable_sort(
        all.begin(), all.end(), [](const complaint& a, const complaint& b) { return a.at < b.at; });
    return all;
}

}  // namespace tools
