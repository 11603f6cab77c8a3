#include "host/access.hpp"
#include "host/feed.hpp"
#include "host/feed_entries.hpp"
#include "host/problem.hpp"
#include "host/shapes.hpp"

#include <algorithm>
#include <charconv>
#include <random>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::uint64_t cursor_after(std::optional<std::uint64_t> brought)
{
    return next_cursor(std::chrono::system_clock::now(), brought, std::random_device{}());
}

problem gone()
{
    return {
        410,
        "other_epoch",
        "this place is of another life of the register: what was read since then may not have "
        "happened; "
        "begin anew with offset=-1"};
}

}  // namespace

/// What a reader asks for.
struct event_feed::question {
    enum class manner : unsigned char { catch_up, long_poll, stream };
    position after{};
    manner how = manner::catch_up;
    bool from_now = false;
    std::optional<std::uint64_t> cursor{};
};

/// Records as they are told.
struct event_feed::page {
    position from{};
    position after{};
    std::size_t count = 0;
    std::string entries;  ///< A JSON array.
    bool level = false;   ///< There is nothing behind it.
};

/// A place among those who wait or are streamed to.
class event_feed::seat {
public:
    explicit seat(std::atomic<std::size_t>& taken) : taken_(taken) {}
    ~seat() { --taken_; }
    seat(const seat&) = delete;
    seat& operator=(const seat&) = delete;

private:
    std::atomic<std::size_t>& taken_;
};

/// A stream to one reader: the next event is read when the one before is on its way.
class event_feed::live : public std::enable_shared_from_this<live> {
public:
    live(event_feed& feed, const question& what, std::shared_ptr<seat> place)
        : feed_(feed), seat_(std::move(place)), after_(what.after), cursor_(what.cursor),
          end_(steady_clock::now() + feed.limits_.stream)
    {}

    void next(std::function<void(std::optional<std::string>)> take)
    {
        const auto left = std::chrono::ceil<milliseconds>(end_ - steady_clock::now());
        const auto most =
            begun_ ? std::clamp(left, milliseconds{0}, feed_.limits_.heartbeat) : milliseconds{0};
        feed_.bell_.wait(after_, most, [self = shared_from_this(), take = std::move(take)] {
            take(self->look());
        });
    }

private:
    std::optional<std::string> look()
    {
        if (feed_.bell_.stopped() || steady_clock::now() >= end_) {
            return std::nullopt;
        }
        const auto seen = feed_.read(after_, feed_.limits_.piece);
        if (!seen) {
            return std::nullopt;  // The reader comes again and is told why.
        }
        const bool first = !std::exchange(begun_, true);
        if (seen->count == 0) {
            return first ? control(true) : ":\n\n";
        }
        after_ = seen->after;
        return "event: data\ndata: " + seen->entries + "\n\n" + control(seen->level);
    }

    std::string control(bool level)
    {
        cursor_ = cursor_after(cursor_);
        boost::json::object out{
            {"streamNextOffset", offset_of({feed_.desk_->epoch(), after_})},
            {"streamCursor", std::to_string(*cursor_)}};
        if (level) {
            out["upToDate"] = true;
        }
        return "event: control\ndata: " + boost::json::serialize(out) + "\n\n";
    }

    event_feed& feed_;
    std::shared_ptr<seat> seat_;
    position after_;
    std::optional<std::uint64_t> cursor_;
    steady_clock::time_point end_;
    bool begun_ = false;
};

event_feed::event_feed(
    const store* desk, const api& people, asio::any_io_executor blocking, feed_limits limits)
    : desk_(desk), people_(people), limits_(limits), bell_(desk, std::move(blocking))
{}

void event_feed::add_routes(router& to)
{
    to.add("GET", std::string{api_prefix} + "/feed", [this](const call& got, const answer& done) {
        get(got, done);
    });
}

std::vector<metric> event_feed::metrics() const
{
    metric readers{
        "feed_readers", "Readers that wait or are streamed to.", metric::kind::gauge, {}};
    readers.samples.push_back({{}, static_cast<double>(readers_.load())});
    metric given{"feed_entries_total", "Entries given to readers.", metric::kind::counter, {}};
    given.samples.push_back({{}, static_cast<double>(given_.load())});
    return {std::move(readers), std::move(given)};
}

