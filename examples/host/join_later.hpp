#pragma once

#include <acikkapi/problem_desk.hpp>

#include "host/feed_follower.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace host {

/// Makes an application, when it is registered and again when it is routed, part of the open chronic problem that it
/// fits. Which are open it knows from the journal, so that what came while no host ran is caught up with, and what was
/// there before a problem was opened stays what who opened it has made of it.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  @see feed_follower
class join_later {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// @param blocking  Where the journal is read and applications are joined.
    /// @param fault     Told what could not be done, and why.
    join_later(
        store& desk,
        boost::asio::any_io_executor blocking,
        std::function<void(const std::string&)> fault);

    void start() { follower_.start(); }
    void stop() noexcept { follower_.stop(); }  ///< @see feed_follower

private:
    struct open_problem {
        acikkapi::position since;
        acikkapi::application what;  ///< What it is about, and no more.
    };

    [[nodiscard]] feed_follower::calls calls();
    [[nodiscard]] acikkapi::error_code take(const acikkapi::record& one);
    [[nodiscard]] acikkapi::error_code join_all();
    [[nodiscard]] acikkapi::error_code join(acikkapi::stream_id one, acikkapi::position came);
    [[nodiscard]] std::optional<acikkapi::stream_id>
    problem_of(const acikkapi::application& one, acikkapi::position came) const;

    store& desk_;
    std::function<void(const std::string&)> fault_;
    acikkapi::problem_desk board_;
    // By the only one who follows.
    std::map<acikkapi::stream_id, open_problem> open_;
    std::map<acikkapi::stream_id, acikkapi::position> waiting_;  ///< When it came, or was routed.
    feed_follower follower_;
};

}  // namespace host
