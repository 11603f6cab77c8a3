#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/action.hpp"
#include "adapters/smpp/link.hpp"
#include "adapters/smpp/pdu.hpp"
#include "adapters/smpp/receipt_book.hpp"
#include "adapters/smpp/submits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi::adapters::smpp {

/// All of SMPP but the connection: is told what happened and when, and says what is to be done.
///
/// After each call the actions are to be taken and done in their order, and an alarm set to `next_time`.
/// @par Thread safety  None.
class session {
public:
    /// @param options  Of its functions none is called. Outlives the session.
    /// @param seed     For what is left to chance.
    session(const smpp_options& options, std::uint32_t seed);

    void start(instant now);
    void submit(outgoing what, instant now);
    void expect(std::string letter_id, const std::vector<std::string>& message_ids, instant now);
    void connected(instant now);
    void received(std::string_view octets, instant now);
    /// @param why  No personal data.
    void disconnected(std::string_view why, instant now);
    void tick(instant now);
    /// No more letters; ends with `act::finish`.
    void stop(instant now);

    [[nodiscard]] actions take_actions() { return std::exchange(todo_, {}); }
    [[nodiscard]] std::optional<instant> next_time(instant now) const;

private:
    void take(const pdu& what, instant now);
    void take_answer(const pdu& what, instant now);
    void take_delivery(const pdu& what, instant now);
    void take_message(const message_body& what);
    void advance(instant now);
    void settle(settled_letter what, instant now);
    void settle(std::vector<settled_letter> all, instant now);
    void report(std::vector<later_outcome> all);

    const smpp_options& options_;
    sequence_numbers numbers_;
    link link_;
    submits submits_;
    receipt_book receipts_;
    pdu_stream stream_;
    actions todo_;
    bool stopping_ = false;
};

}  // namespace acikkapi::adapters::smpp
