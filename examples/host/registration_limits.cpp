#include "host/registration_limits.hpp"
#include "host/secrets.hpp"

#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::chrono::hours day{24};
constexpr std::chrono::hours hour{1};

}  // namespace

std::optional<std::chrono::seconds> tally::wait(const std::string& who, moment now) const
{
    const auto found = all_.find(who);
    if (found == all_.end()) {
        return std::nullopt;
    }
    const auto left = found->second.since + within_ - now;
    const bool may = found->second.times < most_ || left <= moment::duration{0};
    return may ? std::nullopt : std::optional{std::chrono::ceil<std::chrono::seconds>(left)};
}

void tally::count(const std::string& who, moment now)
{
    if (all_.size() >= remembered_max && !all_.contains(who)) {
        std::erase_if(all_, [&](const auto& one) { return now - one.second.since >= within_; });
    }
    if (all_.size() >= remembered_max && !all_.contains(who)) {
        all_.clear();
    }
    auto& his = all_[who];
    if (his.times == 0 || now - his.since >= within_) {
        his = {0, now};
    }
    ++his.times;
}

registration_limits::registration_limits(
    const registration_rules& rules, std::function<moment()> now)
    : now_(std::move(now)), secret_(random_bytes(secret_bytes)),
      persons_(rules.person_per_day, day), phones_(rules.phone_per_day, day), keys_(1, day)
{
    if (rules.address_per_hour > 0) {
        addresses_.emplace(rules.address_per_hour, hour);
    }
}

std::optional<problem> registration_limits::refusal(
    const commands::submit& wish, std::string_view key, std::string_view peer)
{
    const std::lock_guard lock{mutex_};
    const auto now = now_();
    const auto known = keyed_digest(secret_, key);
    if (!key.empty() && keys_.wait(known, now)) {
        return std::nullopt;
    }
    const auto counted = counted_by(wish, peer);
    for (const auto& [by, who] : counted) {
        if (const auto wait = by->wait(who, now)) {
            // Who shares a network with many has done nothing, and waits for an hour and not for a day.
            const bool network = addresses_ && by == &*addresses_;
            problem out{
                429,
                network ? "too_many_from_network" : "too_many_applications",
                "so many applications were registered already"};
            out.retry_after = wait;
            return out;
        }
    }
    for (const auto& [by, who] : counted) {
        by->count(who, now);
    }
    keys_.count(known, now);
    return std::nullopt;
}

std::vector<std::pair<tally*, std::string>>
registration_limits::counted_by(const commands::submit& wish, std::string_view peer)
{
    std::vector<std::pair<tally*, std::string>> out;
    const auto add = [&](tally& by, const std::string& who) {
        out.emplace_back(&by, keyed_digest(secret_, who));
    };
    if (addresses_ && !peer.empty()) {
        add(*addresses_, network_of(peer));
    }
    if (wish.applicant.mobile) {
        add(phones_, wish.applicant.mobile->str());
    }
    if (wish.applicant.identity) {
        add(persons_, wish.applicant.identity->str());
    }
    return out;
}

}  // namespace host
