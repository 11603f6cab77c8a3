#pragma once

#include <acikkapi/adapters/webhook_subscriber.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/bell.hpp"
#include "host/webhook_place.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace host {

/// Tells one subscriber of events, in order and one at a time, in a thread of its own: one that hangs holds
/// up nobody else.
/// @par Lifetime  What it is made of outlives it.
class webhook_follower {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// Whom, of what, and how far he was told.
    struct subscription {
        std::string name;
        acikkapi::webhook_subscriber to;
        std::set<std::string, std::less<>> events;  ///< None: all.
        place_file file;
        told_place place;
    };

    struct means {
        const store& desk;
        acikkapi::clock& time;
        bell& news;                     ///< Wakes at what is new, and at the end.
        const std::atomic<bool>& stop;  ///< Set before the bell is stopped.
        std::function<void(const std::string&)> fault;
    };

    webhook_follower(subscription whom, means by);
    /// Waits for the end of a try: `stop` is set by now.
    ~webhook_follower() { wait(); }
    webhook_follower(const webhook_follower&) = delete;
    webhook_follower& operator=(const webhook_follower&) = delete;

    void start();
    void wait();

    [[nodiscard]] const std::string& name() const noexcept { return whom_.name; }
    [[nodiscard]] std::uint64_t told() const noexcept { return told_; }
    [[nodiscard]] std::uint64_t failed() const noexcept { return failed_; }
    /// How many records of the journal he has not come to yet.
    [[nodiscard]] std::uint64_t behind() const;

private:
    void run();
    void follow();
    [[nodiscard]] bool tell_restored();
    [[nodiscard]] bool tell_page(std::vector<acikkapi::record> records);
    [[nodiscard]] bool tell(const acikkapi::told_event& what);
    [[nodiscard]] acikkapi::told_event
    event_of(const acikkapi::record& what, const boost::json::object& entry) const;
    void sleep(acikkapi::position after, std::chrono::milliseconds most);
    void come_to(acikkapi::position where);
    void save();
    void complain(const std::string& what);

    subscription whom_;
    means by_;
    told_place saved_;
    std::atomic<std::uint64_t> upto_;
    std::atomic<std::uint64_t> told_{0};
    std::atomic<std::uint64_t> failed_{0};
    std::thread thread_;
};

}  // namespace host
