#pragma once

#include <acikkapi/event.hpp>
#include <acikkapi/problems.hpp>
#include <acikkapi/record.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace host {

/// Texts that are nearly the same, as one.
struct campaign {
    acikkapi::group_id group{};
    acikkapi::instant last{};  ///< When the last of them came.
    std::vector<acikkapi::stream_id> streams{};
};

/// Something that needs two persons and that one has proposed.
struct waiting_proposal {
    acikkapi::position at{};
    acikkapi::stream_id stream{};
    std::string act;
    std::string reason;
    acikkapi::actor by;
    acikkapi::instant when{};
};

/// What shows only when many applications are looked at together: campaigns, chronic problems that nobody works on
/// yet, proposals that wait for a second person. From the feed alone; keeps no text of an application and no person.
/// @par Thread safety  None.
class watched_cases {
public:
    static constexpr std::chrono::hours campaign_window{6};
    static constexpr std::chrono::days proposals_longest{
        7};                                               ///< Then the engine takes them no more.
    static constexpr std::size_t proposals_max = 10'000;  ///< The oldest go first.

    watched_cases();  ///< The key of its hashes is of chance: of this one alone.
    explicit watched_cases(std::uint64_t seed);

    /// The next record of the journal.
    /// @return An error for an event that cannot be read.
    [[nodiscard]] acikkapi::result<void> take(const acikkapi::record& what);

    /// Those that had a new text within the last hours, the newest first.
    [[nodiscard]] std::vector<campaign> campaigns(acikkapi::instant now) const;

    /// Far more complaints than there usually are, and all that belong to them until now. Whoever asks, and how often,
    /// changes nothing: when one began follows from the journal.
    /// @par Complexity  All kinds and places, once a day and for who asks first after another complaint; all that is
    ///                  watched is copied then.
    [[nodiscard]] const std::vector<acikkapi::problem>& problems(acikkapi::instant now);

    /// Those that nobody has confirmed and that may still be, the oldest first.
    [[nodiscard]] std::vector<waiting_proposal> proposals(acikkapi::instant now) const;

private:
    struct folder;

    void take_proposal(const acikkapi::record& what);
    [[nodiscard]] std::uint64_t hash_of(std::string_view text) const;

    std::uint64_t seed_;
    acikkapi::campaign_watch texts_;
    std::map<acikkapi::group_id, acikkapi::instant> campaigns_;  ///< When the last text came.
    acikkapi::problem_watch complaints_;
    /// Registered, and not given to a unit yet.
    std::unordered_map<std::uint64_t, acikkapi::complaint> waiting_;
    std::optional<acikkapi::day> noted_;  ///< The last day that has ended for them.
    std::vector<acikkapi::problem> problems_;
    std::optional<acikkapi::day> asked_;  ///< On which `problems_` was asked for.
    bool more_came_ = false;              ///< Since then.
    std::map<acikkapi::position, waiting_proposal> proposals_;
};

}  // namespace host
