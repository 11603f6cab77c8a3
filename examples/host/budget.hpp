#pragma once

#include <cstdint>
#include <memory>
#include <utility>

namespace host {

/// So many bytes that there may be of something at once.
/// @par Thread safety  None: on one executor only.
class budget {
public:
    explicit budget(std::uint64_t bytes) : left_(std::make_shared<std::uint64_t>(bytes)) {}

    /// A part of it, which comes back when this goes.
    class share {
    public:
        share() = default;
        share(share&& other) noexcept : of_(std::move(other.of_)), bytes_(other.bytes_) {}
        share& operator=(share&& other) noexcept
        {
            std::swap(of_, other.of_);
            std::swap(bytes_, other.bytes_);
            return *this;
        }
        share(const share&) = delete;
        share& operator=(const share&) = delete;
        ~share()
        {
            if (of_) {
                *of_ += bytes_;
            }
        }

        /// Whether it was to be had.
        [[nodiscard]] explicit operator bool() const noexcept { return of_ != nullptr; }

    private:
        friend class budget;
        share(std::shared_ptr<std::uint64_t> of, std::uint64_t bytes)
            : of_(std::move(of)), bytes_(bytes)
        {
            *of_ -= bytes_;
        }
        std::shared_ptr<std::uint64_t> of_;
        std::uint64_t bytes_ = 0;
    };

    /// @return One that is none if there is not so much left.
    [[nodiscard]] share take(std::uint64_t bytes) const
    {
        return bytes <= *left_ ? share{left_, bytes} : share{};
    }

private:
    std::shared_ptr<std::uint64_t> left_;
};

}  // namespace host
