#include <acikkapi/petition.hpp>

#include <array>
#include <variant>

namespace acikkapi {

std::string_view name_of(status value) noexcept
{
    switch (value) {
    case status::none: return "none";
    case status::submitted: return "submitted";
    case status::routed: return "routed";
    case status::returned: return "returned";
    case status::awaiting_applicant: return "awaiting_applicant";
    case status::answered: return "answered";
    case status::notified: return "notified";
    case status::objected: return "objected";
    case status::closed: return "closed";
    case status::withdrawn: return "withdrawn";
    case status::problem_open: return "problem_open";
    case status::problem_over: return "problem_over";
    }
    return {};
}

// The same words on the web, on the phone and at the desk. A returned application is on its way to
// a unit: «not ours» reads to a citizen as being sent away.
std::string_view citizen_word(status value) noexcept
{
    switch (value) {
    case status::none:
    case status::problem_open:
    case status::problem_over: return {};
    case status::submitted: return "Alındı";
    case status::routed:
    case status::returned: return "İlgili birimde";
    case status::awaiting_applicant: return "Sizden bilgi bekleniyor";
    case status::answered:
    case status::notified: return "Cevaplandı";
    case status::objected: return "İtiraz edildi";
    case status::closed: return "Kapandı";
    case status::withdrawn: return "Geri çekildi";
    }
    return {};
}

std::string_view petition::type_name(std::uint16_t type)
{
    // In the order of `event`: the place from 1 is the number on disk.
    static constexpr std::array<std::string_view, 33> names{
        "submitted",
        "routed",
        "returned",
        "question_asked",
        "replied",
        "resumed",
        "reminded",
        "contact_recorded",
        "interim_answered",
        "answered",
        "notice_recorded",
        "notified",
        "objected",
        "reopened",
        "withdrawn",
        "closed",
        "rated",
        "linked",
        "unlinked",
        "escalated",
        "deadlines_recomputed",
        "told_again",
        "left_unrouted",
        "rating_asked",
        "problem_opened",
        "problem_planned",
        "problem_closed",
        "problem_joined",
        "problem_left",
        "problem_told",
        "attached",
        "assigned",
        "contact_changed"};
    static_assert(names.size() == std::variant_size_v<event>);
    return type >= 1 && type <= names.size() ? names.at(type - 1U) : std::string_view{};
}

}  // namespace acikkapi
