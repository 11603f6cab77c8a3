#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/record.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi {

/// Which part of a list is wanted.
struct list_query {
    std::string list;  ///< Name of the list, as the workflow's `index` gives it: `state`, `unit`.
    std::string key;   ///< Key within it: `routed`, `24301265`; may be empty.
    bool closed = false;     ///< Ended applications instead of open ones.
    std::string after;       ///< `next` of the page before; empty for the first page.
    std::size_t limit = 50;  ///< 1 to 1,000.
};

struct list_page {
    std::vector<stream_id> streams;  ///< In the list's order, then by id.
    std::string next;                ///< Cursor for the next page; empty when there is none.
};

/// Figures by name and key: `figures["state"]["routed"]`.
using figures = std::map<std::string, std::map<std::string, std::uint64_t>, std::less<>>;

/// An application as it stands, or as it stood.
template <class State>
struct found {
    stream_id stream{};
    acikkapi::version version = 0;
    instant last_at{};  ///< Time of the last event that is in it.
    bool closed = false;
    State state;
    /// What is personal was left out and reads as if it were erased: the viewer may read it only on
    /// record (`engine::disclose`), or not at all.
    bool withheld = false;
};

/// Who asks a question. @see access_policy
struct viewer {
    actor by{};
    channel via{};
    std::string code{};  ///< The lookup code of an application, which makes him its holder.
};

namespace detail {

/// How far a stream is read.
struct until {
    position last{~std::uint64_t{0}};
    instant time = instant::max();
};

struct found_erased {
    acikkapi::version version = 0;
    instant last_at{};
    bool closed = false;
    erased state;
    bool withheld = false;
};

/// The untyped half of `views`.
class reader {
public:
    using taker = std::function<void(record)>;

    virtual ~reader() = default;
    [[nodiscard]] virtual result<found_erased> find(stream_id stream) const = 0;
    [[nodiscard]] virtual result<found_erased> find(stream_id stream, const until& end) const = 0;
    [[nodiscard]] virtual result<void> timeline(stream_id stream, const taker& take) const = 0;
    [[nodiscard]] virtual result<list_page> list(const list_query& query) const = 0;
    [[nodiscard]] virtual result<std::vector<stream_id>>
    find_by(std::string_view name, std::string_view secret, std::size_t limit) const = 0;
    [[nodiscard]] virtual result<figures> statistics() const = 0;
};

}  // namespace detail

/// Read-only questions about applications. What a completed command changed is seen at once.
///
/// Where the engine has an `access_policy`, all of them may return `errc::not_permitted`, also where
/// there is no such application; of lists and searches that is left out which the viewer may not read,
/// so that a page may be short and yet not the last.
///
/// The functions read the disk when they must: call them where blocking is allowed.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  As long as the engine or audit it comes from.
template <workflow W>
class views {
public:
    using state = typename W::state;

    explicit views(std::shared_ptr<const detail::reader> source) : source_(std::move(source)) {}

    /// An application as it stands.
    /// @return `errc::no_such_application`, or a `corrupt` error.
    [[nodiscard]] result<found<state>> find(stream_id stream) const
    {
        return typed(stream, source_->find(stream));
    }

    /// As it stood after the event at `last`; `errc::no_such_application` if it began later.
    [[nodiscard]] result<found<state>> find_as_of(stream_id stream, position last) const
    {
        return typed(stream, source_->find(stream, {.last = last}));
    }

    /// As it stood at a time.
    [[nodiscard]] result<found<state>> find_as_of(stream_id stream, instant time) const
    {
        return typed(stream, source_->find(stream, {.time = time}));
    }

    /// All records of an application in the order of the journal, recorded refusals included.
    [[nodiscard]] result<std::vector<record>> timeline(stream_id stream) const
    {
        std::vector<record> out;
        const auto read = timeline(stream, [&out](record one) { out.push_back(std::move(one)); });
        return read ? result<std::vector<record>>{std::move(out)} : read.error();
    }

    /// The same, one record after another: what its attachments hold, megabytes each, is in memory only as long as
    /// somebody keeps it.
    /// @param take  Called on this thread for each record, before this returns. After an error there are no more.
    [[nodiscard]] result<void>
    timeline(stream_id stream, const std::function<void(record)>& take) const
    {
        return source_->timeline(stream, take);
    }

    /// One page of a list. @return `errc::bad_argument` for a limit or cursor out of range, or a zero byte in a name.
    [[nodiscard]] result<list_page> list(const list_query& query) const
    {
        return source_->list(query);
    }

    /// Applications with a value that the workflow gave to `index_rows::find_by`, newest first. Goes through all.
    /// @param limit  1 to 1,000 that the viewer may read, of the newest 1,000.
    [[nodiscard]] result<std::vector<stream_id>>
    find_by(std::string_view name, std::string_view secret, std::size_t limit = 100) const
    {
        return source_->find_by(name, secret, limit);
    }

    /// The figures that the workflow counts, as of the last completed commit.
    [[nodiscard]] result<figures> statistics() const { return source_->statistics(); }

private:
    static result<found<state>> typed(stream_id stream, result<detail::found_erased> from)
    {
        if (!from) {
            return from.error();
        }
        return found<state>{
            stream,
            from->version,
            from->last_at,
            from->closed,
            *static_cast<const state*>(from->state.get()),
            from->withheld};
    }

    std::shared_ptr<const detail::reader> source_;
};

}  // namespace acikkapi
