#include "information_request/information_request.hpp"

#include <array>

namespace information {
namespace {

constexpr std::array<std::string_view, 11> stage_names{
    "none",
    "received",
    "awaiting_fee",
    "granted",
    "partly_granted",
    "refused",
    "refused_by_silence",
    "objected",
    "ordered",
    "closed",
    "withdrawn"};

constexpr std::array<std::string_view, 11> event_names{
    "requested",
    "extended",
    "fee_asked",
    "paid",
    "answered",
    "fell_silent",
    "objected",
    "ruled",
    "withdrawn",
    "notice_recorded",
    "became_final"};

static_assert(std::variant_size_v<event> == event_names.size());

bool is_over(stage at)
{
    return at == stage::granted || at == stage::closed || at == stage::withdrawn;
}

}  // namespace

std::string_view name_of(stage value) noexcept
{
    const auto number = static_cast<std::size_t>(value);
    return number < stage_names.size() ? stage_names[number] : std::string_view{"unknown"};
}

void information_request::index(const state& now, acikkapi::index_rows& rows)
{
    if (now.at == stage::none) {
        return;
    }
    const std::string key{name_of(now.at)};
    const std::int64_t due = now.office.due.time_since_epoch().count();
    rows.list("stage", key, due);
    rows.count("stage", key);
    rows.count("total", {});
    if (now.at == stage::received || now.at == stage::ordered) {
        rows.list("due", {}, due);
    }
    if (now.answer) {
        rows.count("answered", now.days_late > 0 ? "late" : "in_time");
    }
    if (!now.contact.empty()) {
        rows.find_by("phone", now.contact);
    }
    if (is_over(now.at)) {
        rows.close();
    }
}

std::string_view information_request::type_name(std::uint16_t type)
{
    return type >= 1 && type <= event_names.size() ? event_names[type - 1U]
                                                   : std::string_view{"unknown"};
}

}  // namespace information
