#include "simulation/memory_disk.hpp"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace simulation {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus no_power()
{
    return IOStatus::IOError("no power");
}

/// Keeps what is written to itself until it is synced. What was not when the file is closed is lost, as if
/// the power failed after every closing.
class unsynced_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    unsynced_file(std::unique_ptr<rocksdb::FSWritableFile> file, memory_disk& disk, bool may_tear)
        : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk), may_tear_(may_tear)
    {}

    IOStatus Append(const Slice& bytes, const IOOptions&, IODebugContext*) override
    {
        if (!disk_.pass()) {
            return no_power();
        }
        unsynced_.append(bytes.data(), bytes.size());
        return IOStatus::OK();
    }
    IOStatus Append(
        const Slice& bytes,
        const IOOptions& options,
        const rocksdb::DataVerificationInfo&,
        IODebugContext* debug) override
    {
        return Append(bytes, options, debug);
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override
    {
        if (disk_.is_off()) {
            return no_power();
        }
        if (!disk_.pass()) {
            unsynced_.resize(may_tear_ ? disk_.torn(unsynced_.size()) : 0);
            pass_on(options, debug).PermitUncheckedError();
            return no_power();
        }
        const auto status = pass_on(options, debug);
        return status.ok() ? target()->Sync(options, debug) : status;
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        return Sync(options, debug);
    }
    IOStatus RangeSync(
        std::uint64_t, std::uint64_t, const IOOptions& options, IODebugContext* debug) override
    {
        return Sync(options, debug);
    }
    IOStatus Close(const IOOptions& options, IODebugContext* debug) override
    {
        const auto closed = target()->Close(options, debug);
        return disk_.is_off() ? no_power() : closed;
    }
    std::uint64_t GetFileSize(const IOOptions& options, IODebugContext* debug) override
    {
        return target()->GetFileSize(options, debug) + unsynced_.size();
    }

private:
    IOStatus pass_on(const IOOptions& options, IODebugContext* debug)
    {
        const std::string bytes = std::exchange(unsynced_, {});
        return bytes.empty() ? IOStatus::OK() : target()->Append(bytes, options, debug);
    }

    memory_disk& disk_;
    bool may_tear_;
    std::string unsynced_;
};

/// Likewise of a file that is written in any place. The writes are not counted: the head record is written
/// by a thread of its own, when and how often is nothing that a seed decides.
class unsynced_places final : public rocksdb::FSRandomRWFileOwnerWrapper {
public:
    unsynced_places(std::unique_ptr<rocksdb::FSRandomRWFile> file, memory_disk& disk)
        : FSRandomRWFileOwnerWrapper(std::move(file)), disk_(disk)
    {}

