#include "adapters/errands.hpp"
#include "adapters/mail/headers.hpp"
#include "adapters/mail/sending.hpp"
#include "adapters/mail/session.hpp"
#include "adapters/recipients.hpp"

#include <algorithm>

namespace acikkapi::adapters {
namespace {

constexpr std::size_t part_size_max = 1U << 20U;

bool is_mail(const std::string& text)
{
    return first_mail(text) == text;
}

/// Can stand in a URL as a host without becoming anything else.
bool is_host(std::string_view text)
{
    return !text.empty() && text.size() <= 253 &&
           std::all_of(text.begin(), text.end(), [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                      (one >= '0' && one <= '9') || one == '.' || one == '-' || one == ':';
           });
}

}  // namespace

bool is_sound(const mail_options& options)
{
    const bool bounded = options.time_max >= std::chrono::milliseconds{1} &&
                         options.time_max <= std::chrono::minutes{10};
    const bool closed = options.security != mail_security::none || options.password.empty();
    return bounded && closed && options.port != 0 && is_host(options.host) &&
           is_host(options.greeting) && is_mail(options.from) &&
           (options.reply_to.empty() || is_mail(options.reply_to));
}

hand_result mail_sender::send(
    const hand_over& what, const std::string& to, const std::atomic<bool>& ended) const
{
    const auto said = words(what.what);
    if (!said) {
        return without_words(said.error());
    }
    if (said->plain.empty() || said->plain.size() > part_size_max ||
        said->html.size() > part_size_max) {
        return {delivery::rejected, "the words are none, or too many"};
    }
    const mail_message message{
        to,
        mail_headers(options, *said, to, what.id),
        with_line_ends(said->plain),
        with_line_ends(said->html)};
    return judge(send_mail(options, message, ended));
}

}  // namespace acikkapi::adapters
