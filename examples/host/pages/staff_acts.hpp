#pragma once

#include "host/keeping.hpp"
#include "host/pages/staff.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// Something that somebody may do with an application, with a page of its own.
struct staff_act {
    std::string_view name;  ///< Of the page.
    std::vector<control> (*ask)(const visit&, const case_file&);
    /// For asking the workflow whether it is to be offered at all.
    std::vector<acikkapi::command> (*samples)(const case_file&);
    bool checked = false;        ///< What it says is shown once more before it is done.
    std::string_view command{};  ///< As the policy calls it; empty: by `name`.
    /// Of what is no command of the workflow (`is_keeping`): whether it can be done now. Null for commands.
    bool (*keeps)(const case_file&) = nullptr;

    [[nodiscard]] std::string_view asks_for() const { return command.empty() ? name : command; }
};

[[nodiscard]] const staff_act* find_staff_act(std::string_view name);

/// Whether he may do it, perhaps with a second person, and the workflow would take it.
[[nodiscard]] bool is_offered(const visit& by, const case_file& what, const staff_act& act);

/// Whether it is about whose task the application is; such acts stand beside his name.
[[nodiscard]] bool is_of_hand(const staff_act& act);

/// All acts that are offered, the most likely one first.
[[nodiscard]] std::vector<const staff_act*> offered_acts(const visit& by, const case_file& what);

/// What of the answers is wished for by an act that is no command.
/// @param questions  What is wrong with them is written into them.
/// @return Nothing if something is wrong.
[[nodiscard]] std::optional<keeping_wish> read_keeping(
    const visit& by, const case_file& what, const staff_act& act, std::vector<control>& questions);

/// What is to happen together: the first is for the application itself.
using wishes = std::vector<std::pair<acikkapi::stream_id, acikkapi::command>>;

/// What the answers to an act's questions wish for.
/// @param questions  With their values; what is wrong with them is written into them.
/// @return Empty if something is wrong.
[[nodiscard]] wishes read_wishes(
    const visit& by, const case_file& what, const staff_act& act, std::vector<control>& questions);

}  // namespace host
