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
        newest_ = before->taken_at;
        due_ = next_after(before->taken_at);
    }
}

void backups::start()
{
    {
        const std::lock_guard lock{mutex_};
        alarm_ = by_.time.make_alarm(thread_.get_executor(), [this] { wake(); });
    }
    set(due_);
}

void backups::stop()
{
    {
        const std::lock_guard lock{mutex_};
        alarm_.reset();
    }
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
    const auto now = by_.time.now();
    if (now >= due_) {
        due_ = make() ? next_after(now) : now + until_next_try;
    } else {
        // The clock was set back: what is due days from now would leave the time between without any.
        due_ = std::min(due_, next_after(now));
    }
    set(due_);
}

/// Old ones go only after the newest was read again.
bool backups::make()
{
    const auto begun = by_.time.now();
    const auto added = by_.desk.backup(how_.directory);
    const auto good = added ? check_backup(how_.directory, added->number) : added;
    if (!good) {
        ++failed_;
        by_.fault("no backup was made in " + how_.directory + ": " + good.error().message());
        return false;
    }
    newest_ = begun;
    if (const auto removed = prune_backups(how_.directory, how_.keep); !removed) {
        by_.fault(
            "old backups in " + how_.directory +
            " were not taken away: " + removed.error().message());
    }
    return true;
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
         "Since the newest good backup; since the start if there is none.",
         metric::kind::gauge,
         {{{}, std::max(age.count(), 0.0)}}},
        {"acikkapi_backups_failed_total",
         "Backups that were not made, or were not what was written.",
         metric::kind::counter,
         {{{}, static_cast<double>(failed_.load())}}}};
}

}  // namespace host
