#pragma once

#include <acikkapi/audit.hpp>

#include "audit/follower.hpp"
#include "journal/registration.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace acikkapi::audit_room {

/// How many rows each table must have for what the journal says.
struct row_counts {
    std::uint64_t open = 0;
    std::uint64_t done = 0;
    std::uint64_t closed = 0;
    std::uint64_t lookup = 0;
    std::uint64_t passing = 0;  ///< May lie in `lookup` besides, and were not looked for.
    std::uint64_t key = 0;
    std::uint64_t unread_persons = 0;  ///< Of whom no erasure is on record.
    bool unread = false;  ///< There may be any number in `lookup` besides: what they say is sealed.
};

/// What the auditor was given; null for what he was not.
struct known_keys {
    const vault::secrets* store = nullptr;
    const vault::person_keys* persons = nullptr;
};

/// Follows a share of the applications and compares each with what the store keeps of it.
/// @par Thread safety  None; parts of one verification do not know each other.
class part {
public:
    part(
        const journal::journal& store,
        const detail::any_workflow& rules,
        known_keys keys,
        share mine,
        position letters_done);
    part(const part&) = delete;
    part& operator=(const part&) = delete;

    /// The next record of the journal; those of other parts are passed over.
    void take(position at, std::string_view bytes);
    void finish();

    std::uint64_t events = 0;
    std::uint64_t refusals = 0;
    row_counts rows;
    std::map<std::string, std::uint64_t> counters;
    std::optional<divergence> first;
    /// Of letters up to `letters_done`: where the first lies of which no outcome is on record, if there is one.
    [[nodiscard]] std::optional<position> first_open_letter() const;
    [[nodiscard]] std::uint64_t streams() const noexcept { return follower_.streams(); }
    [[nodiscard]] stream_id newest() const noexcept { return follower_.newest(); }

private:
    void note(const trouble& bad, position at, stream_id stream);
    void follow_letters(const record& what);
    [[nodiscard]] trouble check_refused_registration(const record& what);
    [[nodiscard]] trouble check_end(stream_id stream, followed& on);
    [[nodiscard]] trouble check_persons(stream_id stream, const followed& on);
    [[nodiscard]] trouble check_closed(stream_id stream, const index_rows& index);
    [[nodiscard]] trouble check_lookups(stream_id stream, const followed& on);
    [[nodiscard]] trouble check_registration(stream_id stream, const followed& on);
    [[nodiscard]] trouble check_key(const key_hash& key, const journal::registration& right);

    [[nodiscard]] bool has(journal::table in, std::string_view key) const;

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    known_keys keys_;
    share mine_;
    follower follower_;
    position letters_done_;  // Those behind it may be as many as there are.
    std::set<std::pair<position, std::uint32_t>> open_letters_;
};

}  // namespace acikkapi::audit_room
