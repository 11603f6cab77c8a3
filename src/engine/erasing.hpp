#pragma once

#include <acikkapi/detail/kernel.hpp>
#include <acikkapi/keys.hpp>

#include "engine/committer.hpp"
#include "journal/journal.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace acikkapi::engine_room {

/// What an erasure needs of the engine.
struct erasing_world {
    const journal::journal& store;
    const detail::any_workflow& rules;
    const vault::secrets& secrets;
    vault::person_keys* keys;  ///< Null if nothing is sealed.
};

/// Puts erasures on record and destroys keys, in this order: what is on record will be done, whenever
/// the machine stops, and nothing is done that is not on record.
/// @par Thread safety  All members from any thread; one erasure at a time.
class eraser {
public:
    /// Gives a command to the engine and waits until it is durable.
    using run = std::function<result<std::vector<receipt>>(detail::wishes)>;

    eraser(const erasing_world& world, committer& commits, run submit)
        : store_(world.store), rules_(world.rules), secrets_(world.secrets), keys_(world.keys),
          commits_(commits), submit_(std::move(submit))
    {}

    /// @see engine::erase
    [[nodiscard]] result<std::vector<receipt>>
    erase(const std::vector<person_of>& whom, const origin& from);

    /// @see engine::destroy_due
    /// @param lists  All applications.
    /// @param may    Whether an application may be destroyed.
    [[nodiscard]] result<destruction> destroy_due(
        const retention& rule,
        const origin& from,
        instant now,
        const detail::reader& lists,
        const std::function<error_code(stream_id)>& may);

    /// Does what was on record and not done when the machine stopped.
    [[nodiscard]] result<void> finish();

    /// A copy of the keys from before an erasure opens what must not be opened: those who were erased since are
    /// erased again, by the records.
    /// @return How many they are.
    [[nodiscard]] result<std::size_t> repeat_on_old_keys();

    /// Puts on record in a restored store what was erased after the backup was taken: the keys are
    /// gone, and what it can be found by and who got letters of it follows.
    /// @param life    Which life of the store: it is done once in each.
    /// @param newest  Highest stream id.
    [[nodiscard]] result<void> repeat_after(restore_epoch life, stream_id newest);

    /// @return The record of an erasure; `errc::bad_argument` if it is none, `outcome_unknown` if the
    ///         key is still there.
    [[nodiscard]] result<record> done_at(position at) const;

private:
    struct history;
    struct on_record;
    /// Who has it done, and as which act.
    struct order {
        const origin& from;
        std::string_view act;
    };
    /// Keys of rows of `table::lookup`, by stream.
    using lookup_rows = std::map<stream_id, std::set<std::string>>;

    [[nodiscard]] result<history> read(stream_id stream) const;
    [[nodiscard]] error_code take(const record& what, history& into) const;
    [[nodiscard]] result<detail::wish> wish_for(
        const history& of, whose_data whose, const order& by, std::set<std::string> rows) const;
    [[nodiscard]] std::set<std::string>
    rows_of(stream_id stream, const std::set<index_rows::key_row>& lookups) const;
    [[nodiscard]] error_code check(const origin& from) const;
    [[nodiscard]] result<std::vector<receipt>>
    carry_out(const std::vector<person_of>& whom, const order& by);
    /// @param whole  Gets applications of which nothing is left, and closed to everybody.
    [[nodiscard]] result<std::vector<receipt>>
    put_on_record(const std::vector<person_of>& whom, const order& by, std::set<stream_id>& whole);
    [[nodiscard]] result<std::vector<receipt>>
    try_to_record(const std::vector<person_of>& whom, const order& by, std::set<stream_id>& whole);
    [[nodiscard]] static bool goes_whole(const history& known, const std::vector<person_of>& whom);
    [[nodiscard]] result<void> destroy(const std::vector<person_of>& whom);
    /// Adds who is due in one application.
    /// @return Whether its time is over.
    enum class turn { due, held, too_early, still_named };
    [[nodiscard]] result<turn>
    add_due(stream_id stream, instant before, std::vector<person_of>& whom) const;
    /// Which applications are to be destroyed.
    struct those_due {
        instant before{};
        const std::function<error_code(stream_id)>& may;
    };
    /// Adds who is due of a page of those whose time may be over.
    /// @return How many applications were looked at.
    [[nodiscard]] result<std::size_t> add_page(
        const list_query& query,
        const those_due& which,
        const detail::reader& lists,
        destruction& out,
        std::vector<person_of>& whom) const;
    [[nodiscard]] result<lookup_rows> find_rows(const std::vector<stream_id>& of) const;
    [[nodiscard]] result<void> repeat(stream_id stream, const std::set<std::string>& rows);

    const journal::journal& store_;
    const detail::any_workflow& rules_;
    const vault::secrets& secrets_;
    vault::person_keys* keys_;
    committer& commits_;
    run submit_;
    std::mutex one_at_a_time_;
};

}  // namespace acikkapi::engine_room
