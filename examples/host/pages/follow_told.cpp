// Who reads the answer on his page is told by it, whatever becomes of a letter: that is on record as any other way, for
// only then he can object to it and rate it, and it does not stay open for ever. Of many letters nobody hears that they
// arrived: an e-mail, or a message without a receipt.
#include "host/pages/follow.hpp"

#include <boost/asio/bind_executor.hpp>

#include <memory>

namespace host {

using namespace acikkapi;

void when_told(const visit& by, held what, holders_page shows, const answer& done)
{
    // Who asks for the head of a page has read nothing.
    if (by.got.asked.method != "GET" || what.now.state.life != status::answered) {
        return done(shows(by, what));
    }
    acikkapi::request<petition> asked;
    commands::record_notice told;
    told.which = notice::result;
    told.how = delivery::delivered;
    told.means = "web";
    asked.wish = std::move(told);
    asked.from = citizen_origin(what.as.code);
    asked.stream = what.stream;
    asked.key =
        "citizen page " + what.number.str() + " told " + std::to_string(what.now.state.answers);
    const auto kept = std::make_shared<kept_visit>(by);
    by.all.desk.async_submit(
        std::move(asked),
        asio::bind_executor(
            by.all.blocking,
            [kept, was = std::move(what), shows, done](error_code /*bad*/, const receipt& /*got*/) {
                // Also if it could not be recorded: the answer is his to read.
                const auto now = held_application(kept->by);
                done(shows(kept->by, now ? *now : was));
            }));
}

}  // namespace host
