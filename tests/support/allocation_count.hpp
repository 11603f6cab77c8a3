#pragma once

#include <cstddef>

namespace support {

/// Counts what this thread asks of the heap while it lives. Not nested.
class allocation_count {
public:
    allocation_count() noexcept;
    ~allocation_count();
    allocation_count(const allocation_count&) = delete;
    allocation_count& operator=(const allocation_count&) = delete;

    /// Sum of the sizes of all allocations so far, freed or not.
    [[nodiscard]] std::size_t size_bytes() const noexcept;
};

}  // namespace support
