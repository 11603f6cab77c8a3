#include "journal/head_keeper.hpp"

#include <chrono>
#include <utility>

namespace acikkapi::journal {
namespace {

// Longer than a group under load takes to follow the one before it.
constexpr std::chrono::milliseconds idle_after{1};

}  // namespace

head_keeper::head_keeper(head_record file, const mark& known)
    : file_(std::move(file)), newest_(known), written_(known), thread_([this] { run(); })
{}

head_keeper::~head_keeper()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        changed_.notify_all();
    }
    thread_.join();
}

void head_keeper::begin()
{
    const std::lock_guard lock{mutex_};
    if (newest_ != written_ && !gave_up()) {
        asked_ = true;
        changed_.notify_all();
    }
}

result<void> head_keeper::end(const mark& newest)
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !asked_; });
    if (trouble_) {
        return trouble_;
    }
    newest_ = newest;
    if (asleep_) {
        changed_.notify_all();
    }
    return {};
}

result<void> head_keeper::settle()
{
    begin();
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !asked_; });
    if (trouble_) {
        return trouble_;
    }
    return {};
}

void head_keeper::run()
{
    std::unique_lock lock{mutex_};
    do {
        wait(lock);
        write_newest(lock);
    } while (!stopping_);
}

/// Until the next group asks, or none has come for a while.
void head_keeper::wait(std::unique_lock<std::mutex>& lock)
{
    const auto called = [this] { return asked_ || stopping_; };
    asleep_ = newest_ == written_ || trouble_;
    if (asleep_) {
        changed_.wait(lock, [&] { return called() || (newest_ != written_ && !trouble_); });
        asleep_ = false;
    }
    changed_.wait_for(lock, idle_after, called);
}

void head_keeper::write_newest(std::unique_lock<std::mutex>& lock)
{
    if (newest_ != written_ && !gave_up()) {
        const mark next = newest_;
        lock.unlock();
        const auto done = file_.write(next);
        lock.lock();
        trouble_ = done ? error_code{} : done.error();
        written_ = done ? next : written_;
    }
    if (newest_ == written_ || trouble_) {
        asked_ = false;
        changed_.notify_all();
    }
}

}  // namespace acikkapi::journal
