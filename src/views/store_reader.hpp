#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/views.hpp>

#include "journal/journal.hpp"
#include "journal/read.hpp"
#include "views/rebuild.hpp"

#include <functional>
#include <string>

namespace acikkapi::views_room {

/// Answers questions from the journal and the lists in memory.
/// @par Thread safety  All members from any thread.
class store_reader final : public detail::reader {
public:
    /// Turns a personal value into the key of its lookup rows; an error without the store's key.
    using hash = std::function<result<std::string>(std::string_view name, std::string_view secret)>;

    /// @param keys  Null where what is sealed cannot be opened.
    store_reader(
        const journal::journal& source,
        const detail::any_workflow& rules,
        const journal::seals* keys,
        const kept& from,
        hash lookup_hash)
        : source_(source), rules_(rules), keys_(keys), lists_(*from.lists), numbers_(*from.figures),
          hash_(std::move(lookup_hash))
    {}

    [[nodiscard]] result<detail::found_erased> find(stream_id stream) const override;
    [[nodiscard]] result<detail::found_erased>
    find(stream_id stream, const detail::until& end) const override;
    [[nodiscard]] result<void> timeline(stream_id stream, const taker& take) const override;
    [[nodiscard]] result<list_page> list(const list_query& query) const override;
    [[nodiscard]] result<std::vector<stream_id>>
    find_by(std::string_view name, std::string_view secret, std::size_t limit) const override;
    [[nodiscard]] result<figures> statistics() const override { return numbers_.read(); }

private:
    const journal::journal& source_;
    const detail::any_workflow& rules_;
    const journal::seals* keys_;
    const open_lists& lists_;
    const counters& numbers_;
    hash hash_;
};

}  // namespace acikkapi::views_room
