#pragma once

#include <acikkapi/petition.hpp>

#include "host/limits.hpp"
#include "host/problem.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// How often each of many may do something in a time that begins when he first does it.
/// @par Thread safety  None of its own.
class tally {
public:
    /// Who is remembered at once. Beyond it all are forgotten: a limit that is met by strangers in the place of
    /// those who did nothing would be worse than none.
    static constexpr std::size_t remembered_max = 200'000;

    tally(unsigned most, std::chrono::seconds within) : most_(most), within_(within) {}

    /// @return Nothing if he may, else how long he is to wait.
    [[nodiscard]] std::optional<std::chrono::seconds>
    wait(const std::string& who, moment now) const;

    /// He does it.
    void count(const std::string& who, moment now);

private:
    struct known {
        unsigned times = 0;
        moment since{};
    };

    unsigned most_;
    std::chrono::seconds within_;
    std::map<std::string, known> all_;
};

struct registration_rules {
    unsigned person_per_day = 5;
    unsigned phone_per_day = 10;  ///< A family may have one.
    /// Many, for a network of telephones shows itself with few addresses. 0: no limit; behind a proxy all have one.
    unsigned address_per_hour = 100;
};

/// How many applications come from outside in one name, with one phone and from one address: nobody is to fill the
/// register with noise, or to have a stranger's phone ring all day. Who works here is not counted, so whom somebody
/// else has used up his number comes to the desk.
/// @par Thread safety  All members from any thread.
class registration_limits {
public:
    registration_limits(const registration_rules& rules, std::function<moment()> now);

    /// @param key   Of the wish: who asks again, for the answer was lost, is not counted again. May be empty.
    /// @param peer  Address of who asks; empty if it says nothing of him.
    /// @return 429 for who has to wait, and how long; what is refused is not counted.
    [[nodiscard]] std::optional<problem>
    refusal(const acikkapi::commands::submit& wish, std::string_view key, std::string_view peer);

private:
    /// Who is counted, and where.
    [[nodiscard]] std::vector<std::pair<tally*, std::string>>
    counted_by(const acikkapi::commands::submit& wish, std::string_view peer);

    std::mutex mutex_;
    std::function<moment()> now_;
    std::string secret_;  // Of chance: whom they have counted they know by a keyed digest only.
    tally persons_;
    tally phones_;
    std::optional<tally> addresses_;
    tally keys_;
};

}  // namespace host
