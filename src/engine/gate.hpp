#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace acikkapi::engine_room {

/// Lets posted work in as long as the engine stands; closing waits for who is inside.
///
/// Work that is posted to an executor may run after the engine is gone: it holds the gate, and
/// touches the engine only inside it.
class gate {
public:
    class pass {
    public:
        explicit pass(gate* owner) : owner_(owner) {}
        pass(pass&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
        pass& operator=(pass&&) = delete;
        ~pass()
        {
            if (owner_ != nullptr) {
                owner_->leave();
            }
        }
        explicit operator bool() const noexcept { return owner_ != nullptr; }

    private:
        gate* owner_;
    };

    [[nodiscard]] pass enter()
    {
        const std::lock_guard lock{mutex_};
        if (closed_) {
            return pass{nullptr};
        }
        ++inside_;
        return pass{this};
    }

    void close()
    {
        std::unique_lock lock{mutex_};
        closed_ = true;
        empty_.wait(lock, [this] { return inside_ == 0; });
    }

private:
    void leave()
    {
        // Notified under the lock: whoever waits may destroy the gate's owner right after.
        const std::lock_guard lock{mutex_};
        --inside_;
        empty_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t inside_ = 0;
    bool closed_ = false;
};

}  // namespace acikkapi::engine_room
