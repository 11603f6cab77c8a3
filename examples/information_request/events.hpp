#pragma once

#include "information_request/commands.hpp"

#include <optional>
#include <string>
#include <variant>

namespace information {

/// What has happened. Events hold the periods that were computed when they happened, so that a
/// replay needs no calendar.
namespace events {

struct requested {
    acikkapi::application_number number;
    acikkapi::channel via;
    acikkapi::instant at{};
    acikkapi::deadline_clock office;
    commands::request wish;  ///< Personal, all but the province.
    friend bool operator==(const requested&, const requested&) = default;
};

struct extended {
    acikkapi::unit_id other;
    std::string reason;  ///< Personal: free text.
    acikkapi::deadline_clock office;
    friend bool operator==(const extended&, const extended&) = default;
};

/// Its third layout: `earlier.hpp` has those before.
struct fee_asked {
    std::uint32_t kurus = 0;
    std::uint32_t post_kurus = 0;  ///< Besides.
    std::string tariff;            ///< Empty in what was asked for before it was recorded.
    friend bool operator==(const fee_asked&, const fee_asked&) = default;
};

struct paid {
    acikkapi::deadline_clock office;  ///< A new one.
    friend bool operator==(const paid&, const paid&) = default;
};

struct answered {
    access decision = access::granted;
    ground why = ground::none;
    std::string text;    ///< Personal: free text.
    std::string remedy;  ///< What the applicant can do about a refusal; empty when granted.
    std::uint16_t days_late = 0;
    friend bool operator==(const answered&, const answered&) = default;
};

/// The office's period ended without an answer, which the law takes for a refusal.
struct fell_silent {
    acikkapi::deadline_clock applicant;  ///< To object; runs from here, for there is no message.
    friend bool operator==(const fell_silent&, const fell_silent&) = default;
};

struct objected {
    std::string reason;  ///< Personal: free text.
    friend bool operator==(const objected&, const objected&) = default;
};

struct ruled {
    bool access_due = false;
    std::string text;  ///< Personal: free text.
    /// To give access; the law names no period for it, so the first one runs again.
    std::optional<acikkapi::deadline_clock> office;
    friend bool operator==(const ruled&, const ruled&) = default;
};

struct withdrawn {
    bool unpaid = false;  ///< The fee was not paid in time, which counts as withdrawn.
    friend bool operator==(const withdrawn&, const withdrawn&) = default;
};

struct notice_recorded {
    commands::record_notice notice;
    std::optional<acikkapi::deadline_clock> applicant;  ///< The period that begins with it.
    friend bool operator==(const notice_recorded&, const notice_recorded&) = default;
};

/// Nobody objected in time.
struct became_final {
    friend bool operator==(const became_final&, const became_final&) = default;
};

}  // namespace events

/// The place of a type in this list, from 1, is its number on disk: append only.
using event = std::variant<
    events::requested,
    events::extended,
    events::fee_asked,
    events::paid,
    events::answered,
    events::fell_silent,
    events::objected,
    events::ruled,
    events::withdrawn,
    events::notice_recorded,
    events::became_final>;

}  // namespace information
