#include "engine/late_words.hpp"

namespace acikkapi::engine_room {

void late_words::keep(const outbox::letter_id& of, late_report what)
{
    waiting_.emplace(of, std::move(what));
}

void late_words::outcome_known(const outbox::letter_id& of)
{
    const auto [first, last] = waiting_.equal_range(of);
    for (auto at = first; at != last; ++at) {
        pass_on_(std::move(at->second));
    }
    waiting_.erase(first, last);
}

void late_words::pass_on_unless(const std::function<bool(const outbox::letter_id&)>& is_open)
{
    for (auto at = waiting_.begin(); at != waiting_.end();) {
        const auto one = at++;
        if (!is_open(one->first)) {
            pass_on_(std::move(one->second));
            waiting_.erase(one);
        }
    }
}

void late_words::end(bool records)
{
    for (auto& [id, one] : std::exchange(waiting_, {})) {
        pass_on_at_end(std::move(one), records);
    }
}

void late_words::pass_on_at_end(late_report what, bool records)
{
    if (records && what.is_final()) {
        pass_on_(std::move(what));
    } else {
        what.done(errc::stopping, {});
    }
}

}  // namespace acikkapi::engine_room
