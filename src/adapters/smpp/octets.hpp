#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi::adapters::smpp {

/// Writes numbers big end first, and strings as C has them.
class octet_writer {
public:
    template <std::unsigned_integral T>
    void number(T value)
    {
        for (std::size_t i = sizeof value; i-- > 0;) {
            out_ += static_cast<char>(static_cast<std::uint8_t>(value >> (8 * i)));
        }
    }
    void octets(std::string_view what) { out_ += what; }
    void c_string(std::string_view what)
    {
        out_ += what;
        out_ += '\0';
    }

    [[nodiscard]] const std::string& str() const noexcept { return out_; }

private:
    std::string out_;
};

/// Reads what `octet_writer` writes. After a first fault it is not `good` and reads only zeros and nothing,
/// so that one look at the end is enough.
/// @par Lifetime  That of the octets.
class octet_reader {
public:
    explicit octet_reader(std::string_view octets) : left_(octets) {}

    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] std::size_t left() const noexcept { return left_.size(); }

    template <std::unsigned_integral T>
    T number()
    {
        T out = 0;
        for (const char one : octets(sizeof out)) {
            out = static_cast<T>(out << 8U | static_cast<std::uint8_t>(one));
        }
        return out;
    }

    std::string_view octets(std::size_t size)
    {
        if (size > left_.size()) {
            fail();
            return {};
        }
        const auto out = left_.substr(0, size);
        left_.remove_prefix(size);
        return out;
    }

    void skip(std::size_t size) { static_cast<void>(octets(size)); }

    /// Up to its NUL, which is read, too.
    /// @param size_max  Without the NUL.
    std::string c_string(std::size_t size_max)
    {
        const auto size = left_.find('\0');
        if (size == left_.npos || size > size_max) {
            fail();
            return {};
        }
        std::string out{octets(size)};
        skip(1);
        return out;
    }

    /// All that is left, up to a NUL that some leave out.
    std::string lax_string(std::size_t size_max)
    {
        const auto all = octets(left());
        const auto text = all.substr(0, all.find('\0'));
        if (text.size() > size_max) {
            fail();
            return {};
        }
        return std::string{text};
    }

    void fail()
    {
        good_ = false;
        left_ = {};
    }

private:
    std::string_view left_;
    bool good_ = true;
};

}  // namespace acikkapi::adapters::smpp
