#pragma once

#include "host/pages/history.hpp"
#include "host/pages/service.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// All pages below `/staff`: for those who work with applications. What somebody may is the engine's access policy,
/// what is possible the workflow: pages ask both and offer nothing that would be refused.
void add_staff_pages(router& to, const page_services& all);

/// Parts of it, each in a file of its own.
void add_inbox_pages(router& to, const page_services& all);
void add_route_pages(router& to, const page_services& all);
void add_news_pages(router& to, const page_services& all);
void add_campaign_pages(router& to, const page_services& all);
void add_problem_pages(router& to, const page_services& all);
void add_letter_pages(router& to, const page_services& all);
void add_proposal_pages(router& to, const page_services& all);
void add_case_pages(router& to, const page_services& all);
void add_act_pages(router& to, const page_services& all);
void add_desk_pages(router& to, const page_services& all);
void add_new_pages(router& to, const page_services& all);
void add_paper_pages(router& to, const page_services& all);
void add_look_pages(router& to, const page_services& all);
void add_case_file_pages(router& to, const page_services& all);
void add_certificate_pages(router& to, const page_services& all);
void add_governor_pages(router& to, const page_services& all);
void add_auditor_pages(router& to, const page_services& all);

/// Whether he sees to what concerns many applications: campaigns, chronic problems, messages that did not arrive,
/// proposals.
[[nodiscard]] bool sees_campaigns(const visit& by);
[[nodiscard]] bool sees_problems(const visit& by);
[[nodiscard]] bool sees_letters(const visit& by);
[[nodiscard]] bool sees_proposals(const visit& by);

/// Whether he may see the figures of all units, and what an auditor checks.
[[nodiscard]] bool sees_city(const visit& by);
[[nodiscard]] bool sees_proofs(const visit& by);

/// A page for those who work here; others are led to the log-in, and from there back.
void add_staff_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const page& shows);
void add_slow_staff_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows);

/// An application that somebody who works here looks at. @see held
struct case_file : held {
    std::vector<happening> history{};
    bool own = false;  ///< It is his unit's, or his office's.
    std::string
        looked_for{};  ///< Why he looks at what is personal and not his; empty if he does not.
};

/// The application whose number is the first part of the address, as far as he may read it.
[[nodiscard]] reply<case_file> case_of(const visit& by);

/// Its page.
/// @param notice  Key of a text that is said above it; empty for none.
[[nodiscard]] response show_case(const visit& by, const case_file& what, std::string_view notice);

/// Who may answer in the applicant's name may also hand him his code. Who gave no name cannot show that it is
/// his: he is given it when he applies, and not later.
[[nodiscard]] bool may_hand_over(const visit& by, const case_file& what);

/// The receipt, for who may hand over the code that is in it.
/// @param what     Read by who may see what has come along.
/// @param only_in  Of one that has no address, so that no other language can be asked for: which it is in.
[[nodiscard]] response show_receipt(
    const visit& by,
    const held& what,
    bool files_missing,
    std::optional<language> only_in = std::nullopt);

/// Its photos and documents there.
void add_case_files(const visit& by, const case_file& what, filling& with);

/// What the policy says to an act of his.
/// @param own  How he stands to the application; to one that is yet to be registered, in no way.
[[nodiscard]] acikkapi::verdict verdict_of(const visit& by, std::string_view act, bool own);

[[nodiscard]] acikkapi::viewer staff_viewer(const visit& by);

/// Applications of whoever is known by an identity number or, without one, by his present phone. The store finds
/// him by a number that he gave up, too, and that may be another person's by now.
/// @param limit  So many are looked at.
[[nodiscard]] acikkapi::result<std::vector<acikkapi::stream_id>> cases_of(
    const acikkapi::views<acikkapi::petition>& all, const std::string& subject, std::size_t limit);

/// What somebody else applied for on his behalf; it is not his own.
[[nodiscard]] acikkapi::result<std::vector<acikkapi::stream_id>> cases_for(
    const acikkapi::views<acikkapi::petition>& all, const std::string& subject, std::size_t limit);

/// Of those the ones that are of one person as far as anybody knows: none where they are known by a phone that a
/// stranger has answered, for who holds that number now is most likely the stranger.
[[nodiscard]] std::vector<acikkapi::stream_id> surely_of_one(
    const acikkapi::views<acikkapi::petition>& all,
    const std::string& subject,
    std::vector<acikkapi::stream_id> streams);
[[nodiscard]] acikkapi::origin staff_origin(const visit& by);

/// The frame of a page for who works here, with the parts that he may go to.
[[nodiscard]] frame staff_frame(const visit& by, std::string_view title);

/// A problem, within that frame: he finds his way back.
[[nodiscard]] response staff_tell(const visit& by, const problem& what);

/// `/tr/staff/applications/34-2026-000000001-7` and what is given.
[[nodiscard]] std::string case_address(
    const visit& by, const acikkapi::application_number& number, std::string_view then = "");

/// The key that goes with a form that was sent, for the engine; a new one if it has none.
[[nodiscard]] std::string key_of(const visit& by, const form& given);

/// Who did it, for people: `Birim çalışanı · mehmet`.
[[nodiscard]] std::string who_text(const visit& by, const acikkapi::actor& who);

/// Who has to do with one unit only.
[[nodiscard]] bool is_of_unit(const acikkapi::actor& who);

/// A row of a table of applications; those of one unit need not be told which. @return The row.
filling&
add_case_row(const visit& by, const acikkapi::found<acikkapi::application>& what, filling& with);

/// The day that was promised, in words and with the colour of its tag; nothing where no clock runs.
void add_due(const visit& by, const acikkapi::application& now, filling& with);

/// A text with a number in it: `{n}` of `KEY`, or of `KEY.one`.
[[nodiscard]] std::string counted_text(const visit& by, const std::string& key, long n);

}  // namespace host
