#pragma once

#include "host/files/attachments.hpp"
#include "host/files/uploads.hpp"
#include "host/pages/service.hpp"

#include <functional>
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

/// Who adds files to an application, and how that looks to him.
struct file_desk {
    const held& what;
    frame around;                                    ///< Of the form.
    acikkapi::origin from;                           ///< Of the files.
    response (*tell)(const visit&, const problem&);  ///< What is wrong.
    /// Under which the same file again is the same file; empty: under one that each form has.
    std::string key = {};
};
[[nodiscard]] response ask_more_files(const visit& by, const file_desk& how);
/// What was sent for that; then his page of the application, which is told `?done=attach`.
void take_more_files(const visit& by, const file_desk& how, const answer& done);

/// An application that is registered, and what comes along with it.
struct registered {
    acikkapi::stream_id stream = acikkapi::no_stream;
    bool whole = true;  ///< All files were taken.
};
/// Registers an application, and then each file by itself. Who is told to try again does so with the same key: then it
/// is the same application with the same files.
/// @param wish  With a key. Of a citizen, the files are brought by him as the holder.
/// @param then  Its answer; is given an error if the application is refused, or anything may be tried again.
void register_with_files(
    const visit& by,
    acikkapi::request<acikkapi::petition> wish,
    std::vector<acikkapi::commands::attach> files,
    std::function<response(const visit&, const acikkapi::result<registered>&)> then,
    const answer& done);

/// What asks the workflow whether there may be one more.
[[nodiscard]] acikkapi::command sample_file();

}  // namespace host
