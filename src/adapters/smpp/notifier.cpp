#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/driver.hpp"
#include "adapters/smpp/prepare.hpp"

#include <utility>

namespace acikkapi {
namespace {

using adapters::smpp::driver;

class notifier_over_smpp final : public smpp_notifier {
public:
    explicit notifier_over_smpp(std::shared_ptr<driver> by) : driver_(std::move(by)) {}
    notifier_over_smpp(const notifier_over_smpp&) = delete;
    notifier_over_smpp& operator=(const notifier_over_smpp&) = delete;
    // NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
    ~notifier_over_smpp() override { driver_->shut_down(); }

    void stop() override { driver_->stop(); }
    void expect(std::string letter_id, std::vector<std::string> message_ids) override
    {
        driver_->expect(std::move(letter_id), std::move(message_ids));
    }

private:
    void do_hand_over(hand_over what, driver::answer done) override
    {
        driver_->hand_over(std::move(what), std::move(done));
    }
    void do_run(driver::run_end done) override { driver_->run(std::move(done)); }

    std::shared_ptr<driver> driver_;
};

}  // namespace

result<std::unique_ptr<smpp_notifier>>
make_smpp_notifier(smpp_options options, asio::any_io_executor where, clock& now)
{
    if (const auto sound = adapters::smpp::check(options); !sound) {
        return sound.error();
    }
    std::shared_ptr<asio::ssl::context> tls;
    if (options.tls.on) {
        auto made = adapters::smpp::make_tls_context(options.tls.ca_file);
        if (!made) {
            return made.error();
        }
        tls = *std::move(made);
    }
    auto by = std::make_shared<driver>(std::move(options), std::move(tls), where, now);
    by->begin();
    return std::unique_ptr<smpp_notifier>{std::make_unique<notifier_over_smpp>(std::move(by))};
}

}  // namespace acikkapi
