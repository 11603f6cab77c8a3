#pragma once

#include <acikkapi/ports.hpp>

#include <utility>

namespace tools {

/// A department that is told as an applicant is: by a notifier.
/// @par Lifetime  The notifier outlives it.
class notifying_department final : public acikkapi::department {
public:
    explicit notifying_department(acikkapi::notifier& by) : by_(&by) {}

private:
    void do_hand_over(
        acikkapi::hand_over what,
        acikkapi::asio::any_completion_handler<void(acikkapi::hand_result)> done) override
    {
        by_->async_hand_over(std::move(what), std::move(done));
    }

    acikkapi::notifier* by_;
};

}  // namespace tools
