#include "replay/whole_file.hpp"
#include "support/replace_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tools {
namespace {

namespace fs = std::filesystem;

/// Takes the file for this process alone. @return Whether it still has its name then: it does as long as it is held.
bool hold(int file, const std::string& name)
{
    struct stat held = {};
    struct stat named = {};
    return ::flock(file, LOCK_EX | LOCK_NB) == 0 && ::fstat(file, &held) == 0 &&
           ::lstat(name.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

/// Takes away what a killed run has left. @return Whether there is nothing more, and nobody who writes it.
bool clear(const std::string& part)
{
    const int left = ::open(part.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const bool in_use = left >= 0 && !hold(left, part);
    const bool gone = !in_use && (::unlink(part.c_str()) == 0 || errno == ENOENT);
    if (left >= 0) {
        ::close(left);
    }
    return gone;
}

/// A new file, never what is left there, which others could have open. @return -1 if there is none.
int make_part(const std::string& part, whole_file::readers who)
{
    constexpr mode_t all = 0666;
    constexpr mode_t one = 0600;
    if (!clear(part)) {
        return -1;
    }
    const int file = ::open(
        part.c_str(),
        O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
        who == whole_file::readers::owner ? one : all);
    if (file >= 0 && !hold(file, part)) {
        ::close(file);  // In this moment somebody else has cleared it away.
        return -1;
    }
    return file;
}

/// Where the links end; also if nothing is there yet.
fs::path end_of_links(fs::path path)
{
    constexpr int links_max = 40;  // As the kernel has it.
    std::error_code bad;
    for (int i = 0; i < links_max && fs::is_symlink(path, bad); ++i) {
        path = path.parent_path() / fs::read_symlink(path, bad);
    }
    return path;
}

}  // namespace

whole_file::whole_file(const std::string& path, readers who) : path_(path)
{
    std::error_code bad;
    const auto there = fs::status(path, bad);
    if (fs::exists(there) && !fs::is_regular_file(there)) {
        out_.open(path, std::ios::binary);
        return;
    }
    path_ = end_of_links(path).string();
    part_ = path_ + ".part";
    held_ = make_part(part_, who);
    if (held_ >= 0) {
        out_.open(part_, std::ios::binary);
    } else {
        out_.setstate(std::ios::failbit);
    }
}

whole_file::~whole_file()
{
    if (held_ >= 0) {
        ::unlink(part_.c_str());
        ::close(held_);
    }
}

bool whole_file::take_name()
{
    const bool done = ::fsync(held_) == 0 && std::rename(part_.c_str(), path_.c_str()) == 0;
    if (done) {
        ::close(held_);
        held_ = -1;
    }
    return done && sync_name(path_);
}

bool whole_file::keep()
{
    out_.close();
    return out_ && (part_.empty() || take_name());
}

}  // namespace tools
