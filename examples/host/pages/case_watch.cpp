#include "host/pages/case_watch.hpp"

#include <random>

namespace host {

using namespace acikkapi;

namespace {

std::uint64_t new_seed()
{
    std::random_device chance;
    return std::uint64_t{chance()} << 32U | chance();
}

}  // namespace

case_watch::case_watch(const engine<petition>& desk) : feed_(desk.feed()), cases_(new_seed()) {}

void case_watch::begin()
{
    const std::lock_guard held{mutex_};
    (void)catch_up();  // What is wrong is told to who asks.
    begun_ = true;
}

result<case_watch::reading> case_watch::read()
{
    if (!begun_) {
        return errc::busy;
    }
    std::unique_lock held{mutex_};
    if (const auto level = catch_up(); !level) {
        return level.error();
    }
    return reading{std::move(held), cases_};
}

result<void> case_watch::catch_up()
{
    constexpr std::size_t records_at_once = 1'000;
    while (!broken_ && !stopping_) {
        const auto some = feed_.next(records_at_once);
        if (!some) {
            return some.error();
        }
        if (some->empty()) {
            return {};
        }
        for (const auto& one : *some) {
            if (const auto taken = cases_.take(one); !taken) {
                broken_ = taken.error();
                break;
            }
        }
    }
    return stopping_ ? make_error_code(errc::stopping) : broken_;
}

}  // namespace host
