#pragma once

#include <acikkapi/adapters/mail_notifier.hpp>

#include <atomic>
#include <string>
#include <vector>

namespace acikkapi::adapters {

/// How a session with a mail server ended.
struct mail_end {
    bool done = false;  ///< It went as it should.
    bool refused =
        false;  ///< The server said no to the sender, the address or the message: `code`.
    bool in_data = false;    ///< The server had asked for the message.
    int code = 0;            ///< The last one it gave; 0 if none.
    std::string_view why{};  ///< A word of ours.
};

/// What became of the letter.
[[nodiscard]] hand_result judge(const mail_end& end);

struct mail_message {
    std::string to;
    std::vector<std::string> headers;
    std::string plain;
    std::string html;
};

/// Gives one message to the server. Blocks for as long as the options say, and while it says
/// goodbye as long again, at most.
/// @param ended  Set by others: give up soon.
[[nodiscard]] mail_end
send_mail(const mail_options& options, const mail_message& message, const std::atomic<bool>& ended);

}  // namespace acikkapi::adapters
