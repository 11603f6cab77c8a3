#include <acikkapi/adapters/mail_notifier.hpp>

#include "adapters/errands.hpp"
#include "adapters/mail/sending.hpp"
#include "adapters/recipients.hpp"

#include <utility>

namespace acikkapi::adapters {
namespace {

hand_result carry(const mail_sender& by, const hand_over& what, const std::atomic<bool>& ended)
{
    if (what.what.kind == erased_kind) {
        return {delivery::sent, "nothing is kept here"};
    }
    const auto to = first_mail(what.what.recipient);
    return to ? by.send(what, *to, ended)
              : hand_result{delivery::rejected, "no e-mail address in ASCII"};
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

mail_notifier::mail_notifier(std::unique_ptr<adapters::errands> made) : errands_(std::move(made)) {}

mail_notifier::~mail_notifier() = default;

void mail_notifier::stop() noexcept
{
    errands_->stop();
}

void mail_notifier::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    errands_->run(std::move(what), std::move(done));
}

result<std::unique_ptr<mail_notifier>>
mail_notifier::make(asio::any_io_executor blocking, mail_options options, wording words)
{
    if (!adapters::is_sound(options) || !words) {
        return errc::bad_argument;
    }
    auto made = std::make_unique<adapters::errands>(
        std::move(blocking),
        [by = adapters::mail_sender{std::move(options), std::move(words)}](
            const hand_over& what, const std::atomic<bool>& ended) {
            return adapters::by_mail(adapters::carry(by, what, ended));
        });
    return std::unique_ptr<mail_notifier>{new mail_notifier{std::move(made)}};
}

}  // namespace acikkapi
