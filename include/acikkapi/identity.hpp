#pragma once

#include <acikkapi/error.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace acikkapi {

/// Whose number it is: a citizen's (T.C. Kimlik No) or a resident foreigner's (Yabancı Kimlik No).
enum class identity_kind : std::uint8_t { citizen = 1, foreigner = 2 };

/// An identity number with right check digits. Right check digits prove nothing about who holds it.
///
/// Personal data: no `operator<<`, never a key, never in a log. Source: docs of the civil registry
/// (NVI) on the T.C. number; the foreigner's number follows the same checksum and starts with 99.
class identity_number {
public:
    /// @param text  Eleven ASCII digits.
    /// @return The number, or `errc::bad_identity_number`.
    [[nodiscard]] static result<identity_number> parse(std::string_view text);

    [[nodiscard]] identity_kind kind() const noexcept;
    [[nodiscard]] const std::string& str() const noexcept { return digits_; }

    friend bool operator==(const identity_number&, const identity_number&) = default;

private:
    explicit identity_number(std::string_view digits) : digits_(digits) {}
    std::string digits_;
};

/// A phone number in international form (E.164): `+905321234567`. Personal data.
class phone {
public:
    /// @param text  `+` or `00` and 8 to 15 digits, or a Turkish number as people write it
    ///              (`0532 123 45 67`, `(0212) 123-4567`, `532 123 45 67`); blanks, dashes, dots,
    ///              slashes and brackets are left out. A Turkish number has ten digits and begins
    ///              with 2, 3, 4, 5 or 8. At most 40 bytes.
    /// @return The number, or `errc::bad_phone`.
    [[nodiscard]] static result<phone> parse(std::string_view text);

    [[nodiscard]] const std::string& str() const noexcept { return e164_; }

    friend bool operator==(const phone&, const phone&) = default;

private:
    explicit phone(std::string e164) : e164_(std::move(e164)) {}
    std::string e164_;
};

/// One of the 81 provinces, by its plate code.
class province {
public:
    /// @return The province, or `errc::bad_province` outside 1 to 81.
    [[nodiscard]] static result<province> from_plate(int plate);

    [[nodiscard]] std::uint8_t plate() const noexcept { return plate_; }
    /// The name in Turkish, UTF-8 (ISO 3166-2; 30 is «Hakkâri»).
    [[nodiscard]] std::string_view name() const noexcept;

    friend auto operator<=>(const province&, const province&) = default;

private:
    explicit province(std::uint8_t plate) : plate_(plate) {}
    std::uint8_t plate_;
};

/// A public unit by its number in the state organisation registry (DETSİS): eight digits, unique,
/// never changed (circular 2022/18). No check digit is known.
class unit_id {
public:
    /// The empty id: no unit.
    unit_id() = default;

    /// @return The id, or `errc::bad_unit` if `text` is not eight ASCII digits or all of them are 0.
    [[nodiscard]] static result<unit_id> parse(std::string_view text);

    /// Eight digits; nothing for the empty id.
    [[nodiscard]] std::string str() const;
    /// The digits as one number; 0 for the empty id.
    [[nodiscard]] std::uint32_t number() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_ == 0; }

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>.
    friend auto operator<=>(const unit_id&, const unit_id&) = default;

private:
    explicit unit_id(std::uint32_t value) : value_(value) {}
    std::uint32_t value_ = 0;
};

/// The number a citizen is given: province, year, serial, check digit, as `34-2026-048213975-9`.
///
/// Public: it names an application and proves nothing. The check digit catches every single wrong
/// digit and every swap of two neighbours (Damm's algorithm).
class application_number {
public:
    /// The empty number: none yet.
    application_number() = default;

    /// @param year    1900 to 2999.
    /// @param serial  Below 10^9; unique within the store.
    /// @return The number, or `errc::bad_application_number` if a part is out of range.
    [[nodiscard]] static result<application_number>
    make(province where, int year, std::uint64_t serial);

    /// @param text  As `str()` gives it; all the dashes may be left out.
    /// @return The number, or `errc::bad_application_number`.
    [[nodiscard]] static result<application_number> parse(std::string_view text);

    /// With dashes; nothing for the empty number.
    [[nodiscard]] std::string str() const;
    /// The province's plate code; 0 for the empty number.
    [[nodiscard]] std::uint8_t plate() const noexcept { return plate_; }
    [[nodiscard]] int year() const noexcept { return year_; }
    [[nodiscard]] std::uint64_t serial() const noexcept { return serial_; }
    [[nodiscard]] bool empty() const noexcept { return year_ == 0; }

    friend auto operator<=>(const application_number&, const application_number&) = default;

private:
    std::uint8_t plate_ = 0;
    std::uint16_t year_ = 0;
    std::uint64_t serial_ = 0;
};

}  // namespace acikkapi
