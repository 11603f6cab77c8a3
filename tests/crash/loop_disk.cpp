#include "crash/loop_disk.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/ioctl.h>
#include <unistd.h>

namespace crash {
namespace {

// From the kernel's interface; the name is in newer headers only.
constexpr unsigned long shutdown_request = _IOR('X', 125, std::uint32_t);
constexpr std::uint32_t without_flush = 2;

bool run(const std::string& command)
{
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

/// Which the shell takes for one.
std::string one_word(const std::string& path)
{
    return "'" + path + "'";
}

}  // namespace

loop_disk::loop_disk(const std::string& kind)
    : image_(folder_.str(kind + ".image")), mount_(folder_.str(kind))
{
    std::filesystem::create_directories(mount_);
    // XFS wants 300 MB at least; what is not written takes no place.
    usable_ = run("truncate -s 512M " + one_word(image_)) &&
              run("mkfs." + kind + " -q " + one_word(image_)) && mount();
}

loop_disk::~loop_disk()
{
    if (usable_) {
        static_cast<void>(unmount());
    }
}

bool loop_disk::mount() const
{
    return run("mount -o loop " + one_word(image_) + " " + one_word(mount_));
}

bool loop_disk::unmount() const
{
    return run("umount " + one_word(mount_));
}

bool loop_disk::shut_down() const
{
    const int directory = ::open(mount_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::uint32_t how = without_flush;
    const bool done = directory >= 0 && ::ioctl(directory, shutdown_request, &how) == 0;
    ::close(directory);
    return done;
}

bool loop_disk::fill() const
{
    const int file = ::open((mount_ + "/hog").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    off_t size = file >= 0 ? ::lseek(file, 0, SEEK_END) : 0;
    for (off_t step = 1 << 24; file >= 0 && step >= 4096;) {
        const int why = ::posix_fallocate(file, size, step);
        if (why == 0) {
            size += step;
        } else if (why == ENOSPC) {
            step /= 2;
        } else {
            break;
        }
    }
    ::close(file);
    return size > 0;
}

void loop_disk::empty() const
{
    std::filesystem::remove(mount_ + "/hog");
}

void loop_disk::clear() const
{
    for (const auto& one : std::filesystem::directory_iterator{mount_}) {
        if (one.path().filename().string().starts_with("store")) {
            std::filesystem::remove_all(one.path());
        }
    }
}

void on_loop_disks(
    findings& out, const std::function<void(const std::string& kind, const loop_disk&)>& one)
{
    for (const std::string kind : {"ext4", "xfs"}) {
        if (::geteuid() != 0) {
            out.skip(kind + ": only root may mount");
            continue;
        }
        if (!run("command -v mkfs." + kind)) {
            out.skip(kind + ": there is no mkfs." + kind);
            continue;
        }
        const loop_disk disk{kind};
        if (!disk.usable()) {
            out.skip(kind + ": a loop device cannot be mounted here");
            continue;
        }
        one(kind, disk);
    }
}

}  // namespace crash
