#pragma once

#include <new>

namespace acikkapi::vault {

/// OpenSSL's calls, with keys and sizes that are right, fail for want of memory only. Nothing that they were to
/// give may be used then: a text that was not sealed would be lost, and a hash of zeros be believed.
/// @throws std::bad_alloc
inline void require(bool done)
{
    if (!done) {
        throw std::bad_alloc{};
    }
}

/// The same of what they make.
template <class T>
[[nodiscard]] T* required(T* made)
{
    require(made != nullptr);
    return made;
}

}  // namespace acikkapi::vault
