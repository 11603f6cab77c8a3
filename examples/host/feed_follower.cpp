#include "host/feed_follower.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>

#include <cstddef>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t page = 1'000;

}  // namespace

feed_follower::feed_follower(const store& desk, asio::any_io_executor blocking, calls then)
    : blocking_(std::move(blocking)), then_(std::move(then)), feed_(desk.feed())
{}

void feed_follower::start()
{
    asio::post(blocking_, [this] { catch_up(); });
}

// One page at a time: others want the thread too.
void feed_follower::catch_up()
{
    if (stopped_) {
        return;
    }
    const auto records = feed_.next(page);
    if (!records) {
        return end(records.error());
    }
    if (records->empty()) {
        const auto bad = then_.level();
        return bad ? end(bad) : follow();
    }
    const auto bad = then_.take(*records);
    return bad ? end(bad) : start();
}

void feed_follower::follow()
{
    feed_.async_next(
        page,
        asio::bind_executor(blocking_, [this](error_code bad, const std::vector<record>& records) {
            if (!bad) {
                bad = then_.take(records);
            }
            if (!bad) {
                bad = then_.level();
            }
            bad ? end(bad) : follow();
        }));
}

void feed_follower::end(const error_code& why)
{
    if (!stopped_ && why != errc::stopping) {
        then_.ended(why);
    }
}

}  // namespace host
