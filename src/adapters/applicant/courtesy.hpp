#pragma once

#include <acikkapi/adapters/applicant_notifier.hpp>

#include <deque>
#include <map>
#include <optional>
#include <string_view>

namespace acikkapi::adapters {

/// When somebody may be written to. Told what was sent, asked what may be.
/// @par Thread safety  None.
class courtesy {
public:
    courtesy(courtesy_rule rule, calendar days) : rule_(std::move(rule)), days_(std::move(days)) {}

    /// @return When it may go out, if that is not now.
    [[nodiscard]] std::optional<instant> not_before(const letter& what, instant now) const;

    void sent(const letter& what, instant now);

private:
    [[nodiscard]] std::optional<instant> end_of_quiet(instant now) const;
    [[nodiscard]] std::optional<instant> turn_of(const letter& what, instant now) const;
    void forget(instant now);

    courtesy_rule rule_;
    calendar days_;
    std::map<std::size_t, std::deque<instant>> lately_;  // By a hash: no address is kept.
    std::deque<std::pair<instant, std::size_t>> order_;
};

}  // namespace acikkapi::adapters
