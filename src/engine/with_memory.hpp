#pragma once

#include <new>

namespace acikkapi::engine_room {

/// Does something for which there may be too little memory.
/// @return Whether there was enough; else it was left half done, as far as it got.
template <class Work>
[[nodiscard]] bool with_memory(const Work& work)
{
    try {
        work();
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

}  // namespace acikkapi::engine_room
