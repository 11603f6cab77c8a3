#pragma once

#include <acikkapi/command.hpp>

#include "host/files/multipart.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// Requests to these addresses may bring files, and have larger bodies than others.
[[nodiscard]] bool takes_files(std::string_view method, std::string_view path);

/// Why a file is not taken.
enum class file_fault {
    none,
    kind,     ///< It is no JPEG, PNG or PDF.
    large,    ///< It has more than `attachment_bytes_max`.
    damaged,  ///< It is a picture that has no end, or nothing in it.
    many,     ///< More than one application may have.
};

/// `kind`, as texts and problems name it.
[[nodiscard]] std::string_view name_of(file_fault why) noexcept;

/// What somebody has sent along, looked at and without what a camera writes into it.
struct uploads {
    std::vector<acikkapi::commands::attach> files{};
    file_fault wrong = file_fault::none;
    std::string wrong_name{};  ///< Of the file that is not taken.
};

/// @param parts  The files of a form; a browser sends an empty one without a name where none was chosen.
[[nodiscard]] uploads read_uploads(std::vector<form_part> parts);

/// A name of a file that can stand in the register: one line of UTF-8 without a path; `file` if there is none left.
[[nodiscard]] std::string tidy_file_name(std::string_view given);

/// Of one file of what was sent under a key: the same file again has the same one.
[[nodiscard]] std::string key_of_file(std::string_view key, const acikkapi::commands::attach& file);

}  // namespace host
