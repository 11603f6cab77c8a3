#include "codec/values.hpp"

#include <algorithm>
#include <string>

namespace acikkapi::codec {
namespace {

constexpr std::size_t name_size_max = 64;
constexpr std::uint64_t usual_first = name_size_max + 1;

/// A value kept as its text. Read back it must be spelled as the type itself spells it.
template <class T>
void load_text(reader& in, std::optional<T>& value)
{
    value.reset();
    if (const auto text = in.text(); !text.empty()) {
        auto read = T::parse(text);
        in.require(read.has_value() && read->str() == text);
        if (in.ok()) {
            value = *std::move(read);
        }
    }
}

template <class T>
void save_text(writer& out, const std::optional<T>& value)
{
    out(value ? value->str() : std::string{});
}

}  // namespace

void save_name(writer& out, std::string_view text)
{
    const auto* const usual = std::find(usual_names.begin(), usual_names.end(), text);
    if (usual != usual_names.end()) {
        out.varint(usual_first + static_cast<std::uint64_t>(usual - usual_names.begin()));
        return;
    }
    out.varint(text.size());
    out.raw(text);
}

std::string_view load_name(reader& in)
{
    const std::uint64_t n = in.varint();
    if (n >= usual_first) {
        const std::uint64_t place = n - usual_first;
        in.require(place < usual_names.size());
        return in.ok() ? usual_names.at(static_cast<std::size_t>(place)) : std::string_view{};
    }
    const auto text = in.raw(static_cast<std::size_t>(n));
    in.require(std::find(usual_names.begin(), usual_names.end(), text) == usual_names.end());
    return in.ok() ? text : std::string_view{};
}

void save(writer& out, const province& value)
{
    out.byte(value.plate());
}

void load(reader& in, province& value)
{
    const auto read = province::from_plate(in.byte());
    in.require(read.has_value());
    if (in.ok()) {
        value = *read;
    }
}

void save(writer& out, const unit_id& value)
{
    out.varint(value.number());
}

void load(reader& in, unit_id& value)
{
    constexpr std::size_t digits = 8;
    value = {};
    if (const std::uint64_t number = in.varint(); number != 0) {
        std::string text = std::to_string(number);
        text.insert(0, digits - std::min(digits, text.size()), '0');
        const auto read = unit_id::parse(text);
        in.require(read.has_value());
        value = in.ok() ? *read : unit_id{};
    }
}

void save(writer& out, const application_number& value)
{
    if (value.empty()) {
        out.varint(0);
        return;
    }
    out.varint(static_cast<std::uint64_t>(value.year()));
    out.varint(value.plate());
    out.varint(value.serial());
}

void load(reader& in, application_number& value)
{
    value = {};
    const std::uint64_t year = in.varint();
    if (year == 0) {
        return;
    }
    const auto where = province::from_plate(in.byte());
    const std::uint64_t serial = in.varint();
    constexpr std::uint64_t year_max = 9999;
    in.require(where.has_value() && year <= year_max);
    if (in.ok()) {
        const auto read = application_number::make(*where, static_cast<int>(year), serial);
        in.require(read.has_value());
        value = in.ok() ? *read : application_number{};
    }
}

void save(writer& out, const std::optional<identity_number>& value)
{
    save_text(out, value);
}
void load(reader& in, std::optional<identity_number>& value)
{
    load_text(in, value);
}
void save(writer& out, const std::optional<phone>& value)
{
    save_text(out, value);
}
void load(reader& in, std::optional<phone>& value)
{
    load_text(in, value);
}

}  // namespace acikkapi::codec
