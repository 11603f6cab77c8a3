#include <acikkapi/deadline.hpp>

#include "deadline/calendar_text.hpp"
#include "deadline/calendar_tr.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi {
namespace {

using deadline::calendar_entry;

// The first entry that is not before the day.
template <class Entries>
auto place_of(Entries& entries, day when) noexcept
{
    return std::lower_bound(
        entries.begin(), entries.end(), when, [](const calendar_entry& entry, day wanted) {
            return entry.when < wanted;
        });
}

const calendar_entry* find(const std::vector<calendar_entry>& entries, day when) noexcept
{
    const auto at = place_of(entries, when);
    return at != entries.end() && at->when == when ? &*at : nullptr;
}

bool is_weekend(day when) noexcept
{
    const std::chrono::weekday weekday{when};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

struct calendar::data {
    deadline::calendar_values values;
};

const calendar& calendar::turkey()
{
    // Our own text: that it is in order is shown by a test. Without a time zone database there
    // is no calendar and nothing to go on with.
    static const calendar value = parse(deadline::calendar_tr()).value();
    return value;
}

result<calendar> calendar::parse(std::string_view text, std::size_t* bad_line)
{
    std::size_t line = 0;
    auto values = deadline::read_calendar(text, line);
    if (!values) {
        if (bad_line != nullptr) {
            *bad_line = line;
        }
        return values.error();
    }
    return calendar{std::make_shared<const data>(data{*std::move(values)})};
}

calendar calendar::with_day_off(day when, std::string_view why) const
{
    auto next = std::make_shared<data>(*data_);
    ++next->values.version;
    auto& entries = next->values.entries;
    const auto at = place_of(entries, when);
    if (at == entries.end() || at->when != when) {
        entries.insert(at, {when, true, std::string{why}});
    } else {
        at->full = true;
        at->name += "; ";
        at->name += why;
    }
    return calendar{std::move(next)};
}

std::uint32_t calendar::version() const noexcept
{
    return data_->values.version;
}

bool calendar::covers(day when) const noexcept
{
    return when >= data_->values.from && when <= data_->values.to;
}

std::string_view calendar::name_of(day when) const noexcept
{
    const auto* entry = find(data_->values.entries, when);
    return entry != nullptr ? std::string_view{entry->name} : std::string_view{};
}

bool calendar::is_holiday(day when) const noexcept
{
    const auto* entry = find(data_->values.entries, when);
    return entry != nullptr && entry->full;
}

bool calendar::is_half_day(day when) const noexcept
{
    const auto* entry = find(data_->values.entries, when);
    return entry != nullptr && !entry->full;
}

bool calendar::is_working_day(day when, bool half_day_is_off) const noexcept
{
    const auto* entry = find(data_->values.entries, when);
    const bool off = entry != nullptr && (entry->full || half_day_is_off);
    return !off && !is_weekend(when);
}

day calendar::day_of(instant when) const
{
    return data_->values.where.day_of(when);
}

instant calendar::begin_of(day when) const
{
    return data_->values.where.begin_of(when);
}

}  // namespace acikkapi
