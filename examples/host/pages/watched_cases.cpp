#include "host/pages/history.hpp"
#include "host/pages/watched_cases.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t campaigns_max = 1'000;  ///< That are remembered; the oldest ones go first.

campaign_rule rule_of_campaigns()
{
    campaign_rule out;
    out.window = watched_cases::campaign_window;
    return out;
}

std::uint64_t new_seed()
{
    std::random_device chance;
    return std::uint64_t{chance()} << 32U | chance();
}

instant time_of(const record& what)
{
    return what.occurred_at.value_or(what.recorded_at);
}

/// Asks at the end of each day before today, for when a problem began and was over is noted then: by the journal alone,
/// whoever looks, and the same after a new start.
/// @param noted  The last of them.
void note_days(problem_watch& in, std::optional<day>& noted, day today)
{
    constexpr std::chrono::days one{1};
    constexpr std::chrono::days longest{
        400};  // After a longer silence there is no past to compare with.
    for (auto each = std::max(noted.value_or(today - one) + one, today - longest); each < today;
         each += one) {
        (void)in.problems(end_in_turkey(each));
    }
    noted = std::max(noted.value_or(today - one), today - one);
}

}  // namespace

/// What an event of an application is for who looks at many.
struct watched_cases::folder {
    watched_cases& all;
    const record& what;

    void operator()(const events::submitted& e) const
    {
        const auto placed = all.texts_.take(what.stream, time_of(what), e.wish.text);
        if (placed.campaign) {
            all.campaigns_[placed.group] = time_of(what);
        }
        if (all.campaigns_.size() > campaigns_max) {
            all.campaigns_.erase(all.campaigns_.begin());
        }
        complaint one;
        one.stream = what.stream;
        one.category = e.wish.category;
        one.district = e.wish.district;
        const auto& who = e.wish.applicant;
        one.subject = who.identity ? all.hash_of(who.identity->str())
                      : who.mobile ? all.hash_of(who.mobile->str())
                                   : 0;
        all.waiting_[number_of(what.stream)] = std::move(one);
    }
    /// It counts from the day on which it is known whose matter it is.
    void operator()(const events::routed& e) const
    {
        const auto at = all.waiting_.find(number_of(what.stream));
        if (at == all.waiting_.end()) {
            return;
        }
        at->second.unit = e.unit;
        at->second.at = time_of(what);
        note_days(all.complaints_, all.noted_, day_in_turkey(time_of(what)));
        (void)all.complaints_.take(
            at->second);  // Too many kinds and places: that pair is not watched.
        all.waiting_.erase(at);
        all.more_came_ = true;
    }
    void operator()(const events::withdrawn& /*e*/) const { forget(); }
    void operator()(const events::closed& /*e*/) const { forget(); }
    template <class Other>
    void operator()(const Other& /*e*/) const
    {}

private:
    void forget() const { all.waiting_.erase(number_of(what.stream)); }
};

watched_cases::watched_cases() : watched_cases(new_seed()) {}

watched_cases::watched_cases(std::uint64_t seed) : seed_(seed), texts_(seed, rule_of_campaigns()) {}

/// FNV-1a, begun with a seed; never 0, which is nobody.
std::uint64_t watched_cases::hash_of(std::string_view text) const
{
    std::uint64_t hash = seed_ ^ 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash == 0 ? 1 : hash;
}

result<void> watched_cases::take(const record& what)
{
    if (what.kind != record_kind::refusal && !what.caused_by.letter) {
        proposals_.erase(what.caused_by.cause);  // It was done.
    }
    if (what.kind == record_kind::proposal) {
        take_proposal(what);
    }
    if (what.kind != record_kind::fact) {
        return {};
    }
    const auto fact = decode_event(view_of(what.payload));
    if (!fact) {
        return fact.error();
    }
    std::visit(folder{*this, what}, *fact);
    return {};
}

void watched_cases::take_proposal(const record& what)
{
    const std::string& said = what.payload.clear;
    const auto end = std::min(said.find('\n'), said.size());
    auto& out = proposals_[what.at];
    out.at = what.at;
    out.stream = what.stream;
    out.act = said.substr(0, end);
    out.reason = said.substr(std::min(end + 1, said.size()));
    out.by = what.by;
    out.when = what.recorded_at;
    if (proposals_.size() > proposals_max) {
        proposals_.erase(proposals_.begin());
    }
}

std::vector<campaign> watched_cases::campaigns(instant now) const
{
    std::vector<campaign> out;
    for (const auto& [group, last] : campaigns_) {
        auto streams = texts_.streams(group);
        if (!streams.empty() && now - last < campaign_window) {
            out.push_back({group, last, std::move(streams)});
        }
    }
    std::sort(out.begin(), out.end(), [](const campaign& a, const campaign& b) {
        return a.last > b.last;
    });
    return out;
}

// Whoever opens a problem has all of it: what comes later than that joins by itself, what came today would not.
const std::vector<problem>& watched_cases::problems(instant now)
{
    const auto today = day_in_turkey(now);
    if (more_came_ || asked_ != today) {
        auto asked = complaints_;  // That somebody has looked is nothing to remember.
        auto noted = noted_;
        note_days(asked, noted, today);
        problems_ = asked.problems(now);
        asked_ = today;
        more_came_ = false;
    }
    return problems_;
}

std::vector<waiting_proposal> watched_cases::proposals(instant now) const
{
    std::vector<waiting_proposal> out;
    for (const auto& [at, one] : proposals_) {
        if (now - one.when < proposals_longest) {
            out.push_back(one);
        }
    }
    return out;
}

}  // namespace host