reply<event_feed::question> event_feed::read_question(const request& asked) const
{
    question out;
    const auto mode = query_value(asked.query, "live").value_or("");
    const auto offset = query_value(asked.query, "offset");
    if (!mode.empty() && mode != "long-poll" && mode != "sse") {
        return problem{400, "bad_live", "live is long-poll or sse"};
    }
    if (!mode.empty() && !offset) {
        return problem{400, "offset_required", "who follows live says from where"};
    }
    if (!mode.empty()) {
        out.how = mode == "sse" ? question::manner::stream : question::manner::long_poll;
    }
    const auto cursor = query_value(asked.query, "cursor").value_or("");
    std::uint64_t number = 0;
    if (std::from_chars(cursor.data(), cursor.data() + cursor.size(), number).ec == std::errc{}) {
        out.cursor = number;
    }
    out.from_now = offset == "now";
    if (out.from_now) {
        out.after = desk_->head();
    } else if (offset && offset != "-1") {
        const auto place = parse_offset(*offset);
        if (!place) {
            return problem{400, "bad_offset", "this offset was never given out"};
        }
        if (place->epoch != desk_->epoch() || place->after > desk_->head()) {
            return gone();
        }
        out.after = place->after;
    }
    return out;
}

reply<event_feed::page> event_feed::read(position after, std::size_t limit)
{
    auto from = desk_->feed(after);
    const auto records = from.next(limit);
    if (!records) {
        return records.error() == errc::beyond_head ? gone() : problem_of(records.error());
    }
    auto entries = boost::json::serialize(entries_of(*desk_, *records));
    page out{after, from.after(), records->size(), std::move(entries), false};
    out.level = out.after >= desk_->head();
    given_ += out.count;
    return out;
}

reply<std::shared_ptr<event_feed::seat>> event_feed::take_seat()
{
    if (++readers_ > limits_.readers_max) {
        --readers_;
        problem full{503, "overloaded", "too many follow the feed"};
        full.retry_after = std::chrono::seconds{5};
        return full;
    }
    return std::make_shared<seat>(readers_);
}

void event_feed::get(const call& got, const answer& done)
{
    if (const auto why = people_.refusal(got.asked, act_feed)) {
        return done(to_response(*why));
    }
    if (got.asked.method == "HEAD") {
        return done(head());
    }
    const auto what = read_question(got.asked);
    if (!what) {
        return done(to_response(what.error()));
    }
    switch (what->how) {
    case question::manner::catch_up: return done(catch_up(*what, got.asked));
    case question::manner::long_poll: return wait(*what, done);
    case question::manner::stream: return done(stream(*what));
    }
}

response event_feed::head() const
{
    auto out = reply_with(200, "application/json", {});
    out.headers.emplace_back("Stream-Next-Offset", offset_of({desk_->epoch(), desk_->head()}));
    out.headers.emplace_back("Cache-Control", "no-store");
    return out;
}

response event_feed::show(const page& what, bool follows) const
{
    const auto next = offset_of({desk_->epoch(), what.after});
    auto out = reply_with(200, "application/json", what.entries);
    out.headers.emplace_back("Stream-Next-Offset", next);
    if (what.level) {
        out.headers.emplace_back("Stream-Up-To-Date", "true");
    }
    // To be kept by the reader and nobody else, and not to be used without asking: he may have lost his role.
    out.headers.emplace_back("Cache-Control", follows ? "no-store" : "private, no-cache");
    out.headers.emplace_back(
        "ETag", '"' + offset_of({desk_->epoch(), what.from}) + ':' + next + '"');
    return out;
}

response event_feed::catch_up(const question& what, const request& asked)
{
    if (what.from_now) {
        auto out = head();
        out.headers.emplace_back("Stream-Up-To-Date", "true");
        out.body = "[]";
        return out;
    }
    const auto seen = read(what.after, limits_.page);
    if (!seen) {
        return to_response(seen.error());
    }
    auto out = show(*seen, false);
    if (asked.header("If-None-Match") == out.headers.back().second) {
        out.status = 304;
        out.body.clear();
    }
    return out;
}

response event_feed::nothing_new(const question& what) const
{
    response out;
    out.status = 204;
    out.headers.emplace_back("Stream-Next-Offset", offset_of({desk_->epoch(), what.after}));
    out.headers.emplace_back("Stream-Up-To-Date", "true");
    return out;
}

void event_feed::wait(const question& what, const answer& done)
{
    const auto place = take_seat();
    if (!place) {
        return done(to_response(place.error()));
    }
    bell_.wait(what.after, limits_.long_poll, [this, what, done, place = *place]() mutable {
        const auto seen = read(what.after, limits_.page);
        place.reset();  // What is left to do is not waiting.
        if (!seen) {
            return done(to_response(seen.error()));
        }
        auto out = seen->count == 0 ? nothing_new(what) : show(*seen, true);
        out.headers.emplace_back("Stream-Cursor", std::to_string(cursor_after(what.cursor)));
        done(std::move(out));
    });
}

response event_feed::stream(const question& what)
{
    auto place = take_seat();
    if (!place) {
        return to_response(place.error());
    }
    auto out = reply_with(200, "text/event-stream", {});
    out.headers.emplace_back("Cache-Control", "no-store");
    const auto source = std::make_shared<live>(*this, what, *std::move(place));
    out.more = [source](std::function<void(std::optional<std::string>)> take) {
        source->next(std::move(take));
    };
    return out;
}

}  // namespace host
