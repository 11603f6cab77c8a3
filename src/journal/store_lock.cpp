#include "journal/store_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace acikkapi::journal {
namespace {

/// Whoever held the file may have taken it away since it was opened: then the next one makes another.
error_code still_named(int file, const std::string& path)
{
    struct stat held {};
    struct stat named {};
    if (::fstat(file, &held) != 0 || (::stat(path.c_str(), &named) != 0 && errno != ENOENT)) {
        return errc::io_error;
    }
    const bool same = held.st_dev == named.st_dev && held.st_ino == named.st_ino;
    return same ? error_code{} : errc::busy;
}

}  // namespace

store_lock::store_lock(store_lock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

store_lock& store_lock::operator=(store_lock&& other) noexcept
{
    std::swap(file_, other.file_);
    return *this;
}

store_lock::~store_lock()
{
    if (file_ >= 0) {
        ::close(file_);
    }
}

result<store_lock> store_lock::take(const std::string& directory, mode how)
{
    const std::string path = directory + "/" + std::string{file_name};
    const int flags = how == mode::write ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC;
    store_lock out;
    out.file_ = ::open(path.c_str(), flags, 0644);
    if (out.file_ < 0) {
        return errno == ENOENT ? errc::not_a_store : errc::io_error;
    }
    if (::flock(out.file_, (how == mode::write ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? errc::busy : errc::io_error;
    }
    if (const auto lost = still_named(out.file_, path)) {
        return lost;
    }
    return out;
}

}  // namespace acikkapi::journal
