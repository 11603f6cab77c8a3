#include <acikkapi/adapters/message_catalog.hpp>

namespace acikkapi {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

/// Where an address ends: a blank, or a mark behind which there is none of it.
std::size_t end_of_address(std::string_view text)
{
    auto end = text.find_first_of(" \t\n<>\"'");
    end = end == std::string_view::npos ? text.size() : end;
    while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ')')) {
        --end;
    }
    return end;
}

void add_line(std::string& out, std::string_view line)
{
    constexpr std::string_view scheme = "https://";
    for (auto at = line.find(scheme); at != std::string_view::npos; at = line.find(scheme)) {
        out += escaped(line.substr(0, at));
        line.remove_prefix(at);
        const auto end = end_of_address(line);
        const auto address = escaped(line.substr(0, end));
        out.append("<a href=\"").append(address).append("\">").append(address).append("</a>");
        line.remove_prefix(end);
    }
    out += escaped(line);
}

void add_paragraph(std::string& out, std::string_view text)
{
    out += "<p>";
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        add_line(out, text.substr(0, end));
        out += "<br>";
        text.remove_prefix(end + 1);
    }
    add_line(out, text);
    out += "</p>\n";
}

bool is_written_from_the_right(std::string_view language)
{
    const auto own = language.substr(0, language.find('-'));
    return own == "ar" || own == "fa" || own == "he" || own == "ur" || own == "ckb";
}

}  // namespace

std::string html_of(const message& what)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + escaped(what.language) + "\" dir=\"" +
                      (is_written_from_the_right(what.language) ? "rtl" : "ltr") +
                      "\">\n<head><meta charset=\"utf-8\"><title>" + escaped(what.subject) +
                      "</title></head>\n<body>\n";
    std::string_view rest = what.text;
    while (!rest.empty()) {
        const auto end = rest.find("\n\n");
        add_paragraph(out, rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
    }
    return out + "</body>\n</html>\n";
}

}  // namespace acikkapi
