#pragma once

#include "host/pages/staff_acts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace host {

/// What the token of an act's form is for.
[[nodiscard]] std::string action_of(const case_file& what, const staff_act& act);

/// What goes with an act's form: his token, and which version he looks at.
void add_seen(const visit& by, const case_file& what, const staff_act& act, filling& with);

/// Whose the second word is, where two are needed.
struct by_two {
    bool needed = false;
    /// The newest by somebody else: he confirms it, unless he has said that he proposes something himself.
    std::optional<proposal> proposed{};
};
[[nodiscard]] by_two two_of(const visit& by, const case_file& what, const staff_act& act);

/// Why a form is shown again.
enum class again { no, changed, too_late };

/// The questions of an act; above them why they are asked again, and what the application is about.
[[nodiscard]] response show_form(
    const visit& by,
    const case_file& what,
    const staff_act& act,
    std::vector<control> questions,
    again why);

/// The answer as the applicant will read it, in his language, before it is sent.
[[nodiscard]] response show_check(
    const visit& by,
    const case_file& what,
    const staff_act& act,
    const std::vector<control>& questions);

}  // namespace host
