#pragma once

#include "information_request/events.hpp"

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

/// Layouts that journals hold and nobody writes any more. They are read for ever, and never changed.
/// Each says what it means in the next one, and only that: a chain, whose every link was the newest once.
namespace information::earlier {

struct fee_asked_1 {
    std::uint32_t kurus = 0;
};

struct fee_asked_2 {
    std::uint32_t kurus = 0;
    std::string tariff;
};

/// The tariff was not recorded then.
inline fee_asked_2 next(const fee_asked_1& old)
{
    return {old.kurus, {}};
}

/// The sum was for copies alone: nothing was sent by post yet.
inline events::fee_asked next(fee_asked_2 old)
{
    return {old.kurus, 0, std::move(old.tariff)};
}

/// What a value of any of them is today.
template <class Layout>
events::fee_asked newest(Layout value)
{
    if constexpr (std::is_same_v<Layout, events::fee_asked>) {
        return value;
    } else {
        return newest(next(std::move(value)));
    }
}

}  // namespace information::earlier
