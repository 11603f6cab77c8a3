// RocksDB's idea of a file system, put into the words of the faulty disk.
#include "crash/faulty_files.hpp"

#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include <algorithm>

namespace crash {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

std::string_view view(const Slice& bytes)
{
    return {bytes.data(), bytes.size()};
}

class sequential_file final : public rocksdb::FSSequentialFile {
public:
    sequential_file(faulty_files& disk, faulty_files::file what)
        : disk_(disk), what_(std::move(what))
    {}
    IOStatus
    Read(std::size_t n, const IOOptions&, Slice* out, char* scratch, IODebugContext*) override
    {
        std::size_t got = 0;
        auto done = disk_.read(*what_, at_, n, scratch, got);
        at_ += got;
        *out = Slice{scratch, got};
        return done;
    }
    IOStatus Skip(std::uint64_t n) override
    {
        at_ += n;
        return IOStatus::OK();
    }

private:
    faulty_files& disk_;
    faulty_files::file what_;
    std::size_t at_ = 0;
};

class random_file final : public rocksdb::FSRandomAccessFile {
public:
    random_file(faulty_files& disk, faulty_files::file what) : disk_(disk), what_(std::move(what))
    {}
    IOStatus
    Read(std::uint64_t at, std::size_t n, const IOOptions&, Slice* out, char* to, IODebugContext*)
        const override
    {
        std::size_t got = 0;
        auto done = disk_.read(*what_, at, n, to, got);
        *out = Slice{to, got};
        return done;
    }

private:
    faulty_files& disk_;
    faulty_files::file what_;
};

class written_file final : public rocksdb::FSWritableFile {
public:
    written_file(faulty_files& disk, faulty_files::file what, const FileOptions& options)
        : FSWritableFile(options), disk_(disk), what_(std::move(what))
    {}
    using FSWritableFile::Append;
    IOStatus Append(const Slice& bytes, const IOOptions&, IODebugContext*) override
    {
        return disk_.append(*what_, view(bytes));
    }
    IOStatus Truncate(std::uint64_t size, const IOOptions&, IODebugContext*) override
    {
        return disk_.truncate(*what_, size);
    }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Sync(const IOOptions&, IODebugContext*) override { return disk_.sync(*what_); }
    std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override
    {
        return disk_.size_of(*what_);
    }

private:
    faulty_files& disk_;
    faulty_files::file what_;
};

class overwritten_file final : public rocksdb::FSRandomRWFile {
public:
    overwritten_file(faulty_files& disk, faulty_files::file what)
        : disk_(disk), what_(std::move(what))
    {}
    IOStatus Write(std::uint64_t at, const Slice& bytes, const IOOptions&, IODebugContext*) override
    {
        return disk_.write(*what_, at, view(bytes));
    }
    IOStatus
    Read(std::uint64_t at, std::size_t n, const IOOptions&, Slice* out, char* to, IODebugContext*)
        const override
    {
        std::size_t got = 0;
        auto done = disk_.read(*what_, at, n, to, got);
        *out = Slice{to, got};
        return done;
    }
    IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
    IOStatus Sync(const IOOptions&, IODebugContext*) override { return disk_.sync(*what_); }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

private:
    faulty_files& disk_;
    faulty_files::file what_;
};

class folder final : public rocksdb::FSDirectory {
public:
    folder(faulty_files& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
    IOStatus Fsync(const IOOptions&, IODebugContext*) override
    {
        return disk_.sync_directory(path_);
    }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

private:
    faulty_files& disk_;
    std::string path_;
};

class held_lock final : public rocksdb::FileLock {
public:
    explicit held_lock(std::string name) : path(std::move(name)) {}
    std::string path;
};

class file_system final : public rocksdb::FileSystem {
public:
    explicit file_system(faulty_files& disk) : disk_(disk) {}
    const char* Name() const override { return "faulty"; }

