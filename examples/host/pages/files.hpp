#pragma once

#include "host/files/attachments.hpp"
#include "host/files/uploads.hpp"
#include "host/pages/service.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

/// «Which photos or documents?», several at once.
/// @param label  Key of its words.
[[nodiscard]] control ask_files(const visit& by, std::string_view label);

/// What was sent for it; what is wrong with that is written into the question.
[[nodiscard]] std::vector<acikkapi::commands::attach>
read_files(const visit& by, form& given, control& question);

/// How somebody comes to a file that is shown in a list.
struct way_to_files {
    std::string address{};  ///< Before its number; empty: he does not.
    std::string csrf{};     ///< By a form, with this token: it is on record.
    std::string why{};      ///< The reason that goes with it.
};

/// The list of what is there, for `[[>files.html]]`; nothing where there is nothing.
void add_files(
    const visit& by, filling& with, const std::vector<attachment>& all, const way_to_files& how);

/// What has come with an application, as its holder or somebody who works here may read it.
[[nodiscard]] std::vector<attachment> files_of(const visit& by, const held& what);

/// One of them, to be taken away.
[[nodiscard]] response file_of(const visit& by, const held& what, std::string_view n);

/// What asks the workflow whether there may be one more.
[[nodiscard]] acikkapi::command sample_file();

}  // namespace host
