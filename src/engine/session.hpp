#pragma once

#include "codec/parts.hpp"
#include "engine/desk.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace acikkapi::engine_room {

inline constexpr std::size_t keys_max = 10'000;     // Commands with a key for one application.
inline constexpr std::size_t refusals_max = 2'000;  // Those of them that were refused.

/// Each wish of a batch has a key of its own: that of the batch and its place.
[[nodiscard]] key_hash key_of(const std::string& key, std::size_t index);

/// Whether the rules say no. An error of the machine may be gone next time: it is not kept.
[[nodiscard]] inline bool is_refusal(const error_code& why)
{
    return why == condition::rejected && why.category() == error_category();
}

/// A stream while a command is decided: a copy, so that a command that fails has changed nothing.
struct desk::work {
    stream_id stream{};
    entry now;
    std::optional<bool> was_closed;  ///< Nothing for a new stream.
    std::shared_ptr<const index_rows> before;
    bool changed = false;
    codec::row_end personal{};  ///< Of the new snapshot, sealed.
};

/// What one wish of a batch came to.
struct desk::stage {
    std::size_t work = 0;  ///< Which of the session's works.
    std::size_t events = 0;
};

/// One call of `decide`.
struct desk::session {
    const detail::wishes& what;
    instant now{};
    std::vector<stream_id> streams{};  ///< Of each wish; new ones have their id already.
    std::vector<key_hash> keys{};      ///< Of each wish; empty without a key.
    std::uint64_t command_hash = 0;
    std::vector<work> works{};
    std::vector<stage> stages{};  ///< Of each wish that was decided.
    bool refused = false;         ///< The operation records a refusal.
    bool is_told = false;         ///< By the operation's own answer, as soon as all is let go.
    bool unwritable = false;      ///< The workflow's own bytes are wrong: no refusal of the rules.
    operation op{};
    std::vector<std::pair<key_hash, journal::registration>>
        remembered{};  ///< Keys of its registrations.

    [[nodiscard]] bool is_new(std::size_t index) const
    {
        return what.list[index].stream == no_stream;
    }
    /// Time never goes back in a stream.
    [[nodiscard]] instant time_of(const work& on) const
    {
        return std::max(now, on.now.stored.last_at);
    }
    [[nodiscard]] work& work_of(stream_id stream)
    {
        return *std::find_if(
            works.begin(), works.end(), [stream](const work& one) { return one.stream == stream; });
    }
};

/// All that a session may touch, locked in one order: registration first, then shards by index.
class desk::locks {
public:
    locks(desk& owner, session& now)
    {
        const auto& list = now.what.list;
        std::uint64_t next = 0;
        const bool registers = std::any_of(
            list.begin(), list.end(), [](const auto& one) { return one.stream == no_stream; });
        if (registers) {
            registering_ = std::unique_lock{owner.registering_};
            next = owner.newest_;
        }
        std::vector<shard*> shards;
        for (const auto& one : list) {
            now.streams.push_back(one.stream == no_stream ? stream_id{++next} : one.stream);
            shards.push_back(&owner.shard_of(now.streams.back()));
        }
        for (const auto& one : now.what.unchanged) {
            shards.push_back(&owner.shard_of(one.stream));
        }
        // Shards stand in one array of pointers made in order: any total order will do.
        std::sort(shards.begin(), shards.end(), std::less<>{});
        shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
        for (auto* one : shards) {
            shards_.emplace_back(one->mutex);
        }
    }

private:
    std::unique_lock<std::mutex> registering_;
    std::vector<std::unique_lock<std::mutex>> shards_;
};

}  // namespace acikkapi::engine_room
