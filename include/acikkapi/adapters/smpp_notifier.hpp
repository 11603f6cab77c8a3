#pragma once

#include <acikkapi/adapters/sms_text.hpp>
#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Short messages over SMPP 3.4. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// As what the notifier logs in. A transmitter gets no receipts and no messages.
enum class smpp_bind : std::uint8_t { transceiver = 1, transmitter = 2 };

/// How the ids of receipts are to be read.
enum class smpp_ids : std::uint8_t {
    same = 1,              ///< As in the response to the message.
    hex_then_decimal = 2,  ///< A hexadecimal number in the response, a decimal one in the receipt.
};

/// The connection under it.
struct smpp_tls {
    bool on = false;      ///< TLS 1.2 or later; certificate and host name are verified.
    std::string ca_file;  ///< PEM; empty: the system's.
};

/// Type of number and numbering plan, as the operator says.
struct smpp_number_kind {
    std::uint8_t type = 1;  ///< 1 international, 5 alphanumeric.
    std::uint8_t plan = 1;  ///< 1 ISDN; 0 for a name.
};

/// What to wait for, and how long. By the clock that the notifier is given, which may be set back: no wait is
/// longer for that. More than zero, at most a year.
struct smpp_times {
    std::chrono::milliseconds connect{10'000};   ///< For a connection, and TLS on it.
    std::chrono::milliseconds response{30'000};  ///< For the answer to anything.
    std::chrono::milliseconds enquire{30'000};   ///< In silence, before the peer is asked.
    /// For a letter's turn. Once a part is taken the next one has as long, and `throttle_max` on top.
    std::chrono::milliseconds queue{60'000};
    /// Where the centre has no room; doubled each time up to `throttle_max`.
    std::chrono::milliseconds throttle{1'000};
    std::chrono::milliseconds throttle_max{30'000};
    /// Before a new connection; doubled each time up to `retry_max`, and up to half of it taken off by chance.
    std::chrono::milliseconds retry{1'000};
    std::chrono::milliseconds retry_max{300'000};
    std::chrono::milliseconds receipt{259'200'000};  ///< For a receipt: three days.
};

/// Which message centre, as whom, and how.
struct smpp_options {
    std::string host;
    std::string port = "2775";  ///< Number or name of a service.
    smpp_tls tls{};
    std::string system_id;      ///< 1 to 15 bytes.
    std::string password;       ///< At most 8 bytes: SMPP has no room for more.
    std::string system_type{};  ///< At most 12 bytes.
    smpp_bind bind = smpp_bind::transceiver;
    std::string source;  ///< Whom the citizen sees: a name or a number, at most 20 bytes.
    smpp_number_kind source_kind{5, 0};
    smpp_number_kind destination_kind{};
    std::string service_type{};            ///< At most 5 bytes.
    std::uint8_t registered_delivery = 1;  ///< 1: receipts are asked for; 0: they are not.
    /// How long the centre tries; 0: as long as it likes; at most 30 days.
    std::chrono::hours validity{72};
    std::size_t window = 10;             ///< Parts on their way at a time; 1 to 1,000.
    std::size_t queue_max = 1'000;       ///< Letters that wait for their turn or their answers.
    std::size_t receipts_max = 100'000;  ///< Letters whose receipts are waited for.
    smpp_times times{};
    smpp_ids ids = smpp_ids::same;
    sms_rules text{};
    std::uint32_t price_per_part = 0;  ///< In ten-thousandths of the host's currency.
    /// What was written and got no answer may have been sent. Off: it is settled as `delivery::unknown`,
    /// and no citizen is told twice. On: it is not settled, and is sent again.
    bool resend_unknown = false;
    /// The text of a letter, UTF-8. An error whose condition is `rejected` rejects the letter; after another, or what
    /// it throws, it is tried again.
    std::function<result<std::string>(const letter&)> wording;
    /// What came of a letter that was settled as `sent`; once for each, under the id of its `hand_over`.
    std::function<void(std::string_view letter_id, hand_result)> report{};
    /// A message from a phone. Of a longer one each part comes by itself.
    std::function<void(std::string_view from, std::string_view text)> on_message{};
    /// One line a call; no personal data.
    std::function<void(std::string_view)> log{};
};

/// Tells people by short message, over one connection that is kept and made anew.
///
/// A letter goes to the first phone number of its recipient, in international form; without one it is
/// `rejected`. It is settled as `sent` when the centre has taken all its parts, with the detail
/// `id=ID parts=N alphabet=NAME` (the id of the first part), the means `sms` and its cost. What a receipt
/// says later goes to `report`. A letter that the centre has no room for is put off and counts as no try.
/// A letter of the kind `erased` is `delivered` at once: nothing is kept here.
/// @par Lifetime       The executor and the clock outlive it. Destroying it ends what is under way: letters
///                     are answered as not settled, `async_run` with `errc::stopping`. A callback that is
///                     running on another thread may then still run, unless `async_run` has completed.
/// @par Thread safety  All members from any thread. The callbacks come one at a time, on the executor.
class smpp_notifier : public notifier {
public:
    /// Connects, and stays connected until `stop`. Until then letters wait, as long as `smpp_times::queue`.
    /// @par Completion  `void(error_code)`: none after a stop; `errc::busy` at once if it was called
    ///      before; `stopping` if the notifier was destroyed. On the executor, then too.
    template <class Token = asio::deferred_t>
    auto async_run(Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code)>(
            [this](auto done) { do_run(std::move(done)); }, token);
    }

    /// Takes no more letters, waits for the answers to what is written, logs out, ends `async_run`.
    virtual void stop() = 0;

    /// A receipt for these messages is still waited for: what a host says after a restart of letters that
    /// are `sent`. Of those it does not name no receipt is reported.
    /// @param message_ids  As the centre gave them: the id in the detail of a `sent`, or of all parts.
    virtual void expect(std::string letter_id, std::vector<std::string> message_ids) = 0;

private:
    virtual void do_run(asio::any_completion_handler<void(error_code)> done) = 0;
};

/// @param where  Where the work is done; one thread or several.
/// @param now    What all waiting goes by.
/// @return `errc::bad_argument` if an option is out of its range; `io_error` if the file of TLS authorities
///         cannot be read.
[[nodiscard]] result<std::unique_ptr<smpp_notifier>>
make_smpp_notifier(smpp_options options, asio::any_io_executor where, clock& now);

}  // namespace acikkapi
