#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/connection.hpp"
#include "adapters/smpp/session.hpp"
#include "adapters/smpp/unbroken_time.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/strand.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace acikkapi::adapters::smpp {

/// Does what the session says: the connection, the alarm, the calls of the host.
///
/// All work is done on a strand; the mutex is only for `shut_down`, which may come from anywhere. It is never
/// held while somebody else's code is called.
class driver : public std::enable_shared_from_this<driver> {
public:
    using answer = asio::any_completion_handler<void(hand_result)>;
    using run_end = asio::any_completion_handler<void(error_code)>;

    driver(
        smpp_options options,
        std::shared_ptr<asio::ssl::context> tls,
        const asio::any_io_executor& where,
        clock& now);

    // From any thread.
    void begin();  ///< Once, when it is owned.
    void hand_over(acikkapi::hand_over what, answer done);
    void run(run_end done);
    void stop();
    void expect(std::string letter_id, std::vector<std::string> message_ids);
    /// Nothing is done any more, and the clock is left alone.
    void shut_down();

private:
    void ring();
    [[nodiscard]] bool is_gone();
    template <class Tell>
    void perform(const Tell& tell);
    template <class Tell>
    void post(Tell tell);
    template <class Call>
    void call_host(Call call);
    template <class Call>
    void call_host_now(const Call& call);
    void submit(acikkapi::hand_over what, answer done);
    void answer_with(answer done, hand_result how);
    void start_running(run_end done);
    void set_alarm(instant now);

    struct doer;
    void connect();

    const smpp_options options_;
    std::shared_ptr<asio::ssl::context> tls_;
    asio::strand<asio::any_io_executor> strand_;
    clock& clock_;

    std::mutex mutex_;
    bool gone_ = false;
    bool finished_ = false;
    session session_;
    std::unique_ptr<alarm> alarm_;
    unbroken_time time_;            ///< What the session goes by.
    std::optional<instant> armed_;  ///< By the clock.
    std::shared_ptr<connection> connection_;
    std::uint64_t last_ticket_ = 0;
    std::unordered_map<std::uint64_t, answer> pending_;
    std::optional<run_end> run_end_;
    bool has_run_ = false;
    std::optional<asio::executor_work_guard<asio::any_io_executor>> work_;
};

}  // namespace acikkapi::adapters::smpp
