#pragma once

#include "measure.hpp"
#include "pool.hpp"

#include <vector>

namespace bench {

/// What the engine is compared with: a store that takes all commands in flight at once, from one thread,
/// without a queue and without deciding anything.
class bare_store {
public:
    virtual ~bare_store() = default;
    bare_store() = default;
    bare_store(const bare_store&) = delete;
    bare_store& operator=(const bare_store&) = delete;

    /// The next step of each of these places, durable when it returns. Moves each on to its next step.
    [[nodiscard]] virtual acikkapi::result<void>
    commit(pool& applications, std::vector<std::size_t>& places) = 0;
};

/// Fills the pool and measures.
[[nodiscard]] acikkapi::result<figures> run_bare(bare_store& store, const run_options& how);

}  // namespace bench
