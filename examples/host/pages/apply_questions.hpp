#pragma once

#include "host/pages/draft.hpp"
#include "host/pages/service.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace host {

/// What the questions are made from.
struct apply_asking {
    const visit& by;
    const draft& known;
};

/// A page of questions to who applies.
struct apply_step {
    std::string_view name;  ///< Of its address: `/apply/identity`.
    std::vector<control> (*ask)(const apply_asking&);
    bool (*needed)(const draft&);
};

/// In their order.
[[nodiscard]] std::span<const apply_step> apply_steps();

/// Null if there is none.
[[nodiscard]] const apply_step* find_apply_step(std::string_view name);

/// @return Whether all of it is as it should be; what is not has its error now.
[[nodiscard]] bool check_answers(std::vector<control>& questions, const visit& by);

/// The first page that has no good answer; null if all have.
[[nodiscard]] const apply_step* first_open_step(const visit& by, const draft& known);

[[nodiscard]] bool has_name(const draft& known);
[[nodiscard]] bool for_another(const draft& known);

}  // namespace host
