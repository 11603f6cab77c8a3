#pragma once

#include <acikkapi/access.hpp>
#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/views.hpp>

#include <functional>
#include <string>
#include <utility>

namespace acikkapi::views_room {

/// What the policy lets one viewer see of what another reader answers.
///
/// Where he may not see what is personal, or only on record, it is left out. An application that is
/// not there and one that he may not see are one answer.
/// @par Thread safety  All members from any thread.
class guarded_reader final : public detail::reader {
public:
    /// Whether a code opens an application.
    using opens = std::function<bool(stream_id stream, std::string_view code)>;

    guarded_reader(
        const detail::reader& source,
        const detail::any_workflow& rules,
        const access_policy& policy,
        viewer who,
        opens is_code)
        : source_(source), rules_(rules), policy_(policy), who_(std::move(who)),
          is_code_(std::move(is_code))
    {}

    [[nodiscard]] result<detail::found_erased> find(stream_id stream) const override;
    [[nodiscard]] result<detail::found_erased>
    find(stream_id stream, const detail::until& end) const override;
    [[nodiscard]] result<void> timeline(stream_id stream, const taker& take) const override;
    [[nodiscard]] result<list_page> list(const list_query& query) const override;
    [[nodiscard]] result<std::vector<stream_id>>
    find_by(std::string_view name, std::string_view secret, std::size_t limit) const override;
    [[nodiscard]] result<figures> statistics() const override;

private:
    enum class sight { but_persons, all };

    [[nodiscard]] bool may(std::string_view act) const;
    /// How much of it may be seen; `errc::not_permitted` for nothing.
    [[nodiscard]] result<sight> sees(const detail::found_erased& what, stream_id stream) const;
    /// The same by what it is today: who may see an application may see what it was.
    [[nodiscard]] result<sight> sees(stream_id stream) const;
    [[nodiscard]] result<detail::found_erased> shown(detail::found_erased what, sight much) const;
    [[nodiscard]] error_code hidden(error_code why) const;
    /// The first `limit` of them that may be seen.
    [[nodiscard]] result<std::vector<stream_id>>
    only_seen(std::vector<stream_id> all, std::size_t limit) const;

    const detail::reader& source_;
    const detail::any_workflow& rules_;
    const access_policy& policy_;
    viewer who_;
    opens is_code_;
};

}  // namespace acikkapi::views_room
