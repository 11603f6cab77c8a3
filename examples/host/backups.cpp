#include "host/backups.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::chrono::hours until_next_try{1};

}  // namespace

backups::backups(backup_settings how, means by)
    : how_(std::move(how)), by_(std::move(by)), due_(by_.time.now()), newest_(due_)
{
    if (const auto before = describe_backup(how_.directory)) {
        doubted_ = before->taken_at;
        // By a clock that was ahead it may lie days from now.
        due_ = std::min(next_after(before->taken_at), next_after(due_));
    }
}

backups::~backups()
{
    stop();
    wait();
}

void backups::start()
{
    {
        const std::lock_guard lock{mutex_};
        alarm_ = by_.time.make_alarm(thread_.get_executor(), [this] { wake(); });
    }
    set(by_.time.now());
}

void backups::stop()
{
    const std::lock_guard lock{mutex_};
    alarm_.reset();
}

void backups::wait()
{
    thread_.join();
}

void backups::set(instant when)
{
    const std::lock_guard lock{mutex_};
    if (alarm_) {
        alarm_->set(when);
    }
}

void backups::wake()
{
    {
        const std::lock_guard lock{mutex_};
        if (!alarm_) {
            return;  // It had rung before the stop.
        }
    }
    const auto now = by_.time.now();
    // The clock was set back: what is due days from now would leave the time between without any, and one that is yet to
    // come would have no age.
    due_ = std::min(due_, next_after(now));
    newest_ = std::min(newest_.load(), now);
    set(do_step(now));
}

/// One at a time, so that a stop comes in between. @return When the next one is to be done.
instant backups::do_step(instant now)
{
    if (now >= due_) {
        add(now);
        return now;
    }
    if (doubted_) {
        return read_newest() ? now : std::min(due_, now + until_next_try);
    }
    if (prune_next_) {
        prune();
    }
    return prune_next_ ? std::min(due_, now + until_next_try) : due_;
}

void backups::add(instant now)
{
    if (const auto added = by_.desk.backup(how_.directory); !added) {
        due_ = now + until_next_try;
        complain("no backup was made in " + how_.directory, added.error());
        return;
    }
    due_ = next_after(now);
    doubted_ = now;
}

/// What was good when it was written may have changed since, and a host that was stopped may not have read it.
bool backups::read_newest()
{
    if (const auto good = check_backup(how_.directory); !good) {
        complain("the newest backup in " + how_.directory + " was not found good", good.error());
        return false;
    }
    newest_ = std::min(*doubted_, by_.time.now());
    doubted_.reset();
    prune_next_ = true;
    return true;
}

/// Old ones go only after the newest was read; while somebody reads there, later.
void backups::prune()
{
    const auto removed = prune_backups(how_.directory, how_.keep);
    prune_next_ = !removed && removed.error() == errc::busy;
    if (!removed) {
        by_.fault(
            "old backups in " + how_.directory +
            " were not taken away: " + removed.error().message());
    }
}

void backups::complain(const std::string& what, error_code why)
{
    ++failed_;
    by_.fault(what + ": " + why.message());
}

/// The hour of that day, or of the one after.
instant backups::next_after(instant when) const
{
    const std::chrono::hours hour{how_.hour};
    const auto today = by_.days.day_of(when);
    const instant then = by_.days.begin_of(today) + hour;
    return then > when ? then : by_.days.begin_of(today + std::chrono::days{1}) + hour;
}

std::vector<metric> backups::metrics() const
{
    const std::chrono::duration<double> age = by_.time.now() - newest_.load();
    return {
        {"acikkapi_backup_age_seconds",
         "Since the newest good backup; since the start if none is known.",
         metric::kind::gauge,
         {{{}, std::max(age.count(), 0.0)}}},
        {"acikkapi_backups_failed_total",
         "Backups that were not made, and times the newest was not found good.",
         metric::kind::counter,
         {{{}, static_cast<double>(failed_.load())}}}};
}

}  // namespace host
