#pragma once

#include <acikkapi/ports.hpp>

#include "support/file_lock.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tools {

/// A notifier that appends each letter as one JSON line to a file: what another program sends on,
/// or what somebody reads who tries the library out.
///
/// A letter is on the disk before it is reported as delivered, and no letter stands in the file
/// twice, whichever run wrote it. A disk that says no means «try again», and what it has taken of
/// the line is cut off. The file belongs to one store: letter ids are unique within one. It only grows: who would begin
/// another moves it away while no host runs. Where somebody empties it meanwhile it goes on from what is left.
/// @par Thread safety  All members from any thread.
class file_notifier final : public acikkapi::notifier {
public:
    /// Lines of one file, whose ids are kept in memory (about 50 bytes each). A file that is full
    /// takes no letter: «try again», until a host has begun a new one.
    static constexpr std::size_t letters_max = 5'000'000;
    /// A letter that needs a longer line is rejected for good.
    static constexpr std::size_t line_bytes_max = 16'384;

    /// Makes the file or reads which letters it has; a last line that was cut by a crash goes.
    ///
    /// @param blocking  Where waiting for the disk is allowed.
    /// @return `errc::busy` if another notifier has it, `errc::bad_argument` if a line is not one of
    ///         ours, `errc::io_error`.
    /// @par Complexity  One pass over the file.
    [[nodiscard]] static acikkapi::result<std::unique_ptr<file_notifier>>
    open(const std::string& path, acikkapi::asio::any_io_executor blocking);

    file_notifier(const file_notifier&) = delete;
    file_notifier& operator=(const file_notifier&) = delete;
    ~file_notifier() override;

private:
    file_notifier(file_lock lock, int file, acikkapi::asio::any_io_executor blocking)
        : lock_(std::move(lock)), file_(file), blocking_(std::move(blocking))
    {}

    void do_hand_over(
        acikkapi::hand_over what,
        acikkapi::asio::any_completion_handler<void(acikkapi::hand_result)> done) override;

    [[nodiscard]] acikkapi::result<void> read_ids();
    [[nodiscard]] bool take_lines(std::string& text);
    [[nodiscard]] bool take_line(std::string_view line);
    [[nodiscard]] acikkapi::hand_result write(const acikkapi::hand_over& what);
    [[nodiscard]] bool cut_what_failed();
    [[nodiscard]] bool append(std::string_view line);

    file_lock lock_;
    int file_;
    acikkapi::asio::any_io_executor blocking_;
    std::mutex mutex_;
    std::unordered_set<std::string> ids_;
    std::int64_t size_bytes_ = 0;  // Of the whole lines; what follows is of a try that failed.
};

/// What to tell people whose file was not opened, and what they can do: the path, and words.
[[nodiscard]] std::string why_no_outbox(const std::string& path, acikkapi::error_code why);

}  // namespace tools
