#include "journal/ballast.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace acikkapi::journal {

ballast::ballast(const std::string& directory) : path_(directory + "/acikkapi.ballast") {}

bool ballast::take() const
{
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return true;
    }
    // Not posix_fallocate: where a file system cannot do it, that writes every block.
    const bool taken = ::fallocate(file, 0, 0, static_cast<off_t>(size)) == 0;
    const bool never = !taken && (errno == EOPNOTSUPP || errno == ENOSYS);
    ::close(file);
    if (!taken) {
        ::unlink(path_.c_str());
    }
    return !never;
}

bool ballast::drop() const
{
    return ::unlink(path_.c_str()) == 0;
}

bool ballast::is_there() const
{
    struct stat about {};
    return ::stat(path_.c_str(), &about) == 0 && about.st_size >= static_cast<off_t>(size);
}

}  // namespace acikkapi::journal
