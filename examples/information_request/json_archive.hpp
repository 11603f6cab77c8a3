#pragma once

#include "information_request/events.hpp"

#include <boost/json.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace information {

namespace json = boost::json;

/// First and last number of an enum that may be on disk.
template <class Enum>
inline constexpr std::pair<int, int> numbers_of{};
template <>
inline constexpr std::pair<int, int> numbers_of<stage>{0, 10};
template <>
inline constexpr std::pair<int, int> numbers_of<access>{1, 3};
template <>
inline constexpr std::pair<int, int> numbers_of<ground>{0, 10};
template <>
inline constexpr std::pair<int, int> numbers_of<notice>{1, 3};
template <>
inline constexpr std::pair<int, int> numbers_of<acikkapi::delivery>{1, 6};
template <>
inline constexpr std::pair<int, int> numbers_of<commands::period>{0, 3};
template <>
inline constexpr std::pair<int, int> numbers_of<acikkapi::counting>{1, 2};

// Values as JSON and back; a `read` that returns false has read nothing of use.

template <class T>
requires std::integral<T> || std::is_enum_v<T> json::value to_json(const T& value)
{
    if constexpr (std::same_as<T, bool>) {
        return value;
    } else if constexpr (std::is_enum_v<T>) {
        return static_cast<std::int64_t>(value);
    } else {
        return value;
    }
}

template <class T>
requires std::integral<T> || std::is_enum_v<T>
bool read(const json::value& from, T& to)
{
    if constexpr (std::same_as<T, bool>) {
        to = from.is_bool() && from.get_bool();
        return from.is_bool();
    } else if constexpr (std::is_enum_v<T>) {
        int number = 0;
        const bool known =
            read(from, number) && number >= numbers_of<T>.first && number <= numbers_of<T>.second;
        to = known ? static_cast<T>(number) : to;
        return known;
    } else {
        json::error_code error;
        to = from.is_number() ? from.to_number<T>(error) : T{};
        return from.is_number() && !error;
    }
}

json::value to_json(const std::string& value);
bool read(const json::value& from, std::string& to);
json::value to_json(const acikkapi::instant& value);
bool read(const json::value& from, acikkapi::instant& to);
json::value to_json(const acikkapi::province& value);
bool read(const json::value& from, acikkapi::province& to);
json::value to_json(const acikkapi::unit_id& value);
bool read(const json::value& from, acikkapi::unit_id& to);
json::value to_json(const acikkapi::application_number& value);
bool read(const json::value& from, acikkapi::application_number& to);
json::value to_json(const acikkapi::channel& value);
bool read(const json::value& from, acikkapi::channel& to);
json::value to_json(const std::optional<acikkapi::phone>& value);
bool read(const json::value& from, std::optional<acikkapi::phone>& to);
json::value to_json(const std::optional<access>& value);
bool read(const json::value& from, std::optional<access>& to);
/// Clocks of this workflow never stand still: their pauses are not kept.
json::value to_json(const acikkapi::deadline_clock& value);
bool read(const json::value& from, acikkapi::deadline_clock& to);
json::value to_json(const std::optional<acikkapi::deadline_clock>& value);
bool read(const json::value& from, std::optional<acikkapi::deadline_clock>& to);

/// Writes named values: the personal ones apart, so that they can be erased.
class json_writer {
public:
    void clear(std::string_view key, const auto& value) { clear_[key] = to_json(value); }
    void personal(std::string_view key, const auto& value)
    {
        const auto& written = personal_[key] = to_json(value);
        const bool empty =
            written.is_null() || (written.is_string() && written.get_string().empty());
        says_something_ = says_something_ || !empty;
    }

    [[nodiscard]] std::string clear_text() const { return json::serialize(clear_); }
    /// Nothing where there is nothing to say: of who was erased there is no key to seal anything with.
    [[nodiscard]] std::string personal_text() const
    {
        return says_something_ ? named_text() : std::string{};
    }
    /// With the names of what is not there, too, as it was written at first.
    [[nodiscard]] std::string named_text() const
    {
        return personal_.empty() ? std::string{} : json::serialize(personal_);
    }

private:
    json::object clear_;
    json::object personal_;
    bool says_something_ = false;
};

/// Reads them back. What was erased keeps the value it has.
class json_reader {
public:
    explicit json_reader(const acikkapi::encoded_view& bytes);

    void clear(std::string_view key, auto& value) { take(clear_, key, value); }
    void personal(std::string_view key, auto& value)
    {
        if (!erased_ && !personal_.empty()) {
            take(personal_, key, value);
        }
    }

    [[nodiscard]] bool good() const noexcept { return good_; }

private:
    void take(const json::object& from, std::string_view key, auto& value)
    {
        const auto* found = from.if_contains(key);
        good_ = good_ && found != nullptr && read(*found, value);
    }

    bool good_ = true;  // First: reading the texts may find that they are not.
    json::object clear_;
    json::object personal_;
    bool erased_ = false;
};

}  // namespace information
