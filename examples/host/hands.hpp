#pragma once

#include <acikkapi/adapters/applicant_notifier.hpp>
#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/adapters/reply_token.hpp>
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/adapters/sms_gateway.hpp>
#include <acikkapi/adapters/webhook_department.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/hands_config.hpp"
#include "host/late_words.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace host {

/// The real hands of a host, as its configuration has them.
/// @par Thread safety  All members from any thread; `start` once, before the engine's `async_run`.
/// @par Lifetime  Outlives the engine's `async_run`; what it is made of outlives it.
class hands {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// What they are made of.
    struct means {
        acikkapi::asio::any_io_executor kept;  ///< For the connection to a message centre.
        acikkapi::clock& time;
        acikkapi::department& worklist;  ///< Has the letters to units that have no system.
        std::function<void(const std::string&)> fault{};  ///< Told of what somebody should look at.
        acikkapi::notifier* file = nullptr;  ///< Has the letters to applicants, if settings say so.
    };

    /// @param tokens  By which units' systems answer.
    /// @return What is wrong, in words; empty if nothing is.
    [[nodiscard]] static std::string open(
        hands_settings how,
        const means& by,
        const acikkapi::reply_tokens& tokens,
        std::unique_ptr<hands>& out);

    /// Tells applicants: the engine's `sms`.
    [[nodiscard]] acikkapi::notifier& applicants() noexcept { return *applicants_; }
    /// Short messages alone, for codes that are needed now. Null: there are none.
    [[nodiscard]] acikkapi::notifier* sms() noexcept { return sms_ ? sms_.get() : by_.file; }
    /// Tells units: the engine's `unit`.
    [[nodiscard]] acikkapi::department& units() noexcept { return *units_; }

    void start(store& desk);
    /// After the engine's: who hangs is not waited for, and his letters go out again after a new start. What is written to
    /// the message centre is, then the connection ends, on `means::kept`.
    void stop();

private:
    explicit hands(const means& by);
    [[nodiscard]] std::string open_sms(hands_settings& how);
    [[nodiscard]] std::string open_applicants(hands_settings how);
    [[nodiscard]] std::string
    open_units(std::optional<acikkapi::webhook_options> how, const acikkapi::reply_tokens& tokens);
    void expect_receipts(store& desk);
    void report(
        std::string letter,
        acikkapi::hand_result how,
        const std::function<void(acikkapi::error_code)>& done);
    [[nodiscard]] acikkapi::result<acikkapi::unit_words>
    describe(const acikkapi::letter& what) const;

    means by_;
    // A peer that hangs holds up a thread for half a minute, a mail server for a whole one; the engine leaves it alone
    // after ten tries. Until then there are other threads for the others, and those who write to citizens wait for no
    // unit's system.
    static constexpr std::size_t threads_each = 8;
    acikkapi::asio::thread_pool to_applicants_{threads_each};
    acikkapi::asio::thread_pool to_units_{threads_each};
    std::atomic<store*> desk_ = nullptr;
    late_words late_;
    std::unique_ptr<acikkapi::smpp_notifier> smpp_;
    std::chrono::milliseconds receipt_time_{};  // For how long it waits for a receipt.
    std::unique_ptr<acikkapi::sms_gateway> gateway_;
    std::unique_ptr<acikkapi::notifier> sms_;  // One of these two, watched; null: neither is there.
    std::unique_ptr<acikkapi::mail_notifier> mail_;
    std::unique_ptr<acikkapi::notifier> watched_mail_;
    std::unique_ptr<acikkapi::applicant_notifier> applicants_;
    std::unique_ptr<acikkapi::webhook_department> webhook_;
    std::unique_ptr<acikkapi::department> watched_webhook_;
    std::unique_ptr<acikkapi::department> units_;
};

}  // namespace host
