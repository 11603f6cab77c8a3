// The page with an answer, which tells it. @see told_by_reading
#include "host/pages/follow.hpp"
#include "host/told.hpp"

#include <boost/asio/bind_executor.hpp>

#include <memory>

namespace host {

using namespace acikkapi;

void when_told(const visit& by, held what, holders_page shows, const answer& done)
{
    auto told = told_by_reading(what.stream, what.now.state, what.as.code);
    // Who asks for the head of a page has read nothing.
    if (by.got.asked.method != "GET" || !told) {
        return done(shows(by, what));
    }
    const auto kept = std::make_shared<kept_visit>(by);
    by.all.desk.async_submit(
        *std::move(told),
        asio::bind_executor(
            by.all.blocking,
            [kept, was = std::move(what), shows, done](error_code /*bad*/, const receipt& /*got*/) {
                // Also if it could not be recorded: the answer is his to read.
                const auto now = held_application(kept->by);
                done(shows(kept->by, now ? *now : was));
            }));
}

}  // namespace host
