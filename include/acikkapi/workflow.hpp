#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ids.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi {

/// What a decision may look at besides the state and the command. All of it is recorded or can
/// be derived again, so a decision is a pure function.
struct context {
    instant now{};       ///< When the command was given to the engine; never goes back in a stream.
    stream_id stream{};  ///< The application that is decided on.
    version at = 0;      ///< Its version before the decision.
    std::uint64_t serial =
        0;        ///< Unique per stream, below 10^9, not guessable without the store's key.
    actor by;     ///< Who asks.
    channel via;  ///< Through which channel.
    bool historical = false;  ///< An import of what happened elsewhere: nobody is to be told now.
    /// How many commands with an idempotency key were done; with 2,000 refusals at most 10,000 have room, but
    /// for what became of its letters. A registration's own is not among them.
    std::size_t keys{};
};

/// Who a value is about, among the persons of one application: 0 is the one whose application it is,
/// up to 1,023 for others, as the workflow counts them. Each has a key of his own.
using whose_data = std::uint16_t;
inline constexpr whose_data whose_max = 1'023;

/// What an event or a state says of a person other than the one whose application it is.
struct personal_part {
    whose_data whose = 1;
    std::string bytes;    ///< As `encoded::personal`.
    bool erased = false;  ///< There was something, and it was erased by law.

    friend bool operator==(const personal_part&, const personal_part&) = default;
};

/// One event as bytes. The personal part is kept apart, so that it alone can be sealed and erased.
struct encoded {
    std::uint16_t type =
        0;  ///< Which alternative of the event it is, from 1; never used again for another.
    std::uint16_t schema = 0;  ///< Version of this type's layout, from 1.
    std::string clear;         ///< All that deciding, replaying and proving need.
    /// What identifies or describes a person. Nothing at all, or zeros, where there is nothing to say: everything else
    /// is sealed with his key, which is gone when he was erased.
    std::string personal;
    bool erased = false;  ///< It was read without `personal`, which cannot be opened.
    std::vector<personal_part>
        others{};  ///< Of further persons, `whose` rising; empty ones are left out.

    friend bool operator==(const encoded&, const encoded&) = default;
};

/// The same, seen from the reading side; refers to memory of the caller.
struct encoded_view {
    std::uint16_t type = 0;
    std::uint16_t schema = 0;
    std::string_view clear;
    std::string_view personal;
    bool erased = false;  ///< The personal part was erased by law: decode to empty personal values.
    std::span<const personal_part> others{};  ///< Likewise, each by its own `erased`.
};

/// @par Lifetime  That of `bytes`.
[[nodiscard]] encoded_view view_of(const encoded& bytes) noexcept;

/// Something somebody outside must be told: a consequence of one event, in the journal with it.
struct letter {
    std::string adapter;  ///< Which hand takes it: `sms`, `unit`, … as the host registered them.
    /// Which template: `received`, `result`, `routed`; of another language than the register's own
    /// with that behind a point: `received.ar`.
    std::string kind;
    /// Phone number, address: personal; of several, apart by blanks, the first is tried first. Or a unit's id.
    std::string recipient;
    std::string
        reference;  ///< What it is about, in words an outsider may see: the application number.
    bool to_unit = false;  ///< The recipient is no person, and is not sealed.

    friend bool operator==(const letter&, const letter&) = default;
};

/// How an attempt to hand over a letter ended, for good.
enum class delivery : std::uint8_t {
    sent = 1,       ///< Accepted by the adapter's peer; whether it arrived is not known yet.
    delivered = 2,  ///< Arrived.
    expired = 3,    ///< Not deliverable in the time allowed.
    rejected = 4,   ///< Refused for good: a wrong number, a closed mailbox.
    unknown = 5,    ///< The peer may or may not have it.
    dead = 6,       ///< Given up after the last retry; somebody must look.
};

/// What handing over a message cost.
struct charge {
    std::uint16_t parts =
        0;  ///< Into how many it was cut: the segments of an SMS; 0 if nobody says.
    std::uint32_t price = 0;  ///< Of all of them, in ten-thousandths of the host's currency.

    friend bool operator==(const charge&, const charge&) = default;
};

/// What came of a letter. The workflow turns it into a command.
struct letter_outcome {
    position cause{};         ///< The event the letter follows from,
    std::uint32_t index = 0;  ///< and which of that event's letters it is.
    letter sent;              ///< The letter itself.
    delivery how = delivery::sent;
    std::uint32_t attempts = 1;
    std::string detail;   ///< The peer's id or error in its own words; no personal data.
    std::string means{};  ///< By what, where the adapter has several; empty: by the adapter's name.
    charge cost{};
};

/// Something that is to happen at a time unless the state changes before.
///
/// Timers are a function of the state: a state that no longer asks for one has cancelled it.
struct timer {
    std::string step;  ///< Which one: `remind-80`, `resume`.
    instant due{};
    std::uint32_t deadline_version = 0;  ///< Which computation of the deadline it belongs to.

    friend bool operator==(const timer&, const timer&) = default;
};

/// The one that comes first; nothing if there is none.
[[nodiscard]] std::optional<timer> earliest(const std::vector<timer>& timers);

