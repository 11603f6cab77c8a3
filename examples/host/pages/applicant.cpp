#include "host/pages/applicant.hpp"

namespace host {

using namespace acikkapi;

std::optional<person> applicant_of(const std::vector<happening>& history)
{
    const auto* const first = newest<events::submitted>(history);
    if (first == nullptr) {
        return std::nullopt;
    }
    auto out = first->wish.applicant;
    if (const auto* const now = newest<events::contact_changed>(history)) {
        out.mobile = now->mobile;
        out.e_mail = now->e_mail;
    }
    return out;
}

}  // namespace host
