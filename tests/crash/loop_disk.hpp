#pragma once

#include "crash/trials.hpp"
#include "support/folder.hpp"

#include <functional>
#include <string>

namespace crash {

/// A file that holds a file system, mounted and unmounted at will. Needs root and loop devices.
class loop_disk {
public:
    /// @param kind  "ext4" or "xfs".
    explicit loop_disk(const std::string& kind);
    ~loop_disk();
    loop_disk(const loop_disk&) = delete;
    loop_disk& operator=(const loop_disk&) = delete;

    [[nodiscard]] bool usable() const { return usable_; }
    [[nodiscard]] const std::string& path() const { return mount_; }
    /// The device as a file.
    [[nodiscard]] const std::string& image() const { return image_; }
    [[nodiscard]] bool mount() const;
    [[nodiscard]] bool unmount() const;
    /// The kernel forgets what was not written yet, and refuses everything from now on.
    [[nodiscard]] bool shut_down() const;
    /// Takes all the space that is left, or gives it back.
    [[nodiscard]] bool fill() const;
    void empty() const;
    /// Takes away the stores of earlier trials.
    void clear() const;

private:
    support::folder folder_;
    std::string image_;
    std::string mount_;
    bool usable_ = false;
};

/// Runs `one` with a disk of each kind that this machine can have, and says which it cannot.
void on_loop_disks(
    findings& out, const std::function<void(const std::string& kind, const loop_disk&)>& one);

}  // namespace crash
