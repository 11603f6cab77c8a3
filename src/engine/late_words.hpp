#pragma once

#include <acikkapi/ports.hpp>

#include "engine/completion.hpp"
#include "engine/waiting_room.hpp"
#include "outbox/letters.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace acikkapi::engine_room {

/// What a peer says of a letter later, and who is to be told that it is on record.
struct late_report {
    std::string letter;
    hand_result how;
    completion done;
    std::optional<waiting_room::place> place{};  ///< Until its turn has come.

    /// Whether it says what became of the letter: that it has arrived, or never will.
    [[nodiscard]] bool is_final() const { return how.settled && *how.settled != delivery::unknown; }
};

/// Words of peers that are faster than the outcome of their letter: they wait until that is on record, and go
/// there behind it.
/// @par Thread safety  None.
class late_words {
public:
    /// @param pass_on  Puts a word on record, or tells why it does not.
    explicit late_words(std::function<void(late_report)> pass_on) : pass_on_(std::move(pass_on)) {}

    /// The outcome of the letter is not on record yet.
    void keep(const outbox::letter_id& of, late_report what);

    /// The outcome of the letter is on record, or never will be: what was said of it since has its turn.
    void outcome_known(const outbox::letter_id& of);

    /// It was learnt of letters that nobody deals with.
    /// @param is_open  Whether an outcome may still come.
    void pass_on_unless(const std::function<bool(const outbox::letter_id&)>& is_open);

    /// No outcome comes any more.
    /// @param records  Whether anything goes on record still.
    void end(bool records);

    /// A word of a letter without an outcome that comes behind the end, or was there at it. That it has arrived, or
    /// never will, may go on record without; that nobody knows would end the tries of the next life.
    void pass_on_at_end(late_report what, bool records);

private:
    std::function<void(late_report)> pass_on_;
    std::multimap<outbox::letter_id, late_report> waiting_;
};

}  // namespace acikkapi::engine_room
