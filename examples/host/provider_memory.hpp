#pragma once

#include "host/jwk.hpp"
#include "host/limits.hpp"
#include "host/oidc.hpp"

#include <chrono>
#include <memory>
#include <mutex>

namespace host {

/// What a provider says of itself.
struct provider_facts {
    provider_addresses where;
    key_set keys;
};

/// The newest facts of a provider that we know, and when to ask for them again. Asks nobody itself.
///
/// Providers change their keys, and announce nothing: a token of a key that we do not know is how
/// we learn of it. Anybody can send such a token, so they are asked for once a minute at most; and
/// once an hour in any case, so that a key they have taken back does not live on here.
/// @par Thread safety  All members from any thread.
class provider_memory {
public:
    static constexpr std::chrono::minutes pause{1};
    static constexpr std::chrono::hours good_for{1};

    /// @return Null before the first `put`, and when there was none for longer than a day.
    [[nodiscard]] std::shared_ptr<const provider_facts> known(moment now) const;

    /// Whether they are to be asked for now. One who is told so does it; others are not, for
    /// `pause`.
    /// @param unknown  There was a token of a key that we do not know.
    [[nodiscard]] bool is_due(bool unknown, moment now);

    void put(provider_facts fresh, moment now);

private:
    static constexpr std::chrono::hours at_most{24};

    mutable std::mutex mutex_;
    std::shared_ptr<const provider_facts> facts_;
    moment at_{};  // Of `facts_`.
    std::optional<moment> asked_{};
};

}  // namespace host
