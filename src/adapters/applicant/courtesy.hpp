#pragma once

#include <acikkapi/adapters/applicant_notifier.hpp>

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace acikkapi::adapters {

/// When somebody may be written to. Asked before a letter goes out, told afterwards what came of it.
/// @par Thread safety  None.
class courtesy {
public:
    /// To whom: by a hash, no address is kept.
    using whom = std::size_t;

    courtesy(courtesy_rule rule, calendar days) : rule_(std::move(rule)), days_(std::move(days)) {}

    [[nodiscard]] static whom whom_of(const letter& what);

    /// Lets a letter go out: it has a place among those that its address gets in a day.
    /// @return When it may go out, if that is not now; then it has none.
    [[nodiscard]] std::optional<instant> let_go(const letter& what, instant now);

    /// It has arrived, or may have: its place is taken for a day.
    void sent(whom to, instant now);

    /// It has not: its place is another's.
    void give_back(whom to);

private:
    struct messages {
        std::deque<instant> sent;  // In the last 24 hours.
        std::size_t under_way = 0;
    };

    [[nodiscard]] bool is_urgent(const letter& what) const;
    [[nodiscard]] std::optional<instant> end_of_quiet(instant now) const;
    [[nodiscard]] std::optional<instant> turn_of(const letter& what, instant now) const;
    void set_back(instant now);
    void forget(instant now);
    void drop_if_empty(whom to);

    courtesy_rule rule_;
    calendar days_;
    std::map<whom, messages> lately_;
    std::deque<std::pair<instant, whom>> order_;  // In which they were sent.
};

}  // namespace acikkapi::adapters
