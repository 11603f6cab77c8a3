#include "information_request/json_archive.hpp"

#include <array>

namespace information {

using namespace acikkapi;

namespace {

/// Texts of 16,000 bytes may become six times as long in JSON.
constexpr std::size_t bytes_max = 131'072;

/// Days that a calendar can name: a due day far outside must not overflow an instant.
constexpr std::int64_t day_max = 2'932'896;  // 9999-12-31

/// An id as its text, nothing for the empty one. Braces would make an array of one.
template <class Id>
json::value id_to_json(const Id& value)
{
    return value.empty() ? json::value(nullptr) : json::value(value.str());
}

template <class Id>
bool read_id(const json::value& from, Id& to)
{
    if (from.is_null()) {
        to = Id{};
        return true;
    }
    std::string text;
    if (!read(from, text)) {
        return false;
    }
    const auto parsed = Id::parse(text);
    if (parsed) {
        to = *parsed;
    }
    return parsed.has_value();
}

template <class T>
json::value optional_to_json(const std::optional<T>& value)
{
    return value ? to_json(*value) : json::value(nullptr);
}

bool read_day(const json::value& from, day& to)
{
    std::int64_t count = 0;
    if (!read(from, count) || count < -day_max || count > day_max) {
        return false;
    }
    to = day{std::chrono::days{count}};
    return true;
}

json::object read_object(std::string_view text, bool& good)
{
    json::error_code error;
    auto value = text.size() <= bytes_max ? json::parse(text, error) : json::value{};
    good = good && !error && value.is_object();
    return value.is_object() ? std::move(value.get_object()) : json::object{};
}

}  // namespace

json::value to_json(const std::string& value)
{
    return json::value(value);
}

bool read(const json::value& from, std::string& to)
{
    if (!from.is_string()) {
        return false;
    }
    to.assign(from.get_string().data(), from.get_string().size());
    return true;
}

json::value to_json(const instant& value)
{
    return to_json(std::int64_t{value.time_since_epoch().count()});
}

bool read(const json::value& from, instant& to)
{
    std::int64_t count = 0;
    const bool good = read(from, count);
    to = instant{std::chrono::microseconds{count}};
    return good;
}

json::value to_json(const province& value)
{
    return to_json(int{value.plate()});
}

bool read(const json::value& from, province& to)
{
    int plate = 0;
    if (!read(from, plate)) {
        return false;
    }
    const auto found = province::from_plate(plate);
    to = found.has_value() ? *found : to;
    return found.has_value();
}

json::value to_json(const unit_id& value)
{
    return id_to_json(value);
}

bool read(const json::value& from, unit_id& to)
{
    return read_id(from, to);
}

json::value to_json(const application_number& value)
{
    return id_to_json(value);
}

bool read(const json::value& from, application_number& to)
{
    return read_id(from, to);
}

json::value to_json(const channel& value)
{
    return id_to_json(value);
}

bool read(const json::value& from, channel& to)
{
    return read_id(from, to);
}

json::value to_json(const std::optional<phone>& value)
{
    return value ? to_json(value->str()) : json::value(nullptr);
}

bool read(const json::value& from, std::optional<phone>& to)
{
    to.reset();
    std::string text;
    if (from.is_null()) {
        return true;
    }
    if (!read(from, text)) {
        return false;
    }
    const auto parsed = phone::parse(text);
    if (parsed) {
        to = *parsed;
    }
    return parsed.has_value();
}

json::value to_json(const std::optional<access>& value)
{
    return optional_to_json(value);
}

bool read(const json::value& from, std::optional<access>& to)
{
    to.reset();
    return from.is_null() || read(from, to.emplace());
}

json::value to_json(const deadline_clock& value)
{
    return json::array{
        to_json(value.rule.count),
        value.rule.days,
        value.rule.roll,
        value.rule.half_day_is_off,
        std::int64_t{value.started.time_since_epoch().count()},
        std::int64_t{value.due.time_since_epoch().count()},
        value.calendar_version,
        value.version};
}

bool read(const json::value& from, deadline_clock& to)
{
    constexpr std::size_t members = 8;
    if (!from.is_array() || from.get_array().size() != members) {
        return false;
    }
    const auto& at = from.get_array();
    return read(at[0], to.rule.count) && read(at[1], to.rule.days) && read(at[2], to.rule.roll) &&
           read(at[3], to.rule.half_day_is_off) && read_day(at[4], to.started) &&
           read_day(at[5], to.due) && read(at[6], to.calendar_version) && read(at[7], to.version);
}

json::value to_json(const std::optional<deadline_clock>& value)
{
    return optional_to_json(value);
}

bool read(const json::value& from, std::optional<deadline_clock>& to)
{
    to.reset();
    return from.is_null() || read(from, to.emplace());
}

json_reader::json_reader(const encoded_view& bytes)
    : clear_(read_object(bytes.clear, good_)), erased_(bytes.erased)
{
    if (!erased_ && !bytes.personal.empty()) {
        personal_ = read_object(bytes.personal, good_);
    }
}

}  // namespace information
