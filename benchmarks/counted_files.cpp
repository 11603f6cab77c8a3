#include "counted_files.hpp"

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>
#include <utility>

namespace bench {
namespace {

using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

class counted_file final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    counted_file(std::unique_ptr<FSWritableFile>&& file, std::atomic<std::uint64_t>& into)
        : FSWritableFileOwnerWrapper(std::move(file)), into_(into)
    {}

    IOStatus Append(const Slice& bytes, const IOOptions& options, IODebugContext* why) override
    {
        into_.fetch_add(bytes.size(), std::memory_order_relaxed);
        return target()->Append(bytes, options, why);
    }
    IOStatus Append(
        const Slice& bytes,
        const IOOptions& options,
        const rocksdb::DataVerificationInfo& known,
        IODebugContext* why) override
    {
        into_.fetch_add(bytes.size(), std::memory_order_relaxed);
        return target()->Append(bytes, options, known, why);
    }

private:
    std::atomic<std::uint64_t>& into_;
};

class file_system final : public rocksdb::FileSystemWrapper {
public:
    explicit file_system(written_bytes& into)
        : FileSystemWrapper(rocksdb::FileSystem::Default()), into_(into)
    {}
    const char* Name() const override { return "counted"; }

    IOStatus NewWritableFile(
        const std::string& name,
        const rocksdb::FileOptions& options,
        std::unique_ptr<FSWritableFile>* out,
        IODebugContext* why) override
    {
        return counted(target()->NewWritableFile(name, options, out, why), name, *out);
    }
    IOStatus ReuseWritableFile(
        const std::string& name,
        const std::string& before,
        const rocksdb::FileOptions& options,
        std::unique_ptr<FSWritableFile>* out,
        IODebugContext* why) override
    {
        return counted(target()->ReuseWritableFile(name, before, options, out, why), name, *out);
    }

private:
    IOStatus counted(IOStatus done, std::string_view name, std::unique_ptr<FSWritableFile>& out)
    {
        const bool log = name.ends_with(".log");
        if (done.ok() && (log || name.ends_with(".sst"))) {
            out = std::make_unique<counted_file>(
                std::move(out), log ? into_.to_log : into_.to_tables);
        }
        return done;
    }

    written_bytes& into_;
};

class environment final : public rocksdb::EnvWrapper {
public:
    explicit environment(written_bytes& into)
        : EnvWrapper(rocksdb::NewCompositeEnv(std::make_shared<file_system>(into)))
    {
        file_system_ = target()->GetFileSystem();
    }
    const char* Name() const override { return "counted"; }
};

}  // namespace

std::unique_ptr<rocksdb::Env> count_files(written_bytes& into)
{
    return std::make_unique<environment>(into);
}

}  // namespace bench
