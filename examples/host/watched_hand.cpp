#include "host/watched_hand.hpp"

#include <algorithm>

namespace host {

std::string_view words_without_people(std::string_view detail)
{
    constexpr auto digits_of_a_number = 7;
    const auto digits = std::count_if(
        detail.begin(), detail.end(), [](char one) { return one >= '0' && one <= '9'; });
    const bool named = detail.find('@') != detail.npos || digits >= digits_of_a_number;
    return named ? "in words that may name somebody" : detail;
}

void hand_watch::ended(const acikkapi::hand_result& how, const std::string& whom)
{
    if (how.not_before) {
        return;
    }
    std::uint32_t failed = 0;
    {
        const std::lock_guard lock{mutex_};
        auto& in_a_row = failed_[whom];
        failed = how.settled ? std::exchange(in_a_row, 0) : ++in_a_row;
    }
    const auto who = whom.empty() ? name_ : name_ + " of " + whom;
    if (!how.settled && failed == failures_max) {
        fault_(
            who + " fails: " + std::to_string(failed) +
            " tries in a row, the last one: " + std::string{words_without_people(how.detail)});
    } else if (how.settled && failed >= failures_max) {
        fault_(who + " works again");
    }
}

}  // namespace host
