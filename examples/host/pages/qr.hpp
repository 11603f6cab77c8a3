#pragma once

#include <string>
#include <string_view>

namespace host {

/// A QR code as a picture: an SVG of black squares, with the quiet border that readers need.
/// @param text  At most some 1,000 bytes. @return Empty for a longer one.
[[nodiscard]] std::string qr_svg(std::string_view text);

}  // namespace host
