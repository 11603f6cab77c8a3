#pragma once

#include <acikkapi/problems.hpp>

#include <cstdint>
#include <queue>
#include <unordered_map>
#include <vector>

namespace acikkapi::problems_room {

/// Whether a matter that had ended has come back: the same person, or the same place, and the same
/// category. Another matter of the same person is none of it.
class recurrence {
public:
    /// @param within  Of the end.
    /// @param most    So many ended matters are remembered; the oldest go first.
    recurrence(std::chrono::days within, std::size_t most) : within_(within), most_(most) {}

    /// What ended, or is going to. @pre `what.ended_at`.
    void note_end(const complaint& what);

    /// @param now  No earlier than at the last call.
    [[nodiscard]] bool is_one(const complaint& what, instant now);

private:
    /// Person and category, or place and category.
    using matter = std::uint64_t;
    struct end {
        instant at{};
        matter which = 0;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>.
        friend auto operator<=>(const end&, const end&) = default;
    };
    using first_end_first = std::priority_queue<end, std::vector<end>, std::greater<>>;

    void come_to(instant now);
    [[nodiscard]] static std::vector<matter> matters_of(const complaint& what);

    std::chrono::days within_;
    std::size_t most_;
    first_end_first to_come_;
    first_end_first past_;  // What is in `ended_`, and ends that later ones took the place of.
    std::unordered_map<matter, instant> ended_;
};

}  // namespace acikkapi::problems_room
