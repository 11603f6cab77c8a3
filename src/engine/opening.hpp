#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/options.hpp>

#include "engine/committer.hpp"
#include "journal/head.hpp"
#include "journal/journal.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"
#include "views/rebuild.hpp"

#include <memory>
#include <string>
#include <vector>

namespace acikkapi::engine_room {

/// What is kept in memory and follows from the rows on disk.
struct memory {
    views_room::kept views;
    std::vector<timer_change> timers;
    journal::head_row head;
    journal::restored_row restored;
    std::uint64_t covered = 0;  ///< Size of the newest checkpoint.
};

/// Under which name the journal signs. What happened after a backup is not in a store that was
/// restored from it: it is another journal, which begins like the first.
[[nodiscard]] std::string log_name(const std::string& given, restore_epoch epoch);

[[nodiscard]] error_code check(const engine_options& options);

/// How the memory that the engine may take is shared out.
struct memory_shares {
    std::size_t storage_bytes;
    std::size_t streams;  ///< States kept.
    std::size_t keys;     ///< Of persons.
    std::size_t waiting_bytes;
};
[[nodiscard]] memory_shares share_memory(const engine_options& options);

/// The keys of persons; makes them for a store that is just being made.
/// @return Null if the options name none; as `vault::key_ring::open`.
[[nodiscard]] result<std::unique_ptr<vault::person_keys>>
open_keys(const engine_options& options, const journal::journal& store);

/// Who says that a store is his.
struct owner {
    const detail::any_workflow& rules;
    const vault::secrets& keys;
    const vault::person_keys* persons;
};

/// Makes a new store ours, or sees that an old one is: same workflow, same key, same keys of persons.
[[nodiscard]] error_code claim_store(journal::journal& store, const owner& who, bool create);

/// Whether what is only read yet is ours: same workflow, same key, and its newest checkpoint bears its signature.
/// @param log  Told why a store is refused; may be empty.
[[nodiscard]] error_code check_meant(
    const journal::journal& store,
    const owner& who,
    const std::function<void(std::string_view)>& log);

/// One pass over the open applications.
[[nodiscard]] result<memory>
rebuild(const journal::journal& store, const detail::any_workflow& rules);

}  // namespace acikkapi::engine_room
