#pragma once

#include "replay/store.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace tools {

/// What happened to one application, so short that many fit into memory.
struct history {
    std::string number;
    std::uint64_t records = 0;
    std::uint64_t digest = 0;  ///< Over what happened, when, by whom, through which channel.

    friend bool operator==(const history& a, const history& b)
    {
        return a.records == b.records && a.digest == b.digest;
    }
};

/// Every application of a store by the idempotency key of its registration, or by its place among
/// all if it has none. Numbers are left out of the digest: another store gives others.
[[nodiscard]] acikkapi::result<std::map<std::string, history>>
histories(const petition_audit& store);

/// How two stores differ.
struct difference {
    std::uint64_t same = 0;
    std::uint64_t only_in_first = 0;
    std::uint64_t only_in_second = 0;
    std::uint64_t different = 0;
    std::string first_different;  ///< Its number in the first store; empty for none.

    [[nodiscard]] bool none() const
    {
        return only_in_first == 0 && only_in_second == 0 && different == 0;
    }
    [[nodiscard]] boost::json::object to_json() const;
    [[nodiscard]] std::string to_text() const;
};

[[nodiscard]] difference
compare(const std::map<std::string, history>& a, const std::map<std::string, history>& b);

}  // namespace tools
