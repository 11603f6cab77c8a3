#pragma once

#include "host/pages/staff_acts.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What is asked before an act is done; the words are `staff.field.ACT.NAME`.
namespace host::act_questions {

using controls = std::vector<control>;

inline constexpr std::size_t note_max = 1'000;
inline constexpr std::size_t text_max = 4'000;
inline constexpr std::size_t name_bytes_max = 200;
/// Of a reason that the engine keeps in clear, which takes 1,000 bytes with all that goes before it in a proposal: so many
/// letters of two bytes fit.
inline constexpr std::size_t reason_max = 490;

/// One text of several lines.
[[nodiscard]] control
text(const visit& by, std::string_view act, std::string name, std::size_t characters_max);

/// Why, as it is kept in clear.
[[nodiscard]] control reason_in_clear(const visit& by, std::string_view act);

[[nodiscard]] controls ask_route(const visit& by, const case_file& what);
[[nodiscard]] controls ask_send_back(const visit& by, const case_file& what);
[[nodiscard]] controls ask_change_contact(const visit& by, const case_file& what);
/// A number that a stranger answered is given again by who types it, not by who only clicks: also where that was found out
/// since the form was shown.
void leave_out_doubted(const case_file& what, controls& questions);
[[nodiscard]] controls ask_contact(const visit& by, const case_file& what);
[[nodiscard]] controls ask_answer(const visit& by, const case_file& what);
[[nodiscard]] controls ask_close(const visit& by, const case_file& what);
[[nodiscard]] controls ask_told(const visit& by, const case_file& what);
[[nodiscard]] controls ask_link(const visit& by, const case_file& what);
[[nodiscard]] controls ask_unlink(const visit& by, const case_file& what);
/// Of which open problem of its kind it is a part.
[[nodiscard]] controls ask_join(const visit& by, const case_file& what);
/// To whom it is given: one of the directory's accounts that may have it, else an account that is typed.
[[nodiscard]] controls ask_assign(const visit& by, const case_file& what);
/// Why it must be kept, and why no longer; who is to be erased, and on what ground.
[[nodiscard]] controls ask_hold(const visit& by, const case_file& what);
[[nodiscard]] controls ask_release(const visit& by, const case_file& what);
[[nodiscard]] controls ask_erase(const visit& by, const case_file& what);
/// When they are asked.
[[nodiscard]] bool can_be_held(const case_file& what);
[[nodiscard]] bool is_held(const case_file& what);
[[nodiscard]] bool can_be_erased(const case_file& what);
/// Which notice, of those of an act's samples that the workflow would take.
[[nodiscard]] control which_notice(const visit& by, const case_file& what, std::string_view act);

}  // namespace host::act_questions
