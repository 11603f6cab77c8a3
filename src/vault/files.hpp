#pragma once

#include <acikkapi/error.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace acikkapi::vault {

// Small files outside the store, which hold secrets: read by their owner only.

/// @return Nothing if there is no such file; `errc::io_error` if it cannot be read or is larger.
[[nodiscard]] result<std::optional<std::string>>
read_small(const std::string& path, std::size_t size_max);

/// Makes a file durably, name and bytes.
/// @return `errc::bad_argument` if there is one; `io_error`.
[[nodiscard]] result<void> write_new(const std::string& path, std::string_view bytes);

/// There is the old file or the new one at any time, and durably the new one when it returns.
[[nodiscard]] result<void> replace(const std::string& path, std::string_view bytes);

/// Returns when no power cut can take away the name of a file or directory: its bytes are another matter.
[[nodiscard]] result<void> sync_name(const std::string& path);

/// Overwrites a file where it lies, and takes it away. One that is not there is gone.
[[nodiscard]] result<void> overwrite_and_remove(const std::string& path);

/// A file that nobody else can lock while this lives, in this process or another.
class file_lock {
public:
    /// @return `errc::busy` if somebody has it; `io_error`.
    [[nodiscard]] static result<file_lock> take(const std::string& path);

    file_lock(file_lock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    file_lock& operator=(file_lock&&) = delete;
    ~file_lock();

private:
    explicit file_lock(int file) : file_(file) {}

    int file_;
};

}  // namespace acikkapi::vault
