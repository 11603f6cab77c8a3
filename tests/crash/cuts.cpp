// Real file systems, shut down by their own ioctl in the middle of the work: what was not on the
// disk by then never gets there.
#include "crash/check.hpp"
#include "crash/trials.hpp"
#include "support/folder.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <thread>
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

/// A file that holds a file system, mounted and unmounted at will.
class loop_disk {
public:
    explicit loop_disk(const std::string& kind)
        : image_(folder_.str(kind + ".image")), mount_(folder_.str(kind))
    {
        std::filesystem::create_directories(mount_);
        const auto size = kind == "xfs" ? "320M" : "128M";  // XFS wants 300 at least.
        usable_ = run("truncate -s " + std::string{size} + " " + image_) &&
                  run("mkfs." + kind + " -q " + image_) && mount();
    }
    ~loop_disk()
    {
        if (usable_) {
            static_cast<void>(unmount());
        }
    }
    loop_disk(const loop_disk&) = delete;
    loop_disk& operator=(const loop_disk&) = delete;

    [[nodiscard]] bool usable() const { return usable_; }
    [[nodiscard]] const std::string& path() const { return mount_; }
    [[nodiscard]] bool mount() const { return run("mount -o loop " + image_ + " " + mount_); }
    [[nodiscard]] bool unmount() const { return run("umount " + mount_); }
    [[nodiscard]] bool shut_down() const
    {
        const int directory = ::open(mount_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        std::uint32_t how = without_flush;
        const bool done = directory >= 0 && ::ioctl(directory, shutdown_request, &how) == 0;
        ::close(directory);
        return done;
    }

private:
    support::folder folder_;
    std::string image_;
    std::string mount_;
    bool usable_ = false;
};

/// @return What went wrong with the machine, not with the store.
std::string cut_while_working(outside& world, const loop_disk& disk, const place& where)
{
    const auto wait = std::chrono::microseconds{world.chance() % 60'000};
    bool is_down = false;
    {
        boot now{world, where, true};
        std::thread power{[&] {
            std::this_thread::sleep_for(wait);
            world.dark = true;
            is_down = disk.shut_down();
        }};
        for (int i = 0; !now.error() && i < 20; ++i) {
            now.work(5);
        }
        power.join();
    }
    world.dark = false;
    const bool back = disk.unmount() && disk.mount();
    return !is_down ? "not shut down" : !back ? "not mounted again" : "";
}

void cut(findings& out, const std::string& kind, const loop_disk& disk, std::uint64_t seed)
{
    const auto where = kind + " --seed " + std::to_string(seed);
    out.begin(where);
    outside world{seed};
    const place store{disk.path() + "/store" + std::to_string(seed)};
    if (const auto wrong = cut_while_working(world, disk, store); !wrong.empty()) {
        out.fail(where, "the machine: " + wrong);
        return;
    }
    error_code refused;
    auto wrong = check_store(world, store, refused);
    if (refused) {
        wrong = "the store is refused: " + refused.message();
    }
    if (!wrong.empty()) {
        out.fail(where, wrong);
    }
    out.count("cuts on " + kind);
    out.count("commands", world.commands.size());
    for (const auto& one : std::filesystem::directory_iterator{disk.path()}) {
        if (one.path().filename().string().starts_with("store")) {
            std::filesystem::remove_all(one.path());
        }
    }
}

}  // namespace

findings try_cuts(const settings& how)
{
    findings out{"cuts", how};
    constexpr std::array kinds{"ext4", "xfs"};
    for (const std::string kind : kinds) {
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
        for (std::uint64_t i = 0; i < how.trials / kinds.size(); ++i) {
            cut(out, kind, disk, how.seed + i);
            static_cast<void>(out.next());
        }
    }
    return out;
}

}  // namespace crash
