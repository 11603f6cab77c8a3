#include "host/provider_keys.hpp"

namespace host {

std::shared_ptr<const key_set> provider_keys::known(moment now) const
{
    const std::lock_guard lock{mutex_};
    return now - at_ < at_most ? keys_ : nullptr;
}

bool provider_keys::is_due(bool unknown, moment now)
{
    const std::lock_guard lock{mutex_};
    const bool wanted = unknown || !keys_ || now - at_ >= good_for;
    if (!wanted || (asked_ && now - *asked_ < pause)) {
        return false;
    }
    asked_ = now;
    return true;
}

void provider_keys::put(key_set fresh, moment now)
{
    auto kept = std::make_shared<const key_set>(std::move(fresh));
    const std::lock_guard lock{mutex_};
    keys_ = std::move(kept);
    at_ = now;
}

}  // namespace host
