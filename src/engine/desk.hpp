#pragma once

#include "engine/cache.hpp"
#include "engine/committer.hpp"
#include "journal/registration.hpp"
#include "vault/secrets.hpp"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// Decides on commands, one application at a time in its shard, and hands what follows to the
/// committer. Never waits for a commit.
/// @par Thread safety  All members from any thread.
class desk {
public:
    struct settings {
        std::size_t shards;
        std::size_t streams_max;
        stream_id newest;
        const codec::seals* persons;  ///< Null to seal nothing.
        const access_policy* access;  ///< Null to ask nobody.
    };

    desk(
        journal::journal& store,
        const detail::any_workflow& rules,
        const vault::secrets& keys,
        committer& commits,
        const settings& how);

    /// `true` if `decide` needs nothing that may have to be read from the disk.
    [[nodiscard]] bool is_warm(const detail::wishes& what);

    /// Decides and queues; `done` is told now if nothing is to be committed.
    void decide(const detail::wishes& what, instant now, completion done);

    struct standing {
        detail::erased state;
        acikkapi::version at = 0;
    };
    /// A stream as of the last command accepted, for timers.
    [[nodiscard]] result<standing> standing_of(stream_id stream);

    /// Whether the policy lets somebody erase persons of an application, or destroy it when its time is over.
    /// Whether a proposal was used before is not asked: what was done half is done again.
    [[nodiscard]] error_code
    may(const origin& from, std::string_view act, stream_id stream, instant now);

    /// Whether there could be an application to which he may do it. Who may do it to none learns of none.
    [[nodiscard]] bool may_to_some(const origin& from, std::string_view act) const;

private:
    struct work;
    struct stage;
    struct session;
    class locks;

    [[nodiscard]] shard& shard_of(stream_id stream);
    [[nodiscard]] result<entry*> load(stream_id stream);
    [[nodiscard]] error_code process(session& now);
    [[nodiscard]] error_code open_works(session& now);
    [[nodiscard]] error_code check(session& now);
    [[nodiscard]] std::string_view act_of(const detail::wish& what) const;
    [[nodiscard]] verdict
    verdict_of(const origin& from, std::string_view act, stream_id stream, const entry* on) const;
    [[nodiscard]] error_code check_access(session& now);
    [[nodiscard]] error_code
    check_proposal(const origin& from, std::string_view act, const entry* on, instant now) const;
    [[nodiscard]] error_code check_unused(position proposal, const entry& on) const;
    [[nodiscard]] error_code may_look(const detail::wishes& what);
    [[nodiscard]] error_code hidden(const session& now, error_code why) const;

    void take_key(session& now) const;
    [[nodiscard]] static error_code fill_in_idle(session& now, std::vector<receipt>& receipts);
    [[nodiscard]] error_code answer_repeated(session& now, bool& repeated);
    [[nodiscard]] result<std::optional<receipt>> receipt_of(session& now, std::size_t index);
    [[nodiscard]] result<std::optional<journal::registration>>
    find_registration(const key_hash& key);

    [[nodiscard]] error_code decide_all(session& now);
    [[nodiscard]] error_code decide_one(session& now, std::size_t index);
    [[nodiscard]] result<detail::decided> made_of(session& now, std::size_t index, const work& on);
    [[nodiscard]] result<detail::decided>
    erase(session& now, const detail::erasing& what, const work& on) const;
    static void mark(record& what, const detail::wish& of);
    [[nodiscard]] static bool has_room_for_key(const session& now, const work& on, bool is_refused);
    [[nodiscard]] static error_code
    remember_key(const session& now, std::size_t index, work& on, std::size_t events);
    [[nodiscard]] static record envelope_of(const session& now, std::size_t index);
    [[nodiscard]] error_code record_refusal(session& now, error_code why);
    [[nodiscard]] bool is_durable(const session& now);
    [[nodiscard]] error_code refuse(session& now, error_code why);
    static void add_list_rows(const work& on, const index_rows& after, operation& op);
    void add_lookup_rows(const work& on, const index_rows& after, operation& op) const;
    static void add_key_rows(session& now, position first, operation& out);
    void add_rows(session& now) const;
    [[nodiscard]] error_code queue(session& now);
    void place(session& now, position first, operation& out) const;
    void remember(session& now);

    journal::journal& store_;
    const detail::any_workflow& rules_;
    const vault::secrets& keys_;
    const codec::seals* persons_;
    const access_policy* access_;
    committer& commits_;
    std::vector<std::unique_ptr<shard>> shards_;

    std::mutex registering_;  // Taken before any shard.
    std::uint64_t newest_;    // Highest stream id given.
    // Keys of registrations that may not be on disk yet, in the order in which they came.
    std::map<key_hash, journal::registration> recent_;
    std::deque<key_hash> recent_order_;
};

}  // namespace acikkapi::engine_room
