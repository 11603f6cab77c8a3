#pragma once

#include "host/pages/staff.hpp"

#include <string>
#include <utility>

namespace host {

// Parts of the page of an application, each with what it shows.

/// A name and its value in a section; nothing where there is no value.
inline void add_row(filling& to, const std::string& section, std::string name, std::string value)
{
    if (!value.empty()) {
        to.add(section).set("NAME", std::move(name)).set("VALUE", std::move(value));
    }
}

/// What was written, and who applied, as far as he may read it.
void add_persons(const visit& by, const case_file& what, filling& with);
/// Who was erased, with the certificate for who may have it.
void add_erasures(const visit& by, const case_file& what, filling& with);
/// What is the same matter, and what else this person has applied for.
void add_others(const visit& by, const case_file& what, filling& with);

/// The newest first: that is what he has come for. What became of messages stands in a list of its own, and what
/// was refused has not happened.
void add_history(const visit& by, const case_file& what, filling& with);
/// Whom somebody has spoken to.
void add_contacts(const visit& by, const case_file& what, filling& with);
/// What became of messages.
void add_notices(const visit& by, const case_file& what, filling& with);

}  // namespace host
