#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace acikkapi::engine_room {

/// Places for those who wait in a queue that has no bound of its own, such as an executor's.
/// @par Thread safety  All members from any thread.
class waiting_room {
public:
    /// Is free again when it is destroyed, which may be after the room was.
    class place {
    public:
        explicit place(std::shared_ptr<std::atomic<std::size_t>> count) : count_(std::move(count))
        {}
        ~place()
        {
            if (count_) {
                --*count_;
            }
        }
        place(place&& other) noexcept = default;
        place& operator=(place&&) = delete;
        place(const place&) = delete;
        place& operator=(const place&) = delete;

    private:
        std::shared_ptr<std::atomic<std::size_t>> count_;
    };

    explicit waiting_room(std::size_t places) : places_(places) {}

    /// @return Nothing if there is none left.
    [[nodiscard]] std::optional<place> enter()
    {
        if (count_->fetch_add(1) < places_) {
            return place{count_};
        }
        --*count_;
        return std::nullopt;
    }
    [[nodiscard]] std::size_t taken() const noexcept { return *count_; }

private:
    std::size_t places_;
    std::shared_ptr<std::atomic<std::size_t>> count_ =
        std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace acikkapi::engine_room
