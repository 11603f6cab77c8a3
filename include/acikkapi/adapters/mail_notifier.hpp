#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

/// E-mail by SMTP. Of the library `acikkapi::adapters`.
namespace acikkapi {

namespace adapters {
class errands;
}

/// How the connection to the mail server is kept from others' eyes.
enum class mail_security : std::uint8_t {
    starttls = 1,  ///< TLS within the session; without it nothing is sent. Usually port 587.
    tls = 2,       ///< TLS from the first byte on. Usually port 465.
    none = 3,      ///< For a server on the same machine. Only without a password.
};

struct mail_options {
    std::string
        host{};  ///< A name in ASCII, which the server's certificate has to bear; or an address.
    std::uint16_t port = 587;
    mail_security security = mail_security::starttls;
    std::string user{};  ///< Empty: without a login.
    std::string password{};
    std::string
        ca_file{};  ///< Certificates in PEM of who may vouch for the server; empty: the system's.
    std::string from{};       ///< The sender's address; at its domain are the message ids, too.
    std::string from_name{};  ///< UTF-8; may be empty.
    std::string reply_to{};   ///< An address; may be empty.
    std::string greeting = "localhost";          ///< As whom the server is greeted (`EHLO`).
    std::chrono::milliseconds time_max{60'000};  ///< For the whole session.
    /// Of the engine, for the date; null: that of the machine. It outlives the executor's work.
    clock* time = nullptr;
};

/// What a message says, in UTF-8. Line ends may be `\n` alone.
struct mail_words {
    std::string subject{};   ///< Becomes one line. Whoever sees the mailbox reads it.
    std::string plain{};     ///< Needed, for readers that show no HTML.
    std::string html{};      ///< May be empty. Its values are escaped by who makes it.
    std::string language{};  ///< By RFC 5646: `tr`, `ar`; may be empty.
};

/// Gives each letter to a mail server as one message.
///
/// The message id follows from the letter's id alone, so that a receiver can tell a repeat. A
/// letter that has no e-mail address in ASCII is rejected, and one of the kind `erased` needs
/// nothing: nothing is kept here.
///
/// - The server took it: `sent`, with its answer's code.
/// - It refuses the address or the message for good (5xx): rejected. For now (4xx): tried again.
/// - There is no connection, no trust, no login: tried again, as the letter is not to blame.
/// - The connection ended while the message was on its way: `unknown`.
/// @par Thread safety  As `adapter`. May be destroyed with work under way, which is then not
///             settled.
class mail_notifier final : public notifier {
public:
    /// What a letter says. An error whose condition is `rejected` rejects it; after another it is
    /// tried again.
    using wording = std::function<result<mail_words>(const letter&)>;

    /// @param blocking  Where sessions are waited for, one for each thread of it.
    /// @param words     Called there; it owns what it uses, or that outlives the executor's work.
    /// @return `errc::bad_argument` if an option is out of its range.
    [[nodiscard]] static result<std::unique_ptr<mail_notifier>>
    make(asio::any_io_executor blocking, mail_options options, wording words);

    ~mail_notifier() override;

    /// From now on no letter is handed over, which is then not settled, and what is under way ends soon, as by a lost
    /// connection: for a host that ends, and would wait for a peer else. Waits for nothing itself.
    void stop() noexcept;

private:
    explicit mail_notifier(std::unique_ptr<adapters::errands> made);
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::unique_ptr<adapters::errands> errands_;
};

}  // namespace acikkapi
