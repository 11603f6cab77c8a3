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

std::optional<std::chrono::seconds> tally::take(const std::string& who, moment now)
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
    if (his.times >= most_) {
        return std::chrono::ceil<std::chrono::seconds>(his.since + within_ - now);
    }
    ++his.times;
    return std::nullopt;
}

bool tally::knows(const std::string& who, moment now) const
{
    const auto found = all_.find(who);
    return found != all_.end() && now - found->second.since < within_;
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
    // A key that was refused is not kept: it has brought nothing yet.
    const auto known = keyed_digest(secret_, key);
    if (!key.empty() && keys_.knows(known, now)) {
        return std::nullopt;
    }
    const auto wait = wait_for(wish, peer, now);
    if (!wait) {
        static_cast<void>(keys_.take(known, now));
        return std::nullopt;
    }
    problem out{429, "too_many_applications", "so many applications were registered already"};
    out.retry_after = wait;
    return out;
}

std::optional<std::chrono::seconds>
registration_limits::wait_for(const commands::submit& wish, std::string_view peer, moment now)
{
    const auto take = [&](tally& from, const std::string& who) {
        return from.take(keyed_digest(secret_, who), now);
    };
    std::optional<std::chrono::seconds> wait;
    if (addresses_ && !peer.empty()) {
        wait = take(*addresses_, network_of(peer));
    }
    if (!wait && wish.applicant.mobile) {
        wait = take(phones_, wish.applicant.mobile->str());
    }
    if (!wait && wish.applicant.identity) {
        wait = take(persons_, wish.applicant.identity->str());
    }
    return wait;
}

}  // namespace host
