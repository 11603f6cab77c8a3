#pragma once

#include "simulation/chance.hpp"
#include "simulation/promises.hpp"

#include <string>
#include <utility>
#include <vector>

namespace simulation {

/// What citizens, units and the governorate wish for, at the desk, on the web and on phones: mostly
/// what fits an application as it stands, now and then what does not.
class casework {
public:
    casework(std::uint64_t seed, promises& acts, const history& past)
        : dice_(seed), acts_(acts), past_(past)
    {}

    /// Thinks of the next act. @return Its number among the promises.
    [[nodiscard]] std::size_t next();

private:
    using wish = std::pair<std::string_view, command>;  ///< Who, and what.

    [[nodiscard]] request<petition> application_of_somebody();
    [[nodiscard]] act registering();
    [[nodiscard]] act handling(stream_id stream, const file_of& file);
    [[nodiscard]] act linking(stream_id stream, const file_of& file);
    [[nodiscard]] act reusing_a_key();
    [[nodiscard]] act watched(act one, stream_id stream);
    [[nodiscard]] wish wish_for(const file_of& file);
    [[nodiscard]] wish wish_of_unit(const application& state);
    [[nodiscard]] wish wish_of_told(const application& state);
    [[nodiscard]] wish any_wish();
    [[nodiscard]] request<petition> given(std::string_view who, command what, stream_id stream);
    void add_envelope(act& one, const file_of* file);

    chance dice_;
    promises& acts_;
    const history& past_;
};

}  // namespace simulation
