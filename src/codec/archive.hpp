#pragma once

#include <cereal/cereal.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Two archives over memory. A value has exactly one spelling: what the reader accepts, the writer
// would write again byte for byte, so that equal values have equal hashes.
namespace acikkapi::codec {

/// Whole numbers that take one byte, and those that take as many as they need.
template <class T>
concept small_number = std::same_as<T, std::uint8_t> || std::same_as<T, std::int8_t>;
template <class T>
concept big_number = std::integral<T> && sizeof(T) >= 2;

/// Enums with an underlying byte are kinds of something; wider ones are strong ids.
template <class T>
concept kind = std::is_enum_v<T> && sizeof(T) == 1;
template <class T>
concept strong_id = std::is_enum_v<T> && std::same_as<std::underlying_type_t<T>, std::uint64_t>;

/// First and last value of a kind on disk. Derive a specialisation from `values`.
template <kind E>
struct range_of;
template <auto First, auto Last>
struct values {
    static constexpr auto first = First;
    static constexpr auto last = Last;
};

/// Small negative numbers become small positive ones.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) noexcept
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return (bits << 1U) ^ (0 - (bits >> 63U));
}

[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) noexcept
{
    return std::bit_cast<std::int64_t>((value >> 1U) ^ (0 - (value & 1U)));
}

/// Appends to a string that the caller keeps.
class writer : public cereal::OutputArchive<writer, cereal::AllowEmptyClassElision> {
public:
    explicit writer(std::string& out) : OutputArchive(this), out_(out) {}

    void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
    void raw(std::string_view bytes) { out_.append(bytes); }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    void varint(std::uint64_t value)
    {
        std::array<char, 10> bytes{};
        std::size_t n = 0;
        for (; value >= 0x80U; value >>= 7U) {
            bytes[n++] = static_cast<char>(value | 0x80U);
        }
        bytes[n++] = static_cast<char>(value);
        out_.append(bytes.data(), n);
    }

    /// Eight bytes, the lowest first: for hashes, which a varint would make longer.
    void fixed64(std::uint64_t value)
    {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            byte(static_cast<std::uint8_t>(value >> shift));
        }
    }

private:
    std::string& out_;
};

/// Reads memory that may hold anything. The first fault is kept; from then on every read gives
/// a default value, so callers look at `done()` once, at the end.
///
/// Never allocates more than what is left to read could fill.
class reader : public cereal::InputArchive<reader, cereal::AllowEmptyClassElision> {
public:
    explicit reader(std::string_view bytes) : InputArchive(this), rest_(bytes) {}

    [[nodiscard]] bool ok() const noexcept { return !failed_; }
    /// All bytes were read, and none was wrong.
    [[nodiscard]] bool done() const noexcept { return !failed_ && rest_.empty(); }
    [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

    void fail() noexcept
    {
        failed_ = true;
        rest_ = {};
    }
    /// Notes a fault unless `right`; what a type or a format refuses.
    void require(bool right) noexcept
    {
        if (!right) {
            fail();
        }
    }

    [[nodiscard]] std::string_view raw(std::size_t size) noexcept
    {
        if (size > rest_.size()) {
            fail();
            return {};
        }
        const auto bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }

    [[nodiscard]] std::string_view all() noexcept { return raw(rest_.size()); }

    [[nodiscard]] std::uint8_t byte() noexcept
    {
        const auto one = raw(1);
        return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one.front());
    }

