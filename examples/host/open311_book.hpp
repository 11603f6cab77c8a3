#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/directory.hpp"
#include "host/feed_follower.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace host {

/// What everybody may know of an application of a kind that is public: never a text, a number or a person.
struct public_request {
    acikkapi::stream_id stream{};
    std::string service;   ///< Code of its kind.
    std::string district;  ///< One of the directory's, or empty: what somebody typed is not shown.
    acikkapi::unit_id unit;
    acikkapi::status life = acikkapi::status::none;
    acikkapi::instant requested{};
    acikkapi::instant updated{};
    acikkapi::day expected{};

    [[nodiscard]] bool closed() const noexcept;
};

/// Which of them are wanted.
struct public_query {
    std::vector<std::string> services{};  ///< None: of all kinds.
    bool open = true;
    bool closed = true;
    acikkapi::instant from{};
    acikkapi::instant to = acikkapi::instant::max();
    std::size_t skip = 0;
    std::size_t limit = 1'000;
};

/// The list of public requests: a projection of the journal that is made anew at each start and follows the
/// feed, so that a question of a stranger costs no look at the disk.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives the engine's background work; engine and directory outlive it.
class public_book {
public:
    using store = acikkapi::engine<acikkapi::petition>;
    /// So many of the newest are listed; older ones can still be asked for one by one.
    static constexpr std::size_t rows_max = 200'000;

    /// @param blocking  Where the journal is read.
    /// @param fault     Told once if it cannot be read on.
    public_book(
        const store& desk,
        const directory& where,
        boost::asio::any_io_executor blocking,
        std::function<void(const std::string&)> fault);

    void start() { follower_.start(); }
    void stop() noexcept { follower_.stop(); }  ///< @see feed_follower
    /// Whether all that happened before the start is in it.
    [[nodiscard]] bool ready() const noexcept { return ready_; }

    /// Newest first.
    [[nodiscard]] std::vector<public_request> list(const public_query& which) const;

    /// One of them, as it stands; nothing if there is none, or it is not public. Reads the disk if it must.
    [[nodiscard]] acikkapi::result<std::optional<public_request>>
    look_up(acikkapi::stream_id stream) const;

private:
    [[nodiscard]] feed_follower::calls calls(std::function<void(const std::string&)> fault);
    void take(const std::vector<acikkapi::record>& records);
    void begin_row(const acikkapi::record& first);
    [[nodiscard]] acikkapi::error_code refresh();

    const store& desk_;
    const directory& where_;
    std::atomic<bool> ready_{false};

    // By the only one who follows.
    std::unordered_map<acikkapi::stream_id, acikkapi::position> places_;
    std::map<acikkapi::position, acikkapi::stream_id> order_;
    std::set<acikkapi::stream_id> touched_;

    mutable std::mutex mutex_;
    std::map<acikkapi::position, public_request>
        rows_;  // By where the journal has their beginning.
    feed_follower follower_;
};

}  // namespace host
