// Replaces the global allocation functions in every test program that counts or refuses; a file of its own,
// so that the compiler does not see both sides at once and take them for a mismatch.
#include "support/allocation_count.hpp"
#include "support/allocation_failure.hpp"

#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local bool counting = false;
thread_local std::size_t asked_bytes = 0;
thread_local std::size_t until_failure = 0;  // 0: none is to come.
thread_local bool has_failed = false;

}  // namespace

void* operator new(std::size_t size)
{
    if (counting) {
        asked_bytes += size;
    }
    if (support::allocation_failure::strikes()) {
        throw std::bad_alloc{};
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

allocation_failure::allocation_failure(std::size_t nth) noexcept
{
    has_failed = false;
    until_failure = nth;
}

allocation_failure::~allocation_failure()
{
    until_failure = 0;
}

bool allocation_failure::strikes() noexcept
{
    const bool now = until_failure != 0 && --until_failure == 0;
    has_failed = has_failed || now;
    return now;
}

bool allocation_failure::came() const noexcept
{
    return has_failed;
}

allocation_failure::pause::pause() noexcept : left_(std::exchange(until_failure, 0)) {}

allocation_failure::pause::~pause()
{
    until_failure = left_;
}

}  // namespace support
