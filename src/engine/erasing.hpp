#pragma once

#include <acikkapi/detail/kernel.hpp>
#include <acikkapi/keys.hpp>

#include "engine/committer.hpp"
#include "journal/journal.hpp"
#include "vault/person_keys.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace acikkapi::engine_room {

/// Key of the row that stands in the store from the record of an erasure until the key is destroyed.
[[nodiscard]] std::string to_be_destroyed(const person_of& whom);

/// Puts erasures on record and destroys keys, in this order: what is on record will be done, whenever
/// the machine stops, and nothing is done that is not on record.
/// @par Thread safety  All members from any thread; one erasure at a time.
class eraser {
public:
    /// Gives a command to the engine and waits until it is durable.
    using run = std::function<result<std::vector<receipt>>(detail::wishes)>;

    /// @param keys  Null if nothing is sealed.
    eraser(
        const journal::journal& store,
        const detail::any_workflow& rules,
        vault::person_keys* keys,
        committer& commits,
        run submit)
        : store_(store), rules_(rules), keys_(keys), commits_(commits), submit_(std::move(submit))
    {}

    /// @see engine::erase
    [[nodiscard]] result<std::vector<receipt>>
    erase(const std::vector<person_of>& whom, const origin& from);

    /// Does what was on record and not done when the machine stopped.
    [[nodiscard]] result<void> finish();

    /// @return The record of an erasure; `errc::bad_argument` if it is none, `outcome_unknown` if the
    ///         key is still there.
    [[nodiscard]] result<record> done_at(position at) const;

private:
    struct history;

    [[nodiscard]] result<history> look_at(const person_of& whom) const;
    [[nodiscard]] result<std::vector<receipt>>
    put_on_record(const std::vector<person_of>& whom, const origin& from);
    [[nodiscard]] result<void> destroy(const std::vector<person_of>& whom);

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    vault::person_keys* keys_;
    committer& commits_;
    run submit_;
    std::mutex one_at_a_time_;
};

}  // namespace acikkapi::engine_room
