#include "host/pages/qr.hpp"

#include <memory>
#include <qrencode.h>

namespace host {

std::string qr_svg(std::string_view text)
{
    constexpr int border = 4;
    const std::unique_ptr<QRcode, decltype(&::QRcode_free)> code{
        ::QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), &::QRcode_free};
    if (!code) {
        return {};
    }
    std::string squares;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-pointer-arithmetic): a square of bytes.
            if ((code->data[y * code->width + x] & 1U) != 0) {
                squares += "M" + std::to_string(x + border) + " " + std::to_string(y + border) +
                           "h1v1h-1z";
            }
        }
    }
    const auto side = std::to_string(code->width + 2 * border);
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + " " + side +
           R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + side + "v" + side +
           "H0z\"/><path d=\"" + squares + "\"/></svg>";
}

}  // namespace host
