#pragma once

#include <acikkapi/adapters/mail_notifier.hpp>

#include <atomic>
#include <string>

namespace acikkapi::adapters {

[[nodiscard]] bool is_sound(const mail_options& options);

/// How letters become messages, and whose server takes them.
struct mail_sender {
    mail_options options;
    mail_notifier::wording words;

    /// Sends one letter.
    /// @param to  As `first_mail` gives it.
    [[nodiscard]] hand_result
    send(const hand_over& what, const std::string& to, const std::atomic<bool>& ended) const;
};

/// Fills in what all letters by e-mail have in common.
[[nodiscard]] inline hand_result by_mail(hand_result how)
{
    how.means = "e-mail";
    return how;
}

}  // namespace acikkapi::adapters
