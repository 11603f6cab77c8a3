#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>
#include <acikkapi/workflow.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace information {

/// Where a request stands. Numbers are kept in journals: never changed, never used again.
enum class stage : std::uint8_t {
    none = 0,                ///< Before the first event.
    received = 1,            ///< The office's period runs.
    awaiting_fee = 2,        ///< The applicant was told the cost; the office's period does not run.
    granted = 3,             ///< Access was given: the end.
    partly_granted = 4,      ///< The rest was refused.
    refused = 5,             ///< With a ground.
    refused_by_silence = 6,  ///< The period ended without an answer.
    objected = 7,            ///< Before the Board.
    ordered = 8,             ///< The Board decided that access must be given.
    closed = 9,              ///< The Board refused too, or nobody asked it in time: the end.
    withdrawn = 10,          ///< Taken back, or not paid for: the end.
};

enum class access : std::uint8_t { granted = 1, partly = 2, refused = 3 };

/// Why information is not given: the exceptions of law 4982, articles 15 to 28.
enum class ground : std::uint8_t {
    none = 0,  ///< Access was granted.
    state_secret = 1,
    economic_interest = 2,
    intelligence = 3,
    inquiry = 4,  ///< An administrative or judicial inquiry is under way.
    privacy = 5,
    correspondence = 6,
    trade_secret = 7,
    internal = 8,   ///< The office's own rules, or opinions and notes of it.
    published = 9,  ///< It can be read by everybody already (article 8).
    not_held = 10,  ///< The office does not have it, or would have to make it (article 7).
};

/// What a message to somebody was about.
enum class notice : std::uint8_t {
    fee = 1,     ///< The period to pay begins when it arrives.
    answer = 2,  ///< The period to object begins when it arrives.
    other = 3,
};

/// A request as its events add up to. Changed by `evolve` only.
struct file {
    stage at = stage::none;
    acikkapi::application_number number;
    acikkapi::channel via;
    acikkapi::instant received_at{};
    bool extended = false;
    acikkapi::unit_id other_unit;     ///< For which it was extended.
    std::uint32_t fee_kurus = 0;      ///< A hundredth of a lira; 0 until a fee was asked for.
    acikkapi::deadline_clock office;  ///< What the office has to keep.
    std::optional<acikkapi::deadline_clock> applicant;  ///< To pay or to object, once told.
    std::optional<access> answer;  ///< The last one of the office; none for silence.
    ground why = ground::none;
    std::uint16_t days_late = 0;  ///< Of the last answer.
    std::string contact;          ///< Personal: phone the applicant is told at; may be empty.

    friend bool operator==(const file&, const file&) = default;
};

}  // namespace information
