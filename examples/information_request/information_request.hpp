#pragma once

#include <acikkapi/deadline.hpp>
#include <acikkapi/workflow.hpp>

#include "information_request/events.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace information {

/// The periods of law 4982 and the calendar they are counted by.
struct law {
    acikkapi::deadline_rule first{acikkapi::counting::business_days, 15, true, false};
    acikkapi::deadline_rule extended{acikkapi::counting::business_days, 30, true, false};
    acikkapi::deadline_rule payment{acikkapi::counting::business_days, 15, true, false};
    acikkapi::deadline_rule objection{acikkapi::counting::calendar_days, 15, true, false};
    acikkapi::calendar days = acikkapi::calendar::turkey();
};

/// Requests for information under law 4982 (Bilgi Edinme Hakkı Kanunu), as a workflow of a host's
/// own: it uses the public headers of the library and nothing else of it.
///
/// Somebody asks an office for information; within 15 business days it is given, given in part or
/// refused; silence counts as refused; a refusal can be taken to the Board (Bilgi Edinme
/// Değerlendirme Kurulu). The table of what may happen is in `machine.cpp`.
///
/// Immutable; thread safe.
class information_request {
public:
    using state = information::file;
    using command = information::command;
    using event = information::event;

    static constexpr std::string_view name = "information_request";
    static constexpr std::uint32_t version = 1;

    information_request() = default;
    explicit information_request(law rules) : rules_(std::move(rules)) {}

    [[nodiscard]] acikkapi::result<std::vector<event>>
    decide(const state& before, const command& wish, const acikkapi::context& about) const;
    [[nodiscard]] static acikkapi::result<state> evolve(const state& before, const event& fact);
    [[nodiscard]] static std::vector<acikkapi::letter> react(
        const state& before, const event& fact, const state& after, const acikkapi::context& about);
    [[nodiscard]] std::vector<acikkapi::timer> timers(const state& now) const;
    static void index(const state& now, acikkapi::index_rows& rows);

    [[nodiscard]] static acikkapi::encoded encode(const event& fact);
    [[nodiscard]] static acikkapi::encoded encode(const state& now);
    [[nodiscard]] static std::string fingerprint(const command& wish);
    /// @return The event, `errc::corrupt_journal` or `errc::unknown_schema`.
    [[nodiscard]] static acikkapi::result<event> decode_event(const acikkapi::encoded_view& bytes);
    /// @return The state, `errc::corrupt_snapshot` or `errc::unknown_schema`.
    [[nodiscard]] static acikkapi::result<state> decode_state(const acikkapi::encoded_view& bytes);

    [[nodiscard]] static command settle(const acikkapi::letter_outcome& outcome);
    [[nodiscard]] static command fire(const acikkapi::timer& due);
    [[nodiscard]] static std::string_view type_name(std::uint16_t type);

private:
    law rules_;
};

static_assert(acikkapi::workflow<information_request>);

/// English names for lists and figures: `received`, `refused_by_silence`, …
[[nodiscard]] std::string_view name_of(stage value) noexcept;

}  // namespace information
