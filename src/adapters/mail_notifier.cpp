#include <acikkapi/adapters/mail_notifier.hpp>

#include "adapters/errands.hpp"
#include "adapters/mail/headers.hpp"
#include "adapters/mail/session.hpp"
#include "adapters/recipients.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi {
namespace {

using namespace adapters;

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

bool is_sound(const mail_options& options)
{
    const bool bounded = options.time_max >= std::chrono::milliseconds{1} &&
                         options.time_max <= std::chrono::minutes{10};
    const bool closed = options.security != mail_security::none || options.password.empty();
    return bounded && closed && options.port != 0 && is_host(options.host) &&
           is_host(options.greeting) && is_mail(options.from) &&
           (options.reply_to.empty() || is_mail(options.reply_to));
}

hand_result carry(
    const mail_options& options,
    const mail_notifier::wording& words,
    const hand_over& what,
    const std::atomic<bool>& ended)
{
    if (what.what.kind == erased_kind) {
        return {delivery::sent, "nothing is kept here"};
    }
    const auto to = first_mail(what.what.recipient);
    if (!to) {
        return {delivery::rejected, "no e-mail address in ASCII"};
    }
    const auto said = words(what.what);
    if (!said) {
        return without_words(said.error());
    }
    if (said->plain.empty() || said->plain.size() > part_size_max ||
        said->html.size() > part_size_max) {
        return {delivery::rejected, "the words are none, or too many"};
    }
    const mail_message message{
        *to,
        mail_headers(options, *said, *to, what.id),
        with_line_ends(said->plain),
        with_line_ends(said->html)};
    return judge(send_mail(options, message, ended));
}

}  // namespace

mail_notifier::mail_notifier(std::unique_ptr<errands> made) : errands_(std::move(made)) {}

mail_notifier::~mail_notifier() = default;

void mail_notifier::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    errands_->run(std::move(what), std::move(done));
}

result<std::unique_ptr<mail_notifier>>
mail_notifier::make(asio::any_io_executor blocking, mail_options options, wording words)
{
    if (!is_sound(options) || !words) {
        return errc::bad_argument;
    }
    auto made = std::make_unique<errands>(
        std::move(blocking),
        [options = std::move(options),
         words = std::move(words)](const hand_over& what, const std::atomic<bool>& ended) {
            auto out = carry(options, words, what, ended);
            out.means = "e-mail";
            return out;
        });
    return std::unique_ptr<mail_notifier>{new mail_notifier{std::move(made)}};
}

}  // namespace acikkapi
