#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// When something happens, as limits count it: a time that never goes back.
using moment = std::chrono::steady_clock::time_point;

/// So many at once, and then so many a second.
struct bucket_rule {
    double burst = 60;
    double per_second = 10;
};

/// A token bucket. @par Thread safety  None of its own.
class token_bucket {
public:
    token_bucket(bucket_rule rule, moment now) : rule_(rule), tokens_(rule.burst), at_(now) {}

    /// Takes a token.
    /// @return Nothing if there was one, else how long to wait for the next; at least a second.
    [[nodiscard]] std::optional<std::chrono::seconds> take(moment now);

    /// Nobody has taken any lately: it says no more than a new one would.
    [[nodiscard]] bool full(moment now) const;

private:
    [[nodiscard]] double tokens_at(moment now) const;

    bucket_rule rule_;
    double tokens_;
    moment at_;
};

/// What of an address is one customer's of a provider: of IPv6 the first 64 bits.
[[nodiscard]] std::string network_of(std::string_view address);

/// How often somebody, and everybody together, may ask.
/// @par Thread safety  All members from any thread.
class rate_limiter {
public:
    /// Addresses that are remembered at once; beyond it all new ones share one bucket.
    static constexpr std::size_t addresses_max = 20'000;

    rate_limiter(bucket_rule each, bucket_rule all, moment now)
        : each_(each), all_(all, now), others_(each, now)
    {}

    /// @param address  Its network counts: who has one address of it has all of them.
    /// @return Nothing if he may, else how long he is to wait.
    [[nodiscard]] std::optional<std::chrono::seconds> take(std::string_view address, moment now);

private:
    [[nodiscard]] token_bucket& bucket_of(const std::string& network, moment now);

    std::mutex mutex_;
    bucket_rule each_;
    token_bucket all_;
    token_bucket others_;
    std::map<std::string, token_bucket, std::less<>> buckets_;
};

/// Who guesses lookup codes is locked out of the number, whether there is such an application or not.
/// @par Thread safety  All members from any thread.
class code_guard {
public:
    static constexpr unsigned wrong_max = 5;
    static constexpr std::chrono::minutes locked_for{15};
    /// Numbers that are remembered at once; beyond it the oldest is forgotten.
    static constexpr std::size_t numbers_max = 100'000;

    /// @return Nothing if a code may be tried, else how long the number is locked.
    [[nodiscard]] std::optional<std::chrono::seconds>
    locked(const std::string& number, moment now) const;

    /// A code was wrong. After the last one that is allowed the number is locked.
    void wrong(const std::string& number, moment now);

    /// The code was right: the guesses before it were slips.
    void right(const std::string& number);

private:
    struct guesses {
        unsigned count = 0;
        moment last{};
    };

    void forget_old(moment now);

    mutable std::mutex mutex_;
    std::map<std::string, guesses> numbers_;
};

}  // namespace host
