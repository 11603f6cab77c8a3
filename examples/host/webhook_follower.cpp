#include "host/feed_entries.hpp"
#include "host/webhook_follower.hpp"

#include <future>
#include <limits>
#include <memory>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t page = 100;             // Told again at most, if this process is killed.
constexpr std::uint64_t unsaved_max = 1'000;  // Passed without having been told.
constexpr position never{std::numeric_limits<std::uint64_t>::max()};

}  // namespace

webhook_follower::webhook_follower(subscription whom, means by)
    : whom_(std::move(whom)), by_(std::move(by)), saved_(whom_.place),
      upto_(number_of(whom_.place.upto.after))
{}

void webhook_follower::start()
{
    thread_ = std::thread{[this] { run(); }};
}

void webhook_follower::wait()
{
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::uint64_t webhook_follower::behind() const
{
    const auto upto = upto_.load();
    return number_of(by_.desk.head()) - upto;
}

void webhook_follower::run()
{
    if (!whom_.place.restored || tell_restored()) {
        follow();
    }
    save();
}

void webhook_follower::follow()
{
    while (!by_.stop) {
        const auto after = whom_.place.upto.after;
        auto records = by_.desk.feed(after).next(page);
        if (!records) {
            return complain("the journal cannot be read: " + records.error().message());
        }
        if (records->empty()) {
            sleep(after, std::chrono::minutes{1});
        } else if (!tell_page(*std::move(records))) {
            return;
        }
    }
}

/// Once, under an id that no entry has: the first of them stands at 1.
bool webhook_follower::tell_restored()
{
    const auto& here = whom_.place.upto;
    const boost::json::object data{
        {"event", "restored"}, {"epoch", number_of(here.epoch)}, {"offset", offset_of(here)}};
    const told_event what{
        .id = offset_of({here.epoch, position{}}),
        .kind = "restored",
        .data = boost::json::serialize(data)};
    if (!tell(what)) {
        return false;
    }
    whom_.place.restored = false;
    save();
    return true;
}

bool webhook_follower::tell_page(std::vector<record> records)
{
    const auto last = records.back().at;
    const auto& wanted = whom_.events;
    std::erase_if(records, [&wanted](const record& one) {
        return !wanted.empty() && !wanted.contains(event_name(one));
    });
    const auto entries = entries_of(by_.desk, records);
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!tell(event_of(records[i], entries[i].get_object()))) {
            return false;
        }
        come_to(records[i].at);
    }
    come_to(last);
    if (!records.empty() || number_of(last) - number_of(saved_.upto.after) >= unsaved_max) {
        save();
    }
    return true;
}

/// @return Whether the subscriber has it; if not, this is the end.
bool webhook_follower::tell(const told_event& what)
{
    for (unsigned failed = 1; !by_.stop; ++failed) {
        const auto how = whom_.to.tell(what, by_.stop);
        if (how.settled == delivery::delivered) {
            ++told_;
            return true;
        }
        if (how.settled) {
            complain("wants nothing more, and is told nothing until the next start: " + how.detail);
            return false;
        }
        if (by_.stop) {
            return false;
        }
        ++failed_;
        if (failed == 1) {
            complain("is tried again: " + how.detail);
        }
        sleep(never, pause_after(failed, how.not_before, by_.time.now()));
    }
    return false;
}

told_event webhook_follower::event_of(const record& what, const boost::json::object& entry) const
{
    const auto* const number = entry.if_contains("number");
    return {
        .id = offset_of({whom_.place.upto.epoch, what.at}),
        .kind = std::string{event_name(what)},
        .subject = number != nullptr ? std::string{number->get_string()} : std::string{},
        .at = what.occurred_at.value_or(what.recorded_at),
        .data = boost::json::serialize(entry)};
}

/// Until there is a record behind `after`, the time is over, or all waiting is.
void webhook_follower::sleep(position after, std::chrono::milliseconds most)
{
    const auto rung = std::make_shared<std::promise<void>>();
    by_.news.wait(after, most, [rung] { rung->set_value(); });
    rung->get_future().wait();
}

void webhook_follower::come_to(position where)
{
    whom_.place.upto.after = where;
    upto_ = number_of(where);
}

void webhook_follower::save()
{
    if (whom_.place == saved_) {
        return;
    }
    if (!whom_.file.write(whom_.place)) {
        return complain("the file with its place cannot be written");
    }
    saved_ = whom_.place;
}

void webhook_follower::complain(const std::string& what)
{
    by_.fault("webhook " + whom_.name + ": " + what);
}

}  // namespace host
