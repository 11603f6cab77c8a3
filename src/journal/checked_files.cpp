#include "journal/checked_files.hpp"
#include "journal/table_tail.hpp"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>

namespace acikkapi::journal {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOStatus;

class checked_system final : public rocksdb::FileSystemWrapper {
public:
    explicit checked_system(const std::shared_ptr<rocksdb::FileSystem>& files)
        : FileSystemWrapper(files)
    {}

    const char* Name() const override { return "acikkapi.checked"; }

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
};

class checked_env final : public rocksdb::EnvWrapper {
public:
    explicit checked_env(rocksdb::Env& files) : EnvWrapper(&files)
    {
        file_system_ = std::make_shared<checked_system>(files.GetFileSystem());
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

std::unique_ptr<rocksdb::Env> checked_files(rocksdb::Env& files)
{
    return std::make_unique<checked_env>(files);
}

}  // namespace acikkapi::journal
