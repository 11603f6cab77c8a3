#include "host/pages/city_watch.hpp"

namespace host {

using namespace acikkapi;

void city_watch::begin()
{
    const std::lock_guard held{mutex_};
    (void)catch_up();  // What is wrong is told to who asks.
    begun_ = true;
}

result<city_watch::reading> city_watch::read()
{
    if (!begun_) {
        return errc::busy;
    }
    std::unique_lock held{mutex_};
    if (const auto level = catch_up(); !level) {
        return level.error();
    }
    return reading{std::move(held), city_};
}

result<void> city_watch::catch_up()
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
        take(*some);
    }
    return stopping_ ? make_error_code(errc::stopping) : broken_;
}

void city_watch::take(const std::vector<record>& some)
{
    for (const auto& one : some) {
        if (const auto taken = city_.take(one); !taken) {
            broken_ = taken.error();
            return;
        }
    }
}

}  // namespace host
