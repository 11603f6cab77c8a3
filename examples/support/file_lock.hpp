#pragma once

#include <acikkapi/error.hpp>

#include <string>

namespace tools {

/// Keeps two programs, or two of one program, from the same file or from what the file stands for. Goes with
/// whoever holds it, also if the process is killed.
/// @par Thread safety  None; moved with what it guards.
class file_lock {
public:
    /// @param path  Is made if it is missing, for its owner only.
    /// @return `errc::busy` if somebody has it, `errc::io_error`.
    [[nodiscard]] static acikkapi::result<file_lock> take(const std::string& path);

    file_lock(file_lock&& other) noexcept;
    file_lock& operator=(file_lock&& other) noexcept;
    ~file_lock();

private:
    explicit file_lock(int file) : file_(file) {}
    int file_;
};

}  // namespace tools
