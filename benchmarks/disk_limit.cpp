#include "bare_run.hpp"
#include "disk_limit.hpp"
#include "row_templates.hpp"

#include <fcntl.h>
#include <filesystem>
#include <random>
#include <unistd.h>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

/// How many bytes each step of an application adds.
using step_sizes = std::array<std::size_t, step_count>;

step_sizes sizes_of(const application_rows& rows)
{
    step_sizes out{};
    for (std::size_t step = 0; step < step_count; ++step) {
        for (const auto& event : rows[step].events) {
            out[step] += sizeof(std::uint64_t) + event.size();
        }
        for (const auto& row : rows[step].rows) {
            out[step] += row.key.size() + row.value.size();
        }
    }
    return out;
}

constexpr std::size_t file_size = std::size_t{128} << 20U;

/// A file that has its blocks: a flush of one that grows waits for the file system's own journal, too, which is more
/// than the disk asks for.
class file_store final : public bare_store {
public:
    explicit file_store(const std::vector<application_rows>& rows)
    {
        for (const auto& one : rows) {
            sizes_.push_back(sizes_of(one));
        }
    }
    file_store(const file_store&) = delete;
    file_store& operator=(const file_store&) = delete;
    ~file_store() override
    {
        if (file_ >= 0) {
            ::close(file_);
        }
    }

    [[nodiscard]] result<void> open(const std::string& file)
    {
        file_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file_ < 0) {
            return errc::io_error;
        }
        grow_to(file_size);
        const bool written = write(file_size) && ::fsync(file_) == 0;
        at_ = 0;
        return written ? result<void>{} : result<void>{errc::io_error};
    }

    [[nodiscard]] result<void> commit(pool& applications, std::vector<std::size_t>& places) override
    {
        std::size_t bytes = 0;
        for (const auto index : places) {
            auto& place = applications[index];
            bytes += sizes_[index % sizes_.size()][static_cast<std::size_t>(place.next)];
            place.next = after(place.next);
        }
        grow_to(bytes);
        if (at_ + bytes > file_size) {
            at_ = 0;
        }
        const bool durable = write(bytes) && ::fdatasync(file_) == 0;
        return durable ? result<void>{} : result<void>{errc::io_error};
    }

private:
    void grow_to(std::size_t bytes)
    {
        while (bytes_.size() < bytes) {
            bytes_ += static_cast<char>(chance_());  // Nothing that a disk could make smaller.
        }
    }

    [[nodiscard]] bool write(std::size_t bytes)
    {
        for (std::size_t done = 0; done < bytes;) {
            const auto place = static_cast<off_t>(at_ + done);
            const auto written = ::pwrite(file_, bytes_.data() + done, bytes - done, place);
            if (written <= 0) {
                return false;
            }
            done += static_cast<std::size_t>(written);
        }
        at_ += bytes;
        return true;
    }

    std::vector<step_sizes> sizes_;
    std::mt19937 chance_{fixed_seed};
    std::string bytes_;
    int file_ = -1;
    std::size_t at_ = 0;
};

}  // namespace

result<figures> run_limit(const run_options& how)
{
    const std::filesystem::path directory{how.directory};
    const auto rows = sample_rows(how);
    if (!rows) {
        return rows.error();
    }
    file_store store{*rows};
    if (const auto opened = store.open((directory / "written").string()); !opened) {
        return opened.error();
    }
    return run_bare(store, how);
}

}  // namespace bench
