#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace acikkapi {

/// A letter that a peer has taken, and of which nothing was heard since.
struct sent_letter {
    std::string id;  ///< As in `hand_over::id`.
    stream_id stream{};
    instant at{};        ///< When it was on record that the peer has it.
    std::string means;   ///< By what: `sms`.
    std::string detail;  ///< The peer's word then: its id, say.
};

/// Which letters are still waited for: what a host tells its adapters at the start, because they keep nothing.
/// @code
/// for (auto& one : letters_sent(desk, now - std::chrono::hours{72}).value()) {
///     if (one.means == "sms") {
///         sms->expect(one.id, message_ids(one.detail));
///     }
/// }
/// @endcode
/// @param since  What was sent before is not waited for any more.
/// @param limit  The newest so many are given.
/// @return In the order in which they were sent; or as `feed::next`.
/// @par Complexity  Reads the journal from then on; finds the place in some forty reads. Waits for the disk.
[[nodiscard]] result<std::vector<sent_letter>>
letters_sent(const engine<petition>& at, instant since, std::size_t limit = 100'000);

/// The ids in the detail of a letter that `smpp_notifier` has sent: `id=ID`. Empty if there is none.
[[nodiscard]] std::vector<std::string> message_ids(const std::string& detail);

}  // namespace acikkapi
