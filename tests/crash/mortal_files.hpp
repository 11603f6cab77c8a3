#pragma once

#include <rocksdb/env.h>

#include <cstdint>
#include <memory>

namespace crash {

/// How a process ends itself: at this changing operation on files, counted from 1.
struct death {
    std::uint64_t at = 0;  ///< 0 for never.
    bool of_log = false;   ///< Only operations on the log of the database are counted.
    bool half = false;     ///< With half of the bytes, where it writes some; else before it.
    bool slow = false;     ///< After a while, in which the other threads go on: an answer that was
                           ///< given before its write gets out. At once, none would.
};

/// The files of the machine. The operation of `what` is the last thing that the process does.
[[nodiscard]] std::unique_ptr<rocksdb::Env> make_mortal(death what);

/// Changing operations on the files of such an environment until now.
[[nodiscard]] std::uint64_t changes_of_mortals();

}  // namespace crash
