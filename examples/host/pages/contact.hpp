#pragma once

#include <acikkapi/application.hpp>

#include "host/pages/templates.hpp"

#include <string>
#include <string_view>

namespace host {

/// How an applicant is reached, as it stands in his application.
struct contact {
    std::string mobile;  ///< `+905321234567`; empty for none.
    std::string e_mail;
};

/// @param text  As `application::contact` has it, the phone first: `+905321234567 ad@example.org`.
[[nodiscard]] contact contact_of(std::string_view text);

/// Puts into a receipt how else its applicant is given the number: a message goes to his phone, else to his e-mail
/// address; who has neither is told to keep it.
void add_told_by(const acikkapi::application& what, filling& receipt);

/// Whether the workflow takes it as an e-mail address: said where it is asked for, for a refusal is remembered.
[[nodiscard]] bool is_e_mail(std::string_view text);

}  // namespace host
