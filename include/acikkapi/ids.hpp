#pragma once

#include <acikkapi/error.hpp>

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi {

/// A point in time, UTC, to the microsecond.
using instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Place of an event in the journal: 1 for the first, no gap, never used twice.
enum class position : std::uint64_t {};

/// One application's stream of events: 1 for the first, no gap. 0 names none.
/// Internal: what a citizen is given is an `application_number`.
enum class stream_id : std::uint64_t {};

/// Which life of a store this is: 0 for one that was never restored from a backup, else the time of
/// the restoration in microseconds since 1970, or one more than before if the clock went back. Two
/// stores restored from one backup have two epochs. A place in the journal that was remembered under
/// another epoch may hold something else now.
enum class restore_epoch : std::uint64_t {};

/// How many events a stream has. 0 before the first.
using version = std::uint64_t;

inline constexpr stream_id no_stream{0};

[[nodiscard]] constexpr std::uint64_t number_of(position value) noexcept
{
    return static_cast<std::uint64_t>(value);
}

[[nodiscard]] constexpr std::uint64_t number_of(stream_id value) noexcept
{
    return static_cast<std::uint64_t>(value);
}

[[nodiscard]] constexpr std::uint64_t number_of(restore_epoch value) noexcept
{
    return static_cast<std::uint64_t>(value);
}

/// A short name that the host chose: who acts, through which channel, on what authority.
///
/// One to 64 bytes, printable ASCII without blanks. Two kinds of name are two types, so that
/// one cannot stand where the other is meant.
template <class Tag>
class name {
public:
    static constexpr std::size_t size_max = 64;

    /// The empty name: nobody, none. The engine refuses it where a name is required.
    name() = default;

    /// @return The name, or `Tag::error` if `text` is not one.
    [[nodiscard]] static result<name> parse(std::string_view text);

    [[nodiscard]] const std::string& str() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

    friend auto operator<=>(const name&, const name&) = default;

private:
    explicit name(std::string_view text) : text_(text) {}
    std::string text_;
};

/// `true` if `text` is 1 to 64 bytes of printable ASCII without blanks.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

template <class Tag>
result<name<Tag>> name<Tag>::parse(std::string_view text)
{
    if (!is_name(text)) {
        return Tag::error;
    }
    return name{text};
}

struct actor_tag {
    static constexpr errc error = errc::bad_actor;
};
struct channel_tag {
    static constexpr errc error = errc::bad_channel;
};
struct authority_tag {
    static constexpr errc error = errc::bad_argument;
};

/// Who acts: `citizen`, `officer:34/4711`, `unit:24301265`, `engine`; role first. Never a person's name or
/// identity number: the journal keeps it in clear for ever.
using actor = name<actor_tag>;

/// The role in an actor's name, `ROLE[:PLACE[/ACCOUNT]]`: all before the first colon.
/// @par Lifetime  That of `who`.
[[nodiscard]] std::string_view role_of(const actor& who) noexcept;

/// The place in it: a unit's id, a province's plate code, or what a host takes for one; may be empty.
/// @par Lifetime  That of `who`.
[[nodiscard]] std::string_view place_of(const actor& who) noexcept;

/// How a command came in: `desk`, `web`, `mobile`, or what else a host offers.
using channel = name<channel_tag>;

/// The legal or organisational ground of an act: `law-3071/7`, `circular-2004/12`.
using authority = name<authority_tag>;

namespace channels {
[[nodiscard]] const channel& desk();
[[nodiscard]] const channel& web();
[[nodiscard]] const channel& mobile();
/// What the engine does by itself: timers that fall due, outcomes of letters.
[[nodiscard]] const channel& engine();
}  // namespace channels

}  // namespace acikkapi