/// By what an application can be found and counted; filled by `Workflow::index`.
class index_rows {
public:
    struct list_row {
        std::string_view list;
        std::string key;
        std::int64_t sort = 0;
        friend bool operator==(const list_row&, const list_row&) = default;
    };
    struct key_row {
        std::string_view name;
        std::string key;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>.
        friend auto operator<=>(const key_row&, const key_row&) = default;
    };

    /// The application stands in list `list` under `key`, ordered by `sort` (say, the due time); once, also
    /// if it is said twice.
    /// @param list  Its name; a literal: kept by reference.
    /// @param key   At most 64 bytes, none of them zero, nor in `list`; no personal data.
    void list(std::string_view list, std::string key, std::int64_t sort);

    /// The application can be found for ever by `secret`, of which only a keyed hash is stored.
    /// @param name  What it is: `subject`, `phone`; a literal: kept by reference.
    void find_by(std::string_view name, std::string secret);

    /// The application counts one in the figure `name`/`key` as long as its state says so; one
    /// also if it is said twice.
    void count(std::string_view name, std::string key);

    /// Nothing more is expected to happen: the application leaves the open worklists.
    void close() { closed = true; }

    std::vector<list_row> lists;
    std::vector<key_row> lookups;
    std::vector<key_row> counters;
    bool closed = false;
};

/// What an application of one kind is and what may happen to it: values and pure functions.
///
/// The library ships `petition`; a host may bring another. An object of it holds the rules that
/// are in force (deadlines, calendars, limits) and is never changed. All functions are const or
/// static, called from any thread, and must not throw anything but `std::bad_alloc` (`errc::overloaded`). `evolve`,
/// `index` and the decoders must give the same result for the same arguments for ever, whatever the
/// rules say today: replaying the journal calls them again. `timers` may follow the rules of today:
/// nothing that is on record follows from it, only what its commands cause.
///
/// - `decide` says which events a command causes, or refuses with an error whose condition is
///   `rejected`. A default-made state is one before its first event. A refusal of another category than ours is
///   told and not kept under an idempotency key; one of what `settle` and `fire` say is on record as `illegal_transition`.
/// - `evolve` is the only way a state changes; an impossible event is `errc::corrupt_journal`.
/// - `react` gives the letters of one event, 32 at most, or the command is refused with `errc::bad_argument`; `timers` and
///   `index` are functions of the state. A list, figure or lookup that comes later has a new name, and begins with
///   what happens then: what was before does not stand in it.
/// - `encode`/`decode` are the bytes of events and states; `decode` never trusts them. What could not be read again
///   (type or schema 0 of an event, `others` that do not rise) is refused with `errc::bad_argument`, and so is the erasure of
///   somebody whom the state still names after it.
///   `fingerprint` is what two equal commands have in common; it is hashed under the store's key, not stored. It stays
///   as it is when the host is upgraded: a command that is given again afterwards must be known.
/// - `settle` and `fire` turn what the outside reports and a timer that fell due into commands.
///   The command of `settle` should cause an event, or be refused: both are on record under the
///   letter, so that it is never sent again.
/// - Where access is decided (`access_policy`): a static `act_name(command)` names a command by a text that lasts (a
///   `std::string_view` of a literal), which is `change` without it; a static `is_own(state, actor)` says to whose unit or office an application belongs, which is
///   nobody's without it. Both may be left out, but not be there in another form.
/// - Where applications are destroyed after a time (`engine::destroy_due`): a static `ended_at(state)` says when
///   one ended, and `index` puts it into the list `ended`, sorted by that in microseconds. Likewise.
///
/// A state that is encoded and decoded again with a part `erased` must be the state that comes of
/// events in which the same is erased: what is personal leaves no trace in the clear parts. Timers,
/// lists and figures follow from the clear parts alone.
template <class W>
concept workflow = requires(
    const W& rules,
    const typename W::state& state,
    const typename W::command& command,
    const typename W::event& event,
    const context& about,
    const encoded_view& bytes,
    index_rows& rows,
    const letter_outcome& outcome,
    const timer& due)
{
    requires std::default_initializable<typename W::state>;
    {
        W::name
        } -> std::convertible_to<std::string_view>;
    {
        W::version
        } -> std::convertible_to<std::uint32_t>;
    {
        rules.decide(state, command, about)
        } -> std::same_as<result<std::vector<typename W::event>>>;
    {
        rules.evolve(state, event)
        } -> std::same_as<result<typename W::state>>;
    {
        rules.react(state, event, state, about)
        } -> std::same_as<std::vector<letter>>;
    {
        rules.timers(state)
        } -> std::same_as<std::vector<timer>>;
    {
        rules.index(state, rows)
        } -> std::same_as<void>;
    {
        rules.encode(event)
        } -> std::same_as<encoded>;
    {
        rules.encode(state)
        } -> std::same_as<encoded>;
    {
        rules.fingerprint(command)
        } -> std::same_as<std::string>;
    {
        rules.decode_event(bytes)
        } -> std::same_as<result<typename W::event>>;
    {
        rules.decode_state(bytes)
        } -> std::same_as<result<typename W::state>>;
    {
        rules.settle(outcome)
        } -> std::same_as<typename W::command>;
    {
        rules.fire(due)
        } -> std::same_as<typename W::command>;
};

}  // namespace acikkapi
