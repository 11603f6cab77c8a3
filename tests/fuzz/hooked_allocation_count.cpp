// In a fuzzer the sanitizer owns the global allocation functions; it tells us of each call.
#include "support/allocation_count.hpp"

#include <sanitizer/allocator_interface.h>

namespace {

thread_local bool counting = false;
thread_local std::size_t asked_bytes = 0;

void note(const volatile void*, std::size_t size)
{
    asked_bytes += counting ? size : 0;
}

void forget(const volatile void*) {}

const int installed = __sanitizer_install_malloc_and_free_hooks(note, forget);

}  // namespace

namespace support {

allocation_count::allocation_count() noexcept
{
    asked_bytes = 0;
    counting = installed != 0;
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
