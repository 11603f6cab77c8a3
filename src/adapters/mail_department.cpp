#include <acikkapi/adapters/mail_department.hpp>

#include "adapters/errands.hpp"
#include "adapters/mail/sending.hpp"
#include "adapters/recipients.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters {
namespace {

/// What carries letters out; it outlives the adapter if work is under way.
struct mail_hand {
    mail_sender by;
    std::map<unit_id, std::string> addresses;

    [[nodiscard]] hand_result carry(const hand_over& what, const std::atomic<bool>& ended) const
    {
        const auto unit = unit_id::parse(what.what.recipient);
        const auto to = unit ? addresses.find(*unit) : addresses.end();
        return to != addresses.end() ? by.send(what, to->second, ended)
                                     : hand_result{delivery::rejected, "the unit is not known"};
    }
};

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

mail_department::mail_department(std::unique_ptr<adapters::errands> made)
    : errands_(std::move(made))
{}

mail_department::~mail_department() = default;

void mail_department::stop() noexcept
{
    errands_->stop();
}

void mail_department::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    errands_->run(std::move(what), std::move(done));
}

result<std::unique_ptr<mail_department>> mail_department::make(
    asio::any_io_executor blocking,
    mail_options options,
    std::map<unit_id, std::string> addresses,
    wording words)
{
    const bool good = std::all_of(addresses.begin(), addresses.end(), [](const auto& one) {
        return !one.first.empty() && adapters::first_mail(one.second) == one.second;
    });
    if (!good || !adapters::is_sound(options) || !words) {
        return errc::bad_argument;
    }
    auto made = std::make_unique<adapters::errands>(
        std::move(blocking),
        [hand = adapters::mail_hand{{std::move(options), std::move(words)}, std::move(addresses)}](
            const hand_over& what, const std::atomic<bool>& ended) {
            return adapters::by_mail(hand.carry(what, ended));
        });
    return std::unique_ptr<mail_department>{new mail_department{std::move(made)}};
}

}  // namespace acikkapi
