#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/metrics.hpp>
#include <acikkapi/record.hpp>

#include "host/api.hpp"
#include "host/bell.hpp"
#include "host/router.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/json.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A place in the feed: how far somebody has read, and in which life of the store.
struct feed_place {
    acikkapi::restore_epoch epoch{};
    acikkapi::position after{};
    friend bool operator==(const feed_place&, const feed_place&) = default;
};

/// A place as readers keep it, opaque to them: of two places of one life the later sorts behind.
[[nodiscard]] std::string offset_of(const feed_place& place);
/// @return Nothing for a text that `offset_of` would not have written.
[[nodiscard]] std::optional<feed_place> parse_offset(std::string_view text);

/// What keeps caches from giving one empty answer for ever: a number that grows with time, and is greater
/// than the one a reader brings.
/// @param chance  Any number: so far ahead it is put, so that readers do not stay together.
[[nodiscard]] std::uint64_t next_cursor(
    std::chrono::system_clock::time_point now,
    std::optional<std::uint64_t> brought,
    std::uint32_t chance);

/// What the feed calls it: the event's name, or `refused`, `erased` and the like for what is no event.
[[nodiscard]] std::string_view event_name(const acikkapi::record& what);
/// Whether there can be such a name in the feed.
[[nodiscard]] bool is_event_name(std::string_view text);

/// What machines are told of a record: where it stands, what happened, when, and in which role somebody did
/// it. Nothing personal: no text, no account.
/// @param number  Of the application; empty if it is none.
[[nodiscard]] boost::json::object entry_of(const acikkapi::record& what, const std::string& number);

struct feed_limits {
    std::size_t page = 1'000;                     ///< Records in one answer.
    std::size_t piece = 200;                      ///< Records in one event of a stream.
    std::chrono::milliseconds long_poll{20'000};  ///< Then it is told that there is nothing new.
    std::chrono::milliseconds stream{60'000};     ///< Then the reader comes again.
    std::chrono::milliseconds heartbeat{15'000};  ///< A sign of life, when nothing happens.
    std::size_t readers_max = 256;                ///< Waiting or being streamed to at once.
};

/// `/api/v1/feed`: what happens, for machines, by the Durable Streams protocol. The journal is the stream:
/// all that stands in it, in order, each record once, also over restarts of the host.
///
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives the router's last request and what it has given to the server.
class event_feed {
public:
    using store = api::store;

    /// @param desk      May be null where nothing but the routes is looked at.
    /// @param blocking  Where the journal is read.
    event_feed(
        const store* desk,
        const api& people,
        boost::asio::any_io_executor blocking,
        feed_limits limits = {});
    ~event_feed() { stop(); }
    event_feed(const event_feed&) = delete;
    event_feed& operator=(const event_feed&) = delete;

    void add_routes(router& to);
    void start() { bell_.start(); }
    /// Ends all waiting: who waits is told that there is nothing new, streams end.
    void stop() { bell_.stop(); }

    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    struct page;
    struct question;
    class seat;
    class live;

    [[nodiscard]] reply<question> read_question(const request& asked) const;
    [[nodiscard]] reply<page> read(acikkapi::position after, std::size_t limit);
    [[nodiscard]] reply<std::shared_ptr<seat>> take_seat();
    [[nodiscard]] response head() const;
    void get(const call& got, const answer& done);
    [[nodiscard]] response catch_up(const question& what, const request& asked);
    void wait(const question& what, const answer& done);
    [[nodiscard]] response stream(const question& what);
    [[nodiscard]] response show(const page& what, bool follows) const;
    [[nodiscard]] response nothing_new(const question& what) const;

    const store* desk_;
    const api& people_;
    feed_limits limits_;
    bell bell_;
    std::atomic<std::size_t> readers_{0};
    std::atomic<std::uint64_t> given_{0};
};

}  // namespace host
