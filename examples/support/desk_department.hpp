#pragma once

#include <acikkapi/ports.hpp>

#include <boost/asio/strand.hpp>

#include <functional>

namespace tools {

/// A unit in the same program: hands each letter to a function of the host's and reports what that
/// says.
///
/// The function is called for one letter at a time, so it need not be thread safe. What it throws
/// is a failed try; what it says is cut to what a journal takes.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives the engine's `async_run`.
class desk_department final : public acikkapi::department {
public:
    using desk = std::function<acikkapi::hand_result(const acikkapi::hand_over&)>;

    /// @param where  Where the function is called; it may wait there if the executor's threads may.
    desk_department(const acikkapi::asio::any_io_executor& where, desk call);

private:
    void do_hand_over(
        acikkapi::hand_over what,
        acikkapi::asio::any_completion_handler<void(acikkapi::hand_result)> done) override;

    [[nodiscard]] acikkapi::hand_result ask(const acikkapi::hand_over& what) const;

    acikkapi::asio::strand<acikkapi::asio::any_io_executor> one_at_a_time_;
    desk call_;
};

}  // namespace tools
