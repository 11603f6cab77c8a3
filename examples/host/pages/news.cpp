// Pages that tell by themselves that something has changed, by server-sent events: how much stands in each list of who
// looks at it, or which version of an application there is. Nothing else is in them.
#include "host/pages/inbox_lists.hpp"
#include "host/pages/news.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <limits>

namespace host {

using namespace acikkapi;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::shared_ptr<news_seats::seat> news_seats::take(const std::string& account)
{
    const std::lock_guard lock{mutex_};
    if (taken_ >= all_max) {
        return nullptr;
    }
    // Accounts without a seat are forgotten here: there are no more of them than seats.
    for (auto one = by_account_.begin(); one != by_account_.end();) {
        std::erase_if(one->second, [](const auto& his) { return his.expired(); });
        one = one->second.empty() ? by_account_.erase(one) : std::next(one);
    }
    auto& his = by_account_[account];
    if (his.size() >= each_max) {
        if (const auto oldest = his.front().lock()) {
            oldest->left_ = true;
        }
        his.pop_front();
    }
    auto out = std::make_shared<seat>(taken_);
    his.push_back(out);
    return out;
}

namespace {

constexpr milliseconds stream_longest{60'000};  ///< Then the browser comes again.
constexpr milliseconds heartbeat{10'000};       ///< A sign of life, when nothing happens.
constexpr milliseconds calm{2'000};  ///< After each look, however much happens: looking is work.
constexpr auto browser_waits = "retry: 3000\n";

/// What is told: JSON. Nothing if he may not see it any more.
using told = std::optional<std::string> (*)(const visit&);

std::optional<std::string> tell_counts(const visit& by)
{
    const auto all = inbox_lists::of(by);
    if (!all) {
        return std::nullopt;
    }
    boost::json::object counts;
    for (const auto& one : all->tabs()) {
        counts[one.name] = one.count_text();
    }
    return boost::json::serialize(boost::json::object{{"counts", std::move(counts)}});
}

std::optional<std::string> tell_version(const visit& by)
{
    const auto what = case_of(by);
    const auto* const last = what ? newest_for_people(what->history) : nullptr;
    if (last == nullptr) {
        return std::nullopt;
    }
    return boost::json::serialize(boost::json::object{{"version", last->what.version}});
}

/// A stream to one page. What has changed is looked for when the journal has grown, and told if it is something.
class live_news : public std::enable_shared_from_this<live_news> {
public:
    live_news(const visit& from, told what, std::shared_ptr<news_seats::seat> seat)
        : kept_(from), what_(what), seat_(std::move(seat))
    {}

    void next(std::function<void(std::optional<std::string>)> take)
    {
        const auto& by = kept_.by;
        const auto left = std::chrono::ceil<milliseconds>(end_ - steady_clock::now());
        const auto rest = std::chrono::ceil<milliseconds>(looked_ + calm - steady_clock::now());
        const auto nothing = milliseconds{0};
        // First only time passes, for whatever happens; then what has happened meanwhile counts.
        constexpr position never{std::numeric_limits<std::uint64_t>::max()};
        const auto pause = begun_ ? std::clamp(rest, nothing, calm) : nothing;
        const auto most = begun_ ? std::clamp(left, nothing, heartbeat) : nothing;
        by.all.news.journal.wait(
            never, pause, [self = shared_from_this(), most, take = std::move(take)] {
                self->kept_.by.all.news.journal.wait(
                    self->after_, most, [self, take] { take(self->look()); });
            });
    }

private:
    std::optional<std::string> look()
    {
        const auto& by = kept_.by;
        // His session may be over: by time, or because he has logged out.
        const auto who = by.all.who.read(kept_.got.asked);
        if (by.all.news.journal.stopped() || seat_->is_left() || steady_clock::now() >= end_ ||
            !who || who->staff != by.who->staff) {
            return std::nullopt;
        }
        looked_ = steady_clock::now();
        after_ = by.all.desk.head();
        auto now = what_(by);
        if (!now) {
            return std::nullopt;
        }
        const bool first = !std::exchange(begun_, true);
        if (*now == last_) {
            return ":\n\n";
        }
        last_ = *std::move(now);
        return (first ? browser_waits : "") + ("data: " + last_ + "\n\n");
    }

    kept_visit kept_;
    told what_;
    std::shared_ptr<news_seats::seat> seat_;
    steady_clock::time_point end_ = steady_clock::now() + stream_longest;
    steady_clock::time_point looked_{};
    position after_{};
    std::string last_;
    bool begun_ = false;
};

response stream_of(const visit& by, told what)
{
    if (!by.who || !by.who->is_staff()) {
        return to_response({401, "not_logged_in", "nobody is logged in here"});
    }
    if (!what(by)) {
        return to_response({403, "not_permitted", "this account may not look at it"});
    }
    auto seat = by.all.news.seats.take(by.who->staff.str());
    if (!seat) {
        return to_response({503, "overloaded", "too many pages are open"});
    }
    auto out = reply_with(200, "text/event-stream", {});
    out.headers.emplace_back("Cache-Control", "no-store");
    const auto source = std::make_shared<live_news>(by, what, std::move(seat));
    out.more = [source](std::function<void(std::optional<std::string>)> take) {
        source->next(std::move(take));
    };
    return out;
}

}  // namespace

// No session goes on because of these: a page that stands open is nobody who works.
void add_news_pages(router& to, const page_services& all)
{
    add_silent_page(to, all, "GET", "/staff/news", [](const visit& by, const answer& done) {
        done(stream_of(by, tell_counts));
    });
    add_silent_page(
        to,
        all,
        "GET",
        "/staff/applications/{number}/news",
        [](const visit& by, const answer& done) { done(stream_of(by, tell_version)); });
}

}  // namespace host
