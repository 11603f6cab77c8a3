#include "crash/mortal_files.hpp"

#include <rocksdb/file_system.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace crash {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// Of the whole process, as its death is.
std::atomic<std::uint64_t> changes{0};
std::atomic<std::uint64_t> changes_of_log{0};
death last;

/// @return Whether this operation is the last one.
bool count(bool of_log = false)
{
    const auto all = ++changes;
    return last.of_log ? of_log && ++changes_of_log == last.at : all == last.at;
}

void die()
{
    if (last.slow) {
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    ::kill(::getpid(), SIGKILL);
    ::pause();  // Another thread may have to be told first.
}

void count_or_die(bool of_log = false)
{
    if (count(of_log)) {
        die();
    }
}

bool is_log(const std::string& path)
{
    return path.ends_with(".log");
}

Slice half_of(const Slice& bytes)
{
    return {bytes.data(), bytes.size() / 2};
}

class written_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    written_file(std::unique_ptr<rocksdb::FSWritableFile> file, bool is_log)
        : FSWritableFileOwnerWrapper(std::move(file)), is_log_(is_log)
    {}
    IOStatus Append(const Slice& bytes, const IOOptions& how, IODebugContext* why) override
    {
        if (count(is_log_)) {
            if (last.half) {
                target()->Append(half_of(bytes), how, why).PermitUncheckedError();
            }
            die();
        }
        return target()->Append(bytes, how, why);
    }
    IOStatus Append(
        const Slice& bytes,
        const IOOptions& how,
        const rocksdb::DataVerificationInfo&,
        IODebugContext* why) override
    {
        return Append(bytes, how, why);
    }
    IOStatus Truncate(std::uint64_t size, const IOOptions& how, IODebugContext* why) override
    {
        count_or_die(is_log_);
        return target()->Truncate(size, how, why);
    }
    IOStatus Sync(const IOOptions& how, IODebugContext* why) override
    {
        count_or_die(is_log_);
        return target()->Sync(how, why);
    }
    IOStatus Fsync(const IOOptions& how, IODebugContext* why) override
    {
        count_or_die(is_log_);
        return target()->Fsync(how, why);
    }

private:
    bool is_log_;
};

class overwritten_file final : public rocksdb::FSRandomRWFileOwnerWrapper {
public:
    using FSRandomRWFileOwnerWrapper::FSRandomRWFileOwnerWrapper;
    IOStatus
    Write(std::uint64_t at, const Slice& bytes, const IOOptions& how, IODebugContext* why) override
    {
        if (count()) {
            if (last.half) {
                target()->Write(at, half_of(bytes), how, why).PermitUncheckedError();
            }
            die();
        }
        return target()->Write(at, bytes, how, why);
    }
    IOStatus Sync(const IOOptions& how, IODebugContext* why) override
    {
        count_or_die();
        return target()->Sync(how, why);
    }
};

class folder final : public rocksdb::FSDirectoryWrapper {
public:
    using FSDirectoryWrapper::FSDirectoryWrapper;
    IOStatus FsyncWithDirOptions(
        const IOOptions& how, IODebugContext* why, const rocksdb::DirFsyncOptions& what) override
    {
        count_or_die();
        return FSDirectoryWrapper::FsyncWithDirOptions(how, why, what);
    }
    IOStatus Fsync(const IOOptions& how, IODebugContext* why) override
    {
        count_or_die();
        return FSDirectoryWrapper::Fsync(how, why);
    }
};

class file_system final : public rocksdb::FileSystemWrapper {
public:
    using FileSystemWrapper::FileSystemWrapper;
    const char* Name() const override { return "mortal"; }

    IOStatus NewWritableFile(
        const std::string& path,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext* why) override
    {
        count_or_die();
        return wrapped<written_file>(
            target()->NewWritableFile(path, options, out, why), *out, is_log(path));
    }
    IOStatus ReopenWritableFile(
        const std::string& path,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext* why) override
    {
        count_or_die();
        return wrapped<written_file>(
            target()->ReopenWritableFile(path, options, out, why), *out, is_log(path));
    }
    IOStatus NewRandomRWFile(
        const std::string& path,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSRandomRWFile>* out,
        IODebugContext* why) override
    {
        return wrapped<overwritten_file>(target()->NewRandomRWFile(path, options, out, why), *out);
    }
    IOStatus NewDirectory(
        const std::string& path,
        const IOOptions& options,
        std::unique_ptr<rocksdb::FSDirectory>* out,
        IODebugContext* why) override
    {
        return wrapped<folder>(target()->NewDirectory(path, options, out, why), *out);
    }
    IOStatus
    DeleteFile(const std::string& path, const IOOptions& options, IODebugContext* why) override
    {
        count_or_die();
        return target()->DeleteFile(path, options, why);
    }
    IOStatus Truncate(
        const std::string& path,
        std::size_t size,
        const IOOptions& options,
        IODebugContext* why) override
    {
        count_or_die();
        return target()->Truncate(path, size, options, why);
    }
    IOStatus
    CreateDir(const std::string& path, const IOOptions& options, IODebugContext* why) override
    {
        count_or_die();
        return target()->CreateDir(path, options, why);
    }
    IOStatus RenameFile(
        const std::string& from,
        const std::string& to,
        const IOOptions& options,
        IODebugContext* why) override
    {
        count_or_die();
        return target()->RenameFile(from, to, options, why);
    }
    IOStatus LinkFile(
        const std::string& from,
        const std::string& to,
        const IOOptions& options,
        IODebugContext* why) override
    {
        count_or_die();
        return target()->LinkFile(from, to, options, why);
    }

private:
    template <class File, class Base, class... More>
    static IOStatus wrapped(IOStatus done, std::unique_ptr<Base>& out, const More&... more)
    {
        if (done.ok()) {
            out = std::make_unique<File>(std::move(out), more...);
        }
        return done;
    }
};

class environment final : public rocksdb::EnvWrapper {
public:
    environment()
        : EnvWrapper(rocksdb::NewCompositeEnv(
              std::make_shared<file_system>(rocksdb::FileSystem::Default())))
    {
        file_system_ = target()->GetFileSystem();
    }
    const char* Name() const override { return "mortal"; }
};

}  // namespace

std::unique_ptr<rocksdb::Env> make_mortal(death what)
{
    last = what;
    changes = 0;
    changes_of_log = 0;
    return std::make_unique<environment>();
}

std::uint64_t changes_of_mortals()
{
    return changes;
}

}  // namespace crash