    [[nodiscard]] std::uint64_t varint() noexcept
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            const std::uint64_t bits = next & 0x7fU;
            // Ten bytes hold 70 bits: of the last one only the lowest bit may be set.
            require(shift < 63 || bits <= 1);
            value |= bits << shift;
            if ((next & 0x80U) == 0) {
                // A last byte of zero adds nothing: another spelling of a shorter number.
                require(next != 0 || shift == 0);
                return failed_ ? 0 : value;
            }
        }
        fail();
        return 0;
    }

    [[nodiscard]] std::uint64_t fixed64() noexcept
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            value |= std::uint64_t{byte()} << shift;
        }
        return failed_ ? 0 : value;
    }

    /// How many elements follow, each of at least `size_min` bytes; 0 if they cannot be there.
    [[nodiscard]] std::size_t count(std::size_t size_min = 1) noexcept
    {
        const std::uint64_t n = varint();
        if (n > rest_.size() / size_min) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(n);
    }

    /// A length and that many bytes.
    [[nodiscard]] std::string_view text() noexcept { return raw(count()); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace acikkapi::codec

// What the one writes the other reads.
CEREAL_SETUP_ARCHIVE_TRAITS(acikkapi::codec::reader, acikkapi::codec::writer)

// cereal would write an enum as the number it is and read any number back; ours are checked.
template <class E>
requires std::is_enum_v<E>
struct cereal::
    specialize<acikkapi::codec::writer, E, cereal::specialization::non_member_load_save> {
};
template <class E>
requires std::is_enum_v<E>
struct cereal::
    specialize<acikkapi::codec::reader, E, cereal::specialization::non_member_load_save> {
};

namespace acikkapi::codec {

template <std::floating_point T>
void save(writer&, const T&)
{
    static_assert(!std::floating_point<T>, "no floating point on disk: see docs/journal_format.md");
}

inline void save(writer& out, const bool& value)
{
    out.byte(value ? 1 : 0);
}

inline void load(reader& in, bool& value)
{
    const std::uint8_t byte = in.byte();
    in.require(byte <= 1);
    value = in.ok() && byte == 1;
}

template <small_number T>
void save(writer& out, const T& value)
{
    out.byte(static_cast<std::uint8_t>(value));
}

template <small_number T>
void load(reader& in, T& value)
{
    value = static_cast<T>(in.byte());
}

template <big_number T>
void save(writer& out, const T& value)
{
    if constexpr (std::signed_integral<T>) {
        out.varint(zigzag(value));
    } else {
        out.varint(value);
    }
}

template <big_number T>
void load(reader& in, T& value)
{
    using wide = std::conditional_t<std::signed_integral<T>, std::int64_t, std::uint64_t>;
    wide number{};
    if constexpr (std::signed_integral<T>) {
        number = unzigzag(in.varint());
    } else {
        number = in.varint();
    }
    in.require(std::in_range<T>(number));
    value = in.ok() ? static_cast<T>(number) : T{};
}

template <kind E>
void save(writer& out, const E& value)
{
    out.byte(static_cast<std::uint8_t>(value));
}

template <kind E>
void load(reader& in, E& value)
{
    const auto read = static_cast<E>(in.byte());
    in.require(read >= range_of<E>::first && read <= range_of<E>::last);
    value = in.ok() ? read : range_of<E>::first;
}

template <strong_id E>
void save(writer& out, const E& value)
{
    out.varint(static_cast<std::uint64_t>(value));
}

template <strong_id E>
void load(reader& in, E& value)
{
    value = E{in.varint()};
}

inline void save(writer& out, const std::string& value)
{
    out.varint(value.size());
    out.raw(value);
}

inline void load(reader& in, std::string& value)
{
    value = in.text();
}

template <std::size_t N>
void save(writer& out, const std::array<std::byte, N>& value)
{
    for (const std::byte one : value) {
        out.byte(std::to_integer<std::uint8_t>(one));
    }
}

template <std::size_t N>
void load(reader& in, std::array<std::byte, N>& value)
{
    const auto bytes = in.raw(N);
    value = {};
    std::transform(bytes.begin(), bytes.end(), value.begin(), [](char c) { return std::byte(c); });
}

template <class T>
void save(writer& out, const std::optional<T>& value)
{
    out(value.has_value());
    if (value) {
        out(*value);
    }
}

template <class T>
void load(reader& in, std::optional<T>& value)
{
    bool there = false;
    in(there);
    if (!there) {
        value.reset();
        return;
    }
    T read{};
    in(read);
    value = std::move(read);
}

template <class T>
void save(writer& out, const std::vector<T>& value)
{
    out.varint(value.size());
    for (const T& one : value) {
        out(one);
    }
}

template <class T>
void load(reader& in, std::vector<T>& value)
{
    const std::size_t n = in.count();
    value.clear();
    value.reserve(n);
    for (std::size_t i = 0; i < n && in.ok(); ++i) {
        in(value.emplace_back());
    }
}

}  // namespace acikkapi::codec
