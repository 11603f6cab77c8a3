#pragma once

#include <string>
#include <string_view>

namespace tools {

/// Text as HTML and XML have it, in elements and in attributes with double quotes.
inline std::string markup(std::string_view text)
{
    std::string out;
    for (const char one : text) {
        switch (one) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            // XML 1.0 knows no control characters.
            out += static_cast<unsigned char>(one) < ' ' ? ' ' : one;
        }
    }
    return out;
}

}  // namespace tools
