#include <acikkapi/problems.hpp>

#include "problems/groups.hpp"
#include "problems/sketch.hpp"
#include "problems/words.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi {
namespace {

using problems_room::group;
using problems_room::sketch;

constexpr std::size_t words_max = 1'000;

campaign_rule within_bounds(campaign_rule rule)
{
    using std::chrono::seconds;
    rule.window = std::clamp(rule.window, seconds{1}, seconds{30 * 86'400});
    rule.size_min = std::clamp<std::uint32_t>(rule.size_min, 2, 10'000);
    rule.similar_percent = std::clamp<std::uint32_t>(rule.similar_percent, 70, 100);
    rule.words_min = std::max<std::uint32_t>(rule.words_min, 1);
    rule.groups_max = std::max<std::size_t>(rule.groups_max, 1);
    return rule;
}

}  // namespace

struct campaign_watch::core {
    /// Counts a text in, and whether it makes the group a campaign.
    placed put(group& into, stream_id stream)
    {
        ++into.size;
        if (into.streams.size() < rule.streams_max) {
            into.streams.push_back(stream);
        }
        into.recent.push_back(now);
        if (into.recent.size() > rule.size_min) {
            into.recent.pop_front();
        }
        const bool many =
            into.recent.size() == rule.size_min && into.recent.front() >= now - rule.window;
        const bool begins = many && !into.campaign;
        into.campaign = into.campaign || many;
        return {into.id, into.size, into.campaign, begins};
    }

    std::uint64_t seed = 0;
    campaign_rule rule;
    problems_room::groups all{};
    instant now = instant::min() + std::chrono::days{365};
};

campaign_watch::campaign_watch(std::uint64_t seed, const campaign_rule& rule)
    : core_(std::make_unique<core>(core{seed, within_bounds(rule)}))
{}
campaign_watch::campaign_watch(campaign_watch&&) noexcept = default;
campaign_watch& campaign_watch::operator=(campaign_watch&&) noexcept = default;
campaign_watch::~campaign_watch() = default;

placed campaign_watch::take(stream_id stream, instant at, std::string_view text)
{
    core& in = *core_;
    if (at < in.now - in.rule.window) {
        // The clock was far ahead: by that time all that comes now would be of one moment.
        in.all.forget(at, 0);
        in.now = at;
    }
    in.now = std::max(in.now, at);
    const auto words = problems_room::words_of(text, in.seed, words_max);
    if (words.size() < in.rule.words_min) {
        return {};
    }
    in.all.forget(in.now - in.rule.window, in.rule.groups_max);
    const sketch seen{words};
    group* found = in.all.like(seen, in.rule.similar_percent);
    group& into = found != nullptr ? *found : in.all.add();
    in.all.add_sample(into, seen);
    in.all.renew(into);
    return in.put(into, stream);
}

std::vector<stream_id> campaign_watch::streams(group_id group) const
{
    const auto* const found = core_->all.find(group);
    return found != nullptr ? found->streams : std::vector<stream_id>{};
}

}  // namespace acikkapi
