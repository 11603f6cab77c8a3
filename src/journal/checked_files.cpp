#include "journal/checked_files.hpp"
#include "journal/table_tail.hpp"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>
#include <utility>

namespace acikkapi::journal {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOStatus;

class checked_system final : public rocksdb::FileSystemWrapper {
public:
    checked_system(
        const std::shared_ptr<rocksdb::FileSystem>& files,
        std::shared_ptr<const std::atomic<bool>> broken)
        : FileSystemWrapper(files), broken_(std::move(broken))
    {}

    const char* Name() const override { return "acikkapi.checked"; }

    IOStatus GetFreeSpace(
        const std::string& path,
        const rocksdb::IOOptions& options,
        std::uint64_t* out,
        IODebugContext* debug) override
    {
        return broken_ && broken_->load() ? IOStatus::IOError("the store is opened anew first")
                                          : target()->GetFreeSpace(path, options, out, debug);
    }

    IOStatus NewRandomAccessFile(
        const std::string& name,
        const FileOptions& options,
        std::unique_ptr<rocksdb::FSRandomAccessFile>* out,
        IODebugContext* debug) override
    {
        auto status = target()->NewRandomAccessFile(name, options, out, debug);
        if (!status.ok() || !name.ends_with(".sst")) {
            return status;
        }
        std::uint64_t size = 0;
        status = target()->GetFileSize(name, options.io_options, &size, debug);
        if (status.ok()) {
            status = check_properties(**out, size);
        }
        if (!status.ok()) {
            out->reset();
        }
        return status;
    }

private:
    static IOStatus check_properties(rocksdb::FSRandomAccessFile& file, std::uint64_t size)
    {
        IOStatus unread;  // What cannot be read is not damaged.
        const auto read = [&](std::uint64_t from, std::uint64_t count) {
            std::optional<std::string> bytes;
            if (count <= size && from <= size - count) {
                bytes.emplace(count, '\0');
                rocksdb::Slice found;
                const auto status = file.Read(from, count, {}, &found, bytes->data(), nullptr);
                if (!status.ok()) {
                    unread = status;
                }
                if (!status.ok() || found.size() != count) {
                    return std::optional<std::string>{};
                }
                bytes->assign(found.data(), found.size());  // It may lie elsewhere.
            }
            return bytes;
        };
        const bool fit = properties_fit(size, read);
        return !unread.ok() ? unread
               : fit        ? IOStatus::OK()
                     : IOStatus::Corruption("the properties of a table do not fit their checksum");
    }

    std::shared_ptr<const std::atomic<bool>> broken_;
};

class checked_env final : public rocksdb::EnvWrapper {
public:
    checked_env(rocksdb::Env& files, std::shared_ptr<const std::atomic<bool>> broken)
        : EnvWrapper(&files)
    {
        file_system_ = std::make_shared<checked_system>(files.GetFileSystem(), std::move(broken));
        system_clock_ = files.GetSystemClock();
    }
    const char* Name() const override { return "acikkapi.checked"; }

    // Old logs are never put by, so there is no such folder. Where the disk fails when it is asked for, RocksDB 7.8
    // asserts on the wrong status and ends the process, in the middle of a backup.
    rocksdb::Status FileExists(const std::string& name) override
    {
        constexpr std::string_view of_old_logs = "/archive";
        return name.ends_with(of_old_logs) ? rocksdb::Status::NotFound()
                                           : EnvWrapper::FileExists(name);
    }
};

}  // namespace

std::unique_ptr<rocksdb::Env>
checked_files(rocksdb::Env& files, std::shared_ptr<const std::atomic<bool>> broken)
{
    return std::make_unique<checked_env>(files, std::move(broken));
}

}  // namespace acikkapi::journal
