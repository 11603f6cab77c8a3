#include "host/webhooks.hpp"

#include <utility>

namespace host {

using namespace acikkapi;

webhooks::webhooks(means by) : by_(std::move(by)), news_(&by_.desk, by_.alarms) {}

webhooks::~webhooks()
{
    stop();
    wait();
}

std::string webhooks::add(const subscriber_settings& whom, const webhooks_settings& how)
{
    subscriber_options options;
    options.source = how.source;
    options.endpoint = whom.endpoint;
    options.access = how.access;
    options.time = &by_.time;
    auto to = webhook_subscriber::make(std::move(options));
    if (!to) {
        return to.error() == errc::not_permitted ? "its url leads to none of the places"
                                                 : "source, url or a secret is none";
    }
    const place_file file{by_.beside + ".webhook." + whom.name};
    const auto kept = file.read();
    if (!kept) {
        return "the file with its place: " + kept.error().message();
    }
    const auto place = place_to_begin(*kept, {by_.desk.epoch(), by_.desk.head()});
    if (!place) {
        return "it was told more than the journal has: was the store set back by a copy of it?";
    }
    // At once: who is new must not begin anew, behind what happens from now on, at the next start.
    if (*kept != *place && !file.write(*place)) {
        return "the file with its place cannot be written";
    }
    all_.push_back(std::make_unique<webhook_follower>(
        webhook_follower::subscription{whom.name, *std::move(to), whom.events, file, *place},
        webhook_follower::means{by_.desk, by_.time, news_, stopped_, by_.fault}));
    return {};
}

std::string
webhooks::open(const webhooks_settings& how, const means& by, std::unique_ptr<webhooks>& out)
{
    std::unique_ptr<webhooks> made{new webhooks{by}};
    for (const auto& whom : how.subscribers) {
        if (const auto wrong = made->add(whom, how); !wrong.empty()) {
            return "webhooks: " + whom.name + ": " + wrong;
        }
    }
    out = std::move(made);
    return {};
}

void webhooks::start()
{
    news_.start();
    for (const auto& one : all_) {
        one->start();
    }
}

void webhooks::stop()
{
    stopped_ = true;
    news_.stop();
}

void webhooks::wait()
{
    for (const auto& one : all_) {
        one->wait();
    }
}

std::vector<metric> webhooks::metrics() const
{
    metric told{"webhook_told_total", "Events that subscribers have.", metric::kind::counter, {}};
    metric failed{
        "webhook_tries_failed_total",
        "Tries to tell a subscriber that failed.",
        metric::kind::counter,
        {}};
    metric behind{
        "webhook_behind",
        "Records of the journal that a subscriber has not come to yet.",
        metric::kind::gauge,
        {}};
    for (const auto& one : all_) {
        const std::vector<std::pair<std::string, std::string>> labels{{"subscriber", one->name()}};
        told.samples.push_back({labels, static_cast<double>(one->told())});
        failed.samples.push_back({labels, static_cast<double>(one->failed())});
        behind.samples.push_back({labels, static_cast<double>(one->behind())});
    }
    return {std::move(told), std::move(failed), std::move(behind)};
}

}  // namespace host
