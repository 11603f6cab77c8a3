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

void hand_watch::ended(const acikkapi::hand_result& how)
{
    if (how.not_before) {
        return;
    }
    std::uint32_t failed = 0;
    {
        const std::lock_guard lock{mutex_};
        failed = how.settled ? std::exchange(failed_, 0) : ++failed_;
    }
    if (!how.settled && failed == failures_max) {
        fault_(
            name_ + " fails: " + std::to_string(failed) +
            " tries in a row, the last one: " + std::string{words_without_people(how.detail)});
    } else if (how.settled && failed >= failures_max) {
        fault_(name_ + " works again");
    }
}

}  // namespace host
