#include "host/provider_memory.hpp"

namespace host {

std::shared_ptr<const provider_facts> provider_memory::known(moment now) const
{
    const std::lock_guard lock{mutex_};
    return now - at_ < at_most ? facts_ : nullptr;
}

bool provider_memory::is_due(bool unknown, moment now)
{
    const std::lock_guard lock{mutex_};
    const bool wanted = unknown || !facts_ || now - at_ >= good_for;
    if (!wanted || (asked_ && now - *asked_ < pause)) {
        return false;
    }
    asked_ = now;
    return true;
}

void provider_memory::put(provider_facts fresh, moment now)
{
    auto kept = std::make_shared<const provider_facts>(std::move(fresh));
    const std::lock_guard lock{mutex_};
    facts_ = std::move(kept);
    at_ = now;
}

}  // namespace host
