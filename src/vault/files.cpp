#include "vault/files.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace acikkapi::vault {
namespace {

constexpr int owner_only = 0600;

/// An open file, closed when it goes.
class descriptor {
public:
    descriptor(const std::string& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, owner_only))
    {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor()
    {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] explicit operator bool() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] bool write_all(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto done = ::write(number_, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) {
                continue;
            }
            if (done <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
        return ::fsync(number_) == 0;
    }

private:
    int number_;
};

}  // namespace

result<void> sync_name(const std::string& path)
{
    const auto parent = std::filesystem::path{path}.parent_path().string();
    const descriptor folder{parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY};
    const bool done = folder && ::fsync(folder.number()) == 0;
    return done ? result<void>{} : errc::io_error;
}

result<std::optional<std::string>> read_small(const std::string& path, std::size_t size_max)
{
    const descriptor file{path, O_RDONLY};
    if (!file) {
        return errno == ENOENT ? result<std::optional<std::string>>{std::nullopt} : errc::io_error;
    }
    struct stat about {};
    if (::fstat(file.number(), &about) != 0 || about.st_size < 0 ||
        static_cast<std::size_t>(about.st_size) > size_max) {
        return errc::io_error;
    }
    std::string out(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t done = 0;
    while (done < out.size()) {
        const auto got = ::read(file.number(), out.data() + done, out.size() - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return errc::io_error;
        }
        done += static_cast<std::size_t>(got);
    }
    return std::optional{std::move(out)};
}

result<void> write_new(const std::string& path, std::string_view bytes)
{
    const descriptor file{path, O_WRONLY | O_CREAT | O_EXCL};
    if (!file) {
        return errno == EEXIST ? errc::bad_argument : errc::io_error;
    }
    if (!file.write_all(bytes) || !sync_name(path)) {
        ::unlink(path.c_str());  // Half a key would be in the way of the next try.
        return errc::io_error;
    }
    return {};
}

result<void> replace(const std::string& path, std::string_view bytes)
{
    const auto made = path + ".new";
    {
        const descriptor file{made, O_WRONLY | O_CREAT | O_TRUNC};
        if (!file || !file.write_all(bytes)) {
            return errc::io_error;
        }
    }
    const bool done = std::rename(made.c_str(), path.c_str()) == 0 && sync_name(path);
    return done ? result<void>{} : errc::io_error;
}

result<void> overwrite_and_remove(const std::string& path)
{
    {
        const descriptor file{path, O_WRONLY};
        if (!file) {
            return errno == ENOENT ? result<void>{} : errc::io_error;
        }
        struct stat about {};
        const bool known = ::fstat(file.number(), &about) == 0 && about.st_size >= 0;
        if (!known || !file.write_all(std::string(static_cast<std::size_t>(about.st_size), '\0'))) {
            return errc::io_error;
        }
    }
    const bool gone = ::unlink(path.c_str()) == 0 && sync_name(path);
    return gone ? result<void>{} : errc::io_error;
}

result<file_lock> file_lock::take(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return errc::io_error;
    }
    file_lock out{file};
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? errc::busy : errc::io_error;
    }
    return out;
}

file_lock::~file_lock()
{
    if (file_ >= 0) {
        ::close(file_);
    }
}

}  // namespace acikkapi::vault
