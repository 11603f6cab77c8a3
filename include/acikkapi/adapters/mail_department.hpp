#pragma once

#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/identity.hpp>

#include <map>
#include <memory>
#include <string>

/// Applications for units that have no system, by e-mail. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// Gives each letter to the mailbox of the unit that is its recipient, as `mail_notifier` does.
///
/// The words usually hold a link to a form of the host's with a token in it, which says what the
/// unit may answer: @see reply_tokens. Letters of the kind `erased` are no exception: a mailbox
/// keeps what it was sent, and only the unit can destroy it. A unit that is not known is rejected.
/// @par Thread safety  As `adapter`. May be destroyed with work under way, which is then not
///             settled.
class mail_department final : public department {
public:
    using wording = mail_notifier::wording;

    /// @param blocking   As for `mail_notifier::make`; so is `words`.
    /// @param addresses  Of each unit the e-mail address, in ASCII.
    /// @return `errc::bad_argument` if an option is out of its range, or an address is none.
    [[nodiscard]] static result<std::unique_ptr<mail_department>> make(
        asio::any_io_executor blocking,
        mail_options options,
        std::map<unit_id, std::string> addresses,
        wording words);

    ~mail_department() override;

    /// From now on no letter is handed over, which is then not settled, and what is under way ends soon, as by a lost
    /// connection: for a host that ends, and would wait for a peer else. Waits for nothing itself.
    void stop() noexcept;

private:
    explicit mail_department(std::unique_ptr<adapters::errands> made);
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::unique_ptr<adapters::errands> errands_;
};

}  // namespace acikkapi
