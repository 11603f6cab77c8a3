#include "support/trial_disk.hpp"

#include <rocksdb/file_system.h>

namespace support {
namespace {

constexpr std::uint64_t plenty = 1ULL << 40U;

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

IOStatus refusal_of(const trial_disk& disk)
{
    return disk.full() ? IOStatus::NoSpace("trial") : IOStatus::IOError("trial");
}

class log_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    log_file(std::unique_ptr<rocksdb::FSWritableFile> file, trial_disk& disk)
        : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk)
    {}

    using FSWritableFileOwnerWrapper::Append;
    IOStatus
    Append(const rocksdb::Slice& bytes, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.pass(trial_disk::fault::append) ? target()->Append(bytes, options, debug)
                                                     : refusal();
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.pass(trial_disk::fault::sync) ? target()->Sync(options, debug) : refusal();
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        return Sync(options, debug);
    }

private:
    [[nodiscard]] IOStatus refusal() const { return refusal_of(disk_); }

    trial_disk& disk_;
};

/// A table, or a head record that is being made.
class new_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    new_file(
        std::unique_ptr<rocksdb::FSWritableFile> file, trial_disk& disk, trial_disk::fault what)
        : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk), what_(what)
    {}

    using FSWritableFileOwnerWrapper::Append;
    IOStatus
    Append(const rocksdb::Slice& bytes, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.pass(what_) ? target()->Append(bytes, options, debug) : refusal_of(disk_);
    }

private:
    trial_disk& disk_;
    trial_disk::fault what_;
};

class read_file final : public rocksdb::FSSequentialFileOwnerWrapper {
public:
    read_file(std::unique_ptr<rocksdb::FSSequentialFile> file, trial_disk& disk)
        : FSSequentialFileOwnerWrapper(std::move(file)), disk_(disk)
    {}

    IOStatus Read(
        std::size_t count,
        const IOOptions& options,
        rocksdb::Slice* out,
        char* space,
        IODebugContext* debug) override
    {
        return disk_.pass(trial_disk::fault::read)
                   ? target()->Read(count, options, out, space, debug)
                   : refusal_of(disk_);
    }

private:
    trial_disk& disk_;
};

class read_table final : public rocksdb::FSRandomAccessFileOwnerWrapper {
public:
    read_table(std::unique_ptr<rocksdb::FSRandomAccessFile> file, trial_disk& disk)
        : FSRandomAccessFileOwnerWrapper(std::move(file)), disk_(disk)
    {}

    IOStatus Read(
        std::uint64_t at,
        std::size_t count,
        const IOOptions& options,
        rocksdb::Slice* out,
        char* space,
        IODebugContext* debug) const override
    {
        return disk_.pass(trial_disk::fault::read)
                   ? target()->Read(at, count, options, out, space, debug)
                   : refusal_of(disk_);
    }

private:
    trial_disk& disk_;
};

/// What is written in place: the head record.
class place_file final : public rocksdb::FSRandomRWFileOwnerWrapper {
public:
    place_file(std::unique_ptr<rocksdb::FSRandomRWFile> file, trial_disk& disk)
        : FSRandomRWFileOwnerWrapper(std::move(file)), disk_(disk)
    {}

    IOStatus Write(
        std::uint64_t at,
        const rocksdb::Slice& bytes,
        const IOOptions& options,
        IODebugContext* debug) override
    {
        return disk_.pass(trial_disk::fault::mark) ? target()->Write(at, bytes, options, debug)
                                                   : refusal_of(disk_);
    }

private:
    trial_disk& disk_;
};

class file_system final : public rocksdb::FileSystemWrapper {
public:
    explicit file_system(trial_disk& disk)
        : FileSystemWrapper(rocksdb::FileSystem::Default()), disk_(disk)
    {}

    const char* Name() const override { return "trial"; }

    IOStatus NewWritableFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext* debug) override
    {
        auto status = target()->NewWritableFile(name, options, out, debug);
        if (status.ok() && name.ends_with(".log")) {
            *out = std::make_unique<log_file>(std::move(*out), disk_);
        } else if (status.ok() && name.ends_with(".sst")) {
            *out = std::make_unique<new_file>(std::move(*out), disk_, trial_disk::fault::table);
        } else if (status.ok() && name.ends_with("acikkapi.head.half")) {
            *out = std::make_unique<new_file>(std::move(*out), disk_, trial_disk::fault::mark);
        }
        return status;
    }

    IOStatus NewSequentialFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSSequentialFile>* out,
        IODebugContext* debug) override
    {
        auto status = target()->NewSequentialFile(name, options, out, debug);
        if (status.ok()) {
            *out = std::make_unique<read_file>(std::move(*out), disk_);
        }
        return status;
    }

    IOStatus NewRandomAccessFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSRandomAccessFile>* out,
        IODebugContext* debug) override
    {
        auto status = target()->NewRandomAccessFile(name, options, out, debug);
        if (status.ok()) {
            *out = std::make_unique<read_table>(std::move(*out), disk_);
        }
        return status;
    }

    IOStatus NewRandomRWFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSRandomRWFile>* out,
        IODebugContext* debug) override
    {
        auto status = target()->NewRandomRWFile(name, options, out, debug);
        if (status.ok()) {
            *out = std::make_unique<place_file>(std::move(*out), disk_);
        }
        return status;
    }

    IOStatus
    FileExists(const std::string& name, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.pass(trial_disk::fault::look) ? target()->FileExists(name, options, debug)
                                                   : refusal_of(disk_);
    }

    rocksdb::IOStatus GetFreeSpace(
        const std::string&,
        const rocksdb::IOOptions&,
        std::uint64_t* free,
        rocksdb::IODebugContext*) override
    {
        *free = disk_.free_space();
        return rocksdb::IOStatus::OK();
    }

private:
    trial_disk& disk_;
};

}  // namespace

trial_disk::trial_disk()
    : free_space_(plenty),
      environment_(rocksdb::NewCompositeEnv(std::make_shared<file_system>(*this)))
{}

trial_disk::~trial_disk() = default;

void trial_disk::hold()
{
    const std::lock_guard lock{mutex_};
    holding_ = true;
}

void trial_disk::release()
{
    const std::lock_guard lock{mutex_};
    holding_ = false;
    changed_.notify_all();
}

void trial_disk::release_one()
{
    const std::lock_guard lock{mutex_};
    ++passes_;
    held_ = false;
    changed_.notify_all();
}

void trial_disk::wait_until_held()
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return held_; });
}

void trial_disk::fail(fault what, std::uint64_t n)
{
    const std::lock_guard lock{mutex_};
    failing_ = true;
    kind_ = what;
    left_ = n;
}

void trial_disk::fill(fault what)
{
    full_ = true;
    free_space_ = 0;
    fail(what);
}

void trial_disk::heal()
{
    const std::lock_guard lock{mutex_};
    failing_ = false;
    if (full_.exchange(false)) {
        free_space_ = plenty;
    }
}

std::uint64_t trial_disk::syncs() const
{
    const std::lock_guard lock{mutex_};
    return syncs_;
}

std::uint64_t trial_disk::refused() const
{
    const std::lock_guard lock{mutex_};
    return refused_;
}

bool trial_disk::pass(fault what)
{
    std::unique_lock lock{mutex_};
    if (what == fault::sync) {
        ++syncs_;
        held_ = holding_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return !holding_ || passes_ > 0; });
        passes_ -= holding_ ? 1 : 0;
        held_ = false;
    }
    if (!failing_ || what != kind_) {
        return true;
    }
    if (left_ == 0) {
        ++refused_;
        return false;
    }
    --left_;
    return true;
}

}  // namespace support
