#pragma once

#include "host/pages/staff.hpp"
#include "host/pages/watched_cases.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// The campaign whose first application the address names: its place in the register stays, also when the host starts
/// anew.
[[nodiscard]] reply<campaign> campaign_of(const visit& by);

/// `/tr/staff/campaigns/7` and what is given.
[[nodiscard]] std::string
campaign_address(const visit& by, const campaign& what, std::string_view then = "");

/// What the first of them wrote, as far as he may read it.
[[nodiscard]] std::string sample_of(const visit& by, const campaign& what);

[[nodiscard]] std::vector<acikkapi::stream_id>
first_of(const std::vector<acikkapi::stream_id>& all, std::size_t most);

[[nodiscard]] std::string number_text(acikkapi::stream_id of);

/// What he may decide about a whole campaign: `route`.
[[nodiscard]] std::vector<std::string> campaign_acts_of(const visit& by);

/// The pages on which he does.
void add_campaign_act_pages(router& to, const page_services& all);

}  // namespace host
