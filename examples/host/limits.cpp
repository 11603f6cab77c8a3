#include "host/limits.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <cmath>

namespace host {
namespace {

using std::chrono::seconds;

}  // namespace

std::string network_of(std::string_view address)
{
    constexpr std::size_t customer = 8;
    boost::system::error_code bad;
    const auto parsed = boost::asio::ip::make_address(std::string{address}, bad);
    if (bad || !parsed.is_v6()) {
        return std::string{address};
    }
    const auto v6 = parsed.to_v6();
    if (v6.is_v4_mapped()) {  // As a listener on `::` sees IPv4.
        return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
    }
    const auto bytes = v6.to_bytes();
    return {bytes.begin(), bytes.begin() + customer};
}

double token_bucket::tokens_at(moment now) const
{
    const std::chrono::duration<double> since = now - at_;
    return std::min(rule_.burst, tokens_ + since.count() * rule_.per_second);
}

bool token_bucket::full(moment now) const
{
    return tokens_at(now) >= rule_.burst;
}

std::optional<seconds> token_bucket::take(moment now)
{
    tokens_ = tokens_at(now);
    at_ = now;
    if (tokens_ >= 1) {
        tokens_ -= 1;
        return std::nullopt;
    }
    const double wait = std::ceil((1 - tokens_) / rule_.per_second);
    return seconds{std::max<long>(1, static_cast<long>(wait))};
}

token_bucket& rate_limiter::bucket_of(const std::string& network, moment now)
{
    if (const auto known = buckets_.find(network); known != buckets_.end()) {
        return known->second;
    }
    if (buckets_.size() >= addresses_max) {
        std::erase_if(buckets_, [now](const auto& one) { return one.second.full(now); });
    }
    if (buckets_.size() >= addresses_max) {
        return others_;
    }
    return buckets_.emplace(network, token_bucket{each_, now}).first->second;
}

std::optional<seconds> rate_limiter::take(std::string_view address, moment now)
{
    const auto network = network_of(address);
    const std::lock_guard lock{mutex_};
    // One who asks too often must not use up what all have together.
    if (const auto wait = bucket_of(network, now).take(now)) {
        return wait;
    }
    return all_.take(now);
}

std::optional<seconds> code_guard::locked(const std::string& number, moment now) const
{
    const std::lock_guard lock{mutex_};
    const auto at = numbers_.find(number);
    if (at == numbers_.end() || at->second.count < wrong_max) {
        return std::nullopt;
    }
    const auto left = at->second.last + locked_for - now;
    if (left <= moment::duration{0}) {
        return std::nullopt;
    }
    return std::chrono::ceil<seconds>(left);
}

void code_guard::wrong(const std::string& number, moment now)
{
    const std::lock_guard lock{mutex_};
    forget_old(now);
    auto& of = numbers_[number];
    of.count = now - of.last >= locked_for ? 1 : of.count + 1;
    of.last = now;
}

void code_guard::right(const std::string& number)
{
    const std::lock_guard lock{mutex_};
    numbers_.erase(number);
}

void code_guard::forget_old(moment now)
{
    if (numbers_.size() < numbers_max) {
        return;
    }
    std::erase_if(numbers_, [now](const auto& one) { return now - one.second.last >= locked_for; });
    if (numbers_.size() >= numbers_max) {
        numbers_.erase(
            std::min_element(numbers_.begin(), numbers_.end(), [](const auto& a, const auto& b) {
                return a.second.last < b.second.last;
            }));
    }
}

}  // namespace host
