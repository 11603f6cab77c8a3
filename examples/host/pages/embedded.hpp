#pragma once

#include <span>
#include <string_view>

namespace host {

/// A file of `web/`, as it was when this was built.
struct embedded_file {
    std::string_view name;  ///< Without its folder: `layout.html`, `tr.json`.
    std::string_view bytes;
};

/// All of them: templates, texts, style and script. @par Lifetime  The program's.
[[nodiscard]] std::span<const embedded_file> embedded_files() noexcept;

/// The bytes of one; empty if there is none of this name.
[[nodiscard]] std::string_view embedded(std::string_view name) noexcept;

}  // namespace host