    IOStatus Write(std::uint64_t at, const Slice& bytes, const IOOptions&, IODebugContext*) override
    {
        if (disk_.is_off()) {
            return no_power();
        }
        unsynced_.emplace_back(at, bytes.ToString());
        return IOStatus::OK();
    }
    IOStatus Read(
        std::uint64_t, std::size_t, const IOOptions&, Slice*, char*, IODebugContext*) const override
    {
        return IOStatus::NotSupported("nobody reads where he writes");
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override
    {
        if (disk_.is_off()) {
            return no_power();
        }
        for (const auto& [at, bytes] : std::exchange(unsynced_, {})) {
            auto status = target()->Write(at, bytes, options, debug);
            if (!status.ok()) {
                return status;
            }
        }
        return target()->Sync(options, debug);
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override
    {
        return Sync(options, debug);
    }

private:
    memory_disk& disk_;
    std::vector<std::pair<std::uint64_t, std::string>> unsynced_;
};

class file_system final : public rocksdb::FileSystemWrapper {
public:
    file_system(const std::shared_ptr<rocksdb::FileSystem>& files, memory_disk& disk)
        : FileSystemWrapper(files), disk_(disk)
    {}

    const char* Name() const override { return "memory_disk"; }

    IOStatus NewWritableFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext* debug) override
    {
        if (disk_.is_off()) {
            return no_power();
        }
        // Nobody reads these files, and checking what it wrote there is a third of the time that the
        // storage engine takes to open; it goes on without.
        if (name.find("/OPTIONS-") != std::string::npos) {
            return IOStatus::NotSupported("no room for options");
        }
        auto status = target()->NewWritableFile(name, options, out, debug);
        if (status.ok()) {
            // A torn tail of a log is cut off at the next opening. Whether the store repairs other
            // torn files is not asked here.
            *out = std::make_unique<unsynced_file>(std::move(*out), disk_, name.ends_with(".log"));
        }
        return status;
    }
    IOStatus
    DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.is_off() ? no_power() : target()->DeleteFile(name, options, debug);
    }
    IOStatus RenameFile(
        const std::string& from,
        const std::string& to,
        const IOOptions& options,
        IODebugContext* debug) override
    {
        return disk_.pass() ? target()->RenameFile(from, to, options, debug) : no_power();
    }
    IOStatus NewRandomRWFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSRandomRWFile>* out,
        IODebugContext* debug) override
    {
        if (disk_.is_off()) {
            return no_power();
        }
        auto status = target()->NewRandomRWFile(name, options, out, debug);
        if (status.ok()) {
            *out = std::make_unique<unsynced_places>(std::move(*out), disk_);
        }
        return status;
    }
    IOStatus LinkFile(
        const std::string& from,
        const std::string& to,
        const IOOptions& options,
        IODebugContext* debug) override
    {
        return disk_.pass() ? target()->LinkFile(from, to, options, debug) : no_power();
    }
    IOStatus Truncate(
        const std::string& name,
        std::size_t size,
        const IOOptions& options,
        IODebugContext* debug) override
    {
        return disk_.is_off() ? no_power() : target()->Truncate(name, size, options, debug);
    }
    IOStatus
    CreateDir(const std::string& name, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.is_off() ? no_power() : target()->CreateDir(name, options, debug);
    }
    IOStatus CreateDirIfMissing(
        const std::string& name, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.is_off() ? no_power() : target()->CreateDirIfMissing(name, options, debug);
    }
    IOStatus
    DeleteDir(const std::string& name, const IOOptions& options, IODebugContext* debug) override
    {
        return disk_.is_off() ? no_power() : target()->DeleteDir(name, options, debug);
    }

private:
    memory_disk& disk_;
};

class memory_environment final : public rocksdb::EnvWrapper {
public:
    explicit memory_environment(std::unique_ptr<rocksdb::Env> files) : EnvWrapper(std::move(files))
    {
        file_system_ = target()->GetFileSystem();
    }

    const char* Name() const override { return "memory_disk"; }

    void
    Schedule(void (*call)(void*), void* what, Priority priority, void* tag, void (*give_up)(void*))
        override
    {
        if (priority == Priority::HIGH) {
            target()->Schedule(call, what, priority, tag, give_up);
            return;
        }
        const std::lock_guard lock{mutex_};
        never_run_.push_back({what, tag, give_up});
    }
    int UnSchedule(void* tag, Priority priority) override
    {
        if (priority == Priority::HIGH) {
            return target()->UnSchedule(tag, priority);
        }
        const std::lock_guard lock{mutex_};
        return static_cast<int>(std::erase_if(never_run_, [tag](const job& one) {
            const bool mine = one.tag == tag;
            if (mine && one.give_up != nullptr) {
                one.give_up(one.what);
            }
            return mine;
        }));
    }

private:
    struct job {
        void* what;
        void* tag;
        void (*give_up)(void*);
    };
    std::mutex mutex_;
    std::vector<job> never_run_;
};

}  // namespace

memory_disk::memory_disk(std::uint64_t seed)
    : dice_(seed), files_(rocksdb::NewMemEnv(rocksdb::Env::Default())),
      environment_(std::make_unique<memory_environment>(
          rocksdb::NewCompositeEnv(std::make_shared<file_system>(files_->GetFileSystem(), *this))))
{}

memory_disk::~memory_disk() = default;

void memory_disk::cut_after(std::uint64_t n)
{
    const std::lock_guard lock{mutex_};
    left_ = n;
}

void memory_disk::restore()
{
    const std::lock_guard lock{mutex_};
    left_ = 0;
    off_ = false;
}

bool memory_disk::pass()
{
    const std::lock_guard lock{mutex_};
    if (left_ != 0 && --left_ == 0) {
        off_ = true;
    }
    return !off_;
}

std::size_t memory_disk::torn(std::size_t size)
{
    const std::lock_guard lock{mutex_};
    const auto kind = dice_.below(3);
    if (kind == 2) {
        return size;
    }
    return kind == 0 || size == 0 ? 0 : static_cast<std::size_t>(dice_.below(size));
}

}  // namespace simulation
