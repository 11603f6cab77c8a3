#pragma once

#include "information_request/file.hpp"

#include <optional>
#include <string>
#include <variant>

namespace information {

/// What can be asked for. Texts are UTF-8, 1 to 16,000 bytes unless it says that one may be empty.
namespace commands {

/// By the applicant (article 6: name, address, and exactly what is asked for).
struct request {
    acikkapi::province where = acikkapi::province::from_plate(1).value();
    std::string name;
    std::string address;
    std::optional<acikkapi::phone> contact;  ///< Without it nobody is told by message.
    std::string text;
    friend bool operator==(const request&, const request&) = default;
};

/// By the office, once, within the first period: another unit is involved (article 11).
struct extend {
    acikkapi::unit_id other;
    std::string reason;
    friend bool operator==(const extend&, const extend&) = default;
};

/// By the office, once: what it costs to give access (articles 10 and 11).
struct ask_fee {
    std::uint32_t kurus = 0;       ///< For looking at it and for copies: 1 to 100,000,000.
    std::uint32_t post_kurus = 0;  ///< For sending them, besides; at most as much.
    std::string tariff;            ///< The item of the tariff that it follows; may be empty.
    friend bool operator==(const ask_fee&, const ask_fee&) = default;
};

struct record_payment {
    friend bool operator==(const record_payment&, const record_payment&) = default;
};

/// By the office. A refusal, also of a part, needs its ground.
struct answer {
    access decision = access::granted;
    ground why = ground::none;
    std::string text;
    friend bool operator==(const answer&, const answer&) = default;
};

/// By the applicant, within 15 days of being told; to the Board (article 13).
struct object {
    std::string reason;
    friend bool operator==(const object&, const object&) = default;
};

/// By the Board: an actor whose name begins with `board`.
struct rule {
    bool access_due = false;  ///< The applicant is right.
    std::string text;
    friend bool operator==(const rule&, const rule&) = default;
};

struct withdraw {
    friend bool operator==(const withdraw&, const withdraw&) = default;
};

/// What became of a message, or that somebody was told in another way.
struct record_notice {
    notice which = notice::other;
    acikkapi::delivery how = acikkapi::delivery::delivered;
    friend bool operator==(const record_notice&, const record_notice&) = default;
};

/// A period that is over. Given by the engine when a timer falls due.
enum class period : std::uint8_t { none = 0, office = 1, payment = 2, objection = 3 };

struct let_pass {
    period which = period::none;
    std::uint32_t deadline_version = 0;  ///< Of the clock the timer was computed for.
    friend bool operator==(const let_pass&, const let_pass&) = default;
};

}  // namespace commands

/// The order is kept: append only.
using command = std::variant<
    commands::request,
    commands::extend,
    commands::ask_fee,
    commands::record_payment,
    commands::answer,
    commands::object,
    commands::rule,
    commands::withdraw,
    commands::record_notice,
    commands::let_pass>;

}  // namespace information
