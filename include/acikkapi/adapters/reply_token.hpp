#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// What a unit may do with one application, as a token in a link or an event. Of the library
/// `acikkapi::adapters`.
namespace acikkapi {

/// What a unit can say to an application that was routed to it.
enum class unit_act : std::uint8_t {
    accept = 1,     ///< It has it. Changes nothing.
    send_back = 2,  ///< It is not the unit's.
    ask = 4,        ///< The applicant must tell something.
    interim = 8,    ///< Progress.
    answer = 16,
};

/// Some of them.
class unit_acts {
public:
    constexpr unit_acts() = default;
    constexpr unit_acts(std::initializer_list<unit_act> some)
    {
        for (const auto one : some) {
            bits_ = static_cast<std::uint8_t>(bits_ | static_cast<unsigned>(one));
        }
    }

    [[nodiscard]] constexpr bool has(unit_act one) const noexcept
    {
        return (bits_ & static_cast<unsigned>(one)) != 0;
    }
    [[nodiscard]] static constexpr unit_acts all() noexcept { return from_bits(31); }
    [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return bits_; }
    [[nodiscard]] static constexpr unit_acts from_bits(std::uint8_t bits) noexcept
    {
        unit_acts out;
        out.bits_ = bits & 31U;
        return out;
    }

    friend bool operator==(const unit_acts&, const unit_acts&) = default;

private:
    std::uint8_t bits_ = 0;
};

/// What a token is good for.
struct reply_scope {
    application_number number{};
    unit_id unit{};
    /// Which routing it was, as `application::routings` counts them. The host compares it: after
    /// another routing the token is of no use, even if the same unit has it again.
    std::uint32_t routing = 0;
    unit_acts acts{};
    instant expires{};  ///< To the second.

    friend bool operator==(const reply_scope&, const reply_scope&) = default;
};

/// Issues tokens and reads them. Nothing is stored: a token is its scope and an HMAC-SHA256 over
/// it, 82 characters that can stand in a URL. Who has it, has the right: it belongs into no log.
///
/// It may be used more than once until it expires. What makes a second use harmless is the engine:
/// the same idempotency key gives the same answer, and the workflow refuses what the state forbids.
/// @par Thread safety  Safe from any thread.
class reply_tokens {
public:
    /// @param keys  The first one signs, each of them is believed; 1 to 8 of at least 32 bytes,
    ///              secret, of one's own and for nothing else.
    /// @return `errc::bad_argument` if they are not.
    [[nodiscard]] static result<reply_tokens> make(std::vector<std::string> keys);

    /// @return `errc::bad_argument` if the number, the unit or the acts are empty.
    [[nodiscard]] result<std::string> issue(const reply_scope& scope) const;

    /// @return What the token is good for; `errc::not_permitted` if it is none of ours or not for
    ///         this act; `too_late` if it has expired.
    [[nodiscard]] result<reply_scope>
    check(std::string_view token, unit_act act, instant now) const;

private:
    explicit reply_tokens(std::vector<std::string> keys) : keys_(std::move(keys)) {}

    std::vector<std::string> keys_;
};

}  // namespace acikkapi
