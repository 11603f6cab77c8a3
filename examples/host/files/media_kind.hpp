#pragma once

#include <acikkapi/application.hpp>

#include <optional>
#include <string_view>

namespace host {

/// What bytes are: by how they begin, and by libmagic, who must agree. What somebody calls them does not matter.
/// @return Nothing for all that is no JPEG, PNG or PDF.
/// @par Thread safety  From any thread.
[[nodiscard]] std::optional<acikkapi::media> media_of(std::string_view bytes);

/// Whether libmagic has found what it knows files by.
[[nodiscard]] bool knows_media();

/// `image/jpeg`.
[[nodiscard]] std::string_view type_of(acikkapi::media kind) noexcept;
/// `jpg`.
[[nodiscard]] std::string_view ending_of(acikkapi::media kind) noexcept;

}  // namespace host
