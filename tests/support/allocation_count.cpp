// Replaces the global allocation functions in every test program that counts; a file of its own,
// so that the compiler does not see both sides at once and take them for a mismatch.
#include "support/allocation_count.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local bool counting = false;
thread_local std::size_t asked_bytes = 0;

}  // namespace

void* operator new(std::size_t size)
{
    if (counting) {
        asked_bytes += size;
    }
    if (void* const place = std::malloc(size == 0 ? 1 : size)) {
        return place;
    }
    throw std::bad_alloc{};
}

void operator delete(void* place) noexcept
{
    std::free(place);
}
void operator delete(void* place, std::size_t) noexcept
{
    std::free(place);
}

namespace support {

allocation_count::allocation_count() noexcept
{
    asked_bytes = 0;
    counting = true;
}

allocation_count::~allocation_count()
{
    counting = false;
}

std::size_t allocation_count::size_bytes() const noexcept
{
    return asked_bytes;
}

}  // namespace support
