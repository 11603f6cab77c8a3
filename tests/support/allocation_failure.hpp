#pragma once

#include <cstddef>

namespace support {

/// While it lives, one allocation of this thread finds no memory. Not nested.
class allocation_failure {
public:
    /// @param nth  Which one, counted from 1.
    explicit allocation_failure(std::size_t nth) noexcept;
    ~allocation_failure();
    allocation_failure(const allocation_failure&) = delete;
    allocation_failure& operator=(const allocation_failure&) = delete;

    [[nodiscard]] bool came() const noexcept;

    /// Whether the allocation that is asked for now is the one: for allocators other than `operator new`.
    [[nodiscard]] static bool strikes() noexcept;

    /// What is asked for while it lives is neither counted nor refused: for code that is not to be tried.
    class pause {
    public:
        pause() noexcept;
        ~pause();
        pause(const pause&) = delete;
        pause& operator=(const pause&) = delete;

    private:
        std::size_t left_;
    };
};

}  // namespace support
