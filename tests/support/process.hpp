#pragma once

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <sys/mman.h>
#include <sys/types.h>

namespace support {

/// The end of a pipe into which a child speaks to its parent.
/// @par Thread safety  `say` from any thread.
class speaker {
public:
    explicit speaker(int pipe) : pipe_(pipe) {}
    /// The parent has the line when this returns, even if the child is killed the moment after.
    /// @param line  In one piece beside lines of other threads as long as it is below 4,000 bytes.
    void say(const std::string& line) const;

private:
    int pipe_;
};

/// A process that begins as a copy of this one and speaks to it in lines.
///
/// Made only by a process that has one thread: of the others a copy would have the locks and nobody
/// who gives them back. So whoever makes children opens no store himself.
class child {
public:
    /// @param life  What it does; whether that went well. It ends without its destructors.
    explicit child(const std::function<bool(const speaker&)>& life);
    ~child();  ///< Kills it.
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    using time_point = std::chrono::steady_clock::time_point;
    /// The next line. @return Nothing when there is none by then, or none will come any more.
    [[nodiscard]] std::optional<std::string> hear(time_point until = time_point::max());
    /// All has been heard and the child has closed its mouth.
    [[nodiscard]] bool is_silent() const { return silent_; }
    void kill() const;
    [[nodiscard]] pid_t id() const { return id_; }

    /// How it ended: waits for it.
    enum class ending { well, badly, killed, otherwise };
    [[nodiscard]] ending wait();

private:
    [[nodiscard]] bool fill(time_point until);

    pid_t id_ = -1;
    int pipe_ = -1;
    bool silent_ = false;
    std::string heard_;
};

/// Memory that this process shares with those which begin as its copy, as long as anybody has it.
template <class T>
[[nodiscard]] std::shared_ptr<T> in_shared_memory()
{
    void* const memory =
        ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        std::abort();  // A few pages are all that is asked for.
    }
    return {new (memory) T, [](T* what) { ::munmap(what, sizeof(T)); }};
}

/// Keeps the threads of this process on one processor: threads that only hand over to each other do so
/// a fifth faster there. @param index  Of those that it may run on; begins anew behind the last.
void stay_on_processor(std::size_t index);

}  // namespace support