    IOStatus NewSequentialFile(
        const std::string& path,
        const FileOptions&,
        std::unique_ptr<rocksdb::FSSequentialFile>* out,
        IODebugContext*) override
    {
        return opened<sequential_file>(path, faulty_files::opening::existing, *out);
    }
    IOStatus NewRandomAccessFile(
        const std::string& path,
        const FileOptions&,
        std::unique_ptr<rocksdb::FSRandomAccessFile>* out,
        IODebugContext*) override
    {
        return opened<random_file>(path, faulty_files::opening::existing, *out);
    }
    IOStatus NewWritableFile(
        const std::string& path,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext*) override
    {
        return opened<written_file>(path, faulty_files::opening::truncate, *out, options);
    }
    IOStatus ReopenWritableFile(
        const std::string& path,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSWritableFile>* out,
        IODebugContext*) override
    {
        return opened<written_file>(path, faulty_files::opening::create, *out, options);
    }
    // As the machine's file system has it: the file must be there.
    IOStatus NewRandomRWFile(
        const std::string& path,
        const FileOptions&,
        std::unique_ptr<rocksdb::FSRandomRWFile>* out,
        IODebugContext*) override
    {
        return opened<overwritten_file>(path, faulty_files::opening::existing, *out);
    }
    IOStatus NewDirectory(
        const std::string& path,
        const IOOptions&,
        std::unique_ptr<rocksdb::FSDirectory>* out,
        IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        if (done.ok()) {
            *out = std::make_unique<folder>(disk_, path);
        }
        return done;
    }
    IOStatus FileExists(const std::string& path, const IOOptions&, IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        return done.IsPathNotFound() ? IOStatus::NotFound() : done;
    }
    IOStatus GetChildren(
        const std::string& path,
        const IOOptions&,
        std::vector<std::string>* out,
        IODebugContext*) override
    {
        return disk_.children(path, *out);
    }
    IOStatus DeleteFile(const std::string& path, const IOOptions&, IODebugContext*) override
    {
        return disk_.remove(path);
    }
    IOStatus
    Truncate(const std::string& path, std::size_t size, const IOOptions&, IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        return done.ok() ? disk_.truncate(*what, size) : done;
    }
    IOStatus CreateDir(const std::string& path, const IOOptions&, IODebugContext*) override
    {
        return disk_.make_directory(path, false);
    }
    IOStatus CreateDirIfMissing(const std::string& path, const IOOptions&, IODebugContext*) override
    {
        return disk_.make_directory(path, true);
    }
    IOStatus DeleteDir(const std::string& path, const IOOptions&, IODebugContext*) override
    {
        return disk_.remove(path);
    }
    IOStatus GetFileSize(
        const std::string& path, const IOOptions&, std::uint64_t* out, IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        *out = done.ok() ? disk_.size_of(*what) : 0;
        return done;
    }
    IOStatus GetFileModificationTime(
        const std::string& path, const IOOptions&, std::uint64_t* out, IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        *out = done.ok() ? what->modified : 0;
        return done;
    }
    IOStatus RenameFile(
        const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override
    {
        return disk_.rename(from, to);
    }
    IOStatus LinkFile(
        const std::string& from, const std::string& to, const IOOptions&, IODebugContext*) override
    {
        return disk_.link(from, to);
    }
    IOStatus
    LockFile(const std::string& path, const IOOptions&, rocksdb::FileLock** out, IODebugContext*)
        override
    {
        auto done = disk_.lock(path);
        *out = done.ok() ? new held_lock{path} : nullptr;  // RocksDB gives it back to UnlockFile.
        return done;
    }
    IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions&, IODebugContext*) override
    {
        const std::unique_ptr<held_lock> held{static_cast<held_lock*>(lock)};
        disk_.unlock(held->path);
        return IOStatus::OK();
    }
    IOStatus GetTestDirectory(const IOOptions&, std::string* out, IODebugContext*) override
    {
        *out = "/trial";
        return IOStatus::OK();
    }
    IOStatus GetAbsolutePath(
        const std::string& path, const IOOptions&, std::string* out, IODebugContext*) override
    {
        *out = path;
        return IOStatus::OK();
    }
    IOStatus
    GetFreeSpace(const std::string&, const IOOptions&, std::uint64_t* out, IODebugContext*) override
    {
        *out = disk_.free_bytes();
        return IOStatus::OK();
    }
    IOStatus
    IsDirectory(const std::string& path, const IOOptions&, bool* out, IODebugContext*) override
    {
        faulty_files::file what;
        auto done = disk_.look_up(path, what);
        *out = done.ok() && what->is_directory;
        return done;
    }

private:
    template <class File, class Base, class... More>
    IOStatus opened(
        const std::string& path,
        faulty_files::opening how,
        std::unique_ptr<Base>& out,
        const More&... more)
    {
        faulty_files::file what;
        auto done = disk_.open(path, how, what);
        if (done.ok()) {
            out = std::make_unique<File>(disk_, std::move(what), more...);
        }
        return done;
    }

    faulty_files& disk_;
};

/// RocksDB sleeps a second after an error before it tries again, also while it is being closed.
class hasty_clock final : public rocksdb::SystemClockWrapper {
public:
    using SystemClockWrapper::SystemClockWrapper;
    const char* Name() const override { return "hasty"; }
    void SleepForMicroseconds(int micros) override
    {
        constexpr int micros_max = 1'000;
        target_->SleepForMicroseconds(std::min(micros, micros_max));
    }
};

class environment final : public rocksdb::EnvWrapper {
public:
    explicit environment(faulty_files& disk)
        : EnvWrapper(rocksdb::NewCompositeEnv(std::make_shared<file_system>(disk)))
    {
        file_system_ = target()->GetFileSystem();
        system_clock_ = std::make_shared<hasty_clock>(target()->GetSystemClock());
    }
    const char* Name() const override { return "faulty"; }
};

}  // namespace

std::unique_ptr<rocksdb::Env> make_environment(faulty_files& disk)
{
    return std::make_unique<environment>(disk);
}

}  // namespace crash
