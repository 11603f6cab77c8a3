#include "support/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace tools {

using namespace acikkapi;

result<file_lock> file_lock::take(const std::string& path)
{
    constexpr mode_t owner_only = 0600;
    file_lock out{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only)};
    if (out.file_ < 0) {
        return errc::io_error;
    }
    if (::flock(out.file_, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? errc::busy : errc::io_error;
    }
    return out;
}

file_lock::file_lock(file_lock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

file_lock& file_lock::operator=(file_lock&& other) noexcept
{
    std::swap(file_, other.file_);
    return *this;
}

file_lock::~file_lock()
{
    if (file_ >= 0) {
        ::close(file_);
    }
}

}  // namespace tools
