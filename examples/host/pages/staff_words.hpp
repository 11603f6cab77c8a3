#pragma once

#include "host/pages/staff.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

/// Words of the texts' keys for what the register numbers: `staff.outcome.granted`.
[[nodiscard]] std::string word_key(acikkapi::outcome value);
[[nodiscard]] std::string word_key(acikkapi::closing value);
[[nodiscard]] std::string word_key(acikkapi::return_reason value);
[[nodiscard]] std::string word_key(acikkapi::commands::contact_means value);
[[nodiscard]] std::string word_key(acikkapi::commands::contact_result value);
[[nodiscard]] std::string word_key(acikkapi::notice value);
[[nodiscard]] std::string word_key(acikkapi::delivery value);

/// What a message cost, in the host's currency; empty if nobody says.
/// @param speaks  Where a comma or a point stands.
[[nodiscard]] std::string cost_text(language speaks, const acikkapi::charge& cost);

/// A channel, or by what somebody was told; the register's own word for one that has no text.
[[nodiscard]] std::string means_text(const visit& by, const std::string& means);

/// Whose data are erased: the applicant's, or of whom he applied for.
[[nodiscard]] std::string person_text(const visit& by, acikkapi::whose_data whose);

/// What a proposal says behind its act: of an erasure also whom.
[[nodiscard]] std::string
proposal_text(const visit& by, std::string_view act, std::string_view words);

/// What happened, as those read it who work here.
struct told_to_staff {
    std::string title;
    std::vector<std::string> lines{};  ///< What was written, and what was decided.
};
[[nodiscard]] told_to_staff tell_staff(const visit& by, const happening& one);

}  // namespace host
