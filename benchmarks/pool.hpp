#pragma once

#include "workload.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace bench {

/// The applications that are under way, of which any may get the next command.
///
/// Commands that came in the order of the applications would write almost sorted keys and flatter
/// RocksDB twofold: so whose turn it is is a matter of chance, and there are many.
class pool {
public:
    struct place {
        acikkapi::stream_id stream = acikkapi::no_stream;
        step next = step::submit;
    };

    /// @param open  How many applications stand open on average. A third more places are made: a
    ///              quarter of all wait for a new application, as many as stand at each stage.
    pool(std::size_t open, std::uint64_t seed);

    [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
    [[nodiscard]] place& operator[](std::size_t index) { return places_[index]; }

    /// The places that get this step before anything is measured.
    [[nodiscard]] std::vector<std::size_t> to_fill(step what) const;

    /// One place at random that is not taken. @pre Fewer than `size` are taken.
    [[nodiscard]] std::size_t take();
    void give_back(std::size_t index) { free_.push_back(index); }

private:
    std::vector<place> places_;
    std::vector<std::size_t> free_;
    std::mt19937_64 chance_;
};

}  // namespace bench
