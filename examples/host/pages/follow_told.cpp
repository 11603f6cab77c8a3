// Whom no letter reaches reads the answer on his page: that is on record as any other way in which he is told, for
// only then he can object to it and rate it, and it does not stay open for ever.
#include "host/happenings.hpp"
#include "host/pages/follow.hpp"

#include <boost/asio/bind_executor.hpp>

#include <memory>

namespace host {

using namespace acikkapi;

namespace {

/// Whether no letter about the result is under way: none was sent, or it did not arrive as far as anybody can say.
bool is_told_here(const visit& by, const held& what)
{
    const auto& now = what.now.state;
    if (now.life != status::answered) {
        return false;
    }
    if (now.result == notice_state::failed || now.result == notice_state::unknown) {
        return true;
    }
    const auto all = history_of(by.all.desk.views(what.as), what.stream);
    const auto* const said = all ? newest<events::answered>(*all) : nullptr;
    return said != nullptr && !said->tell;
}

}  // namespace

void when_told(const visit& by, held what, holders_page shows, const answer& done)
{
    // Who asks for the head of a page has read nothing.
    if (by.got.asked.method != "GET" || !is_told_here(by, what)) {
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
