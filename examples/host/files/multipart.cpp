#include "host/files/multipart.hpp"

#include <algorithm>

namespace host {
namespace {

constexpr std::size_t parts_max = 100;
constexpr std::size_t head_bytes_max = 2'000;
constexpr std::string_view line_end = "\r\n";

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

bool is_boundary(std::string_view text)
{
    constexpr std::size_t longest = 70;
    constexpr std::string_view others = "'()+_,-./:=?";
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
               return letter || (c >= '0' && c <= '9') || others.find(c) != others.npos;
           });
}

/// @return Empty if there is none that is as it should be.
std::string boundary_of(std::string_view content_type)
{
    constexpr std::string_view marker = "boundary=";
    const auto at = lower(content_type).find(marker);
    if (at == std::string::npos) {
        return {};
    }
    auto value = content_type.substr(at + marker.size());
    if (value.starts_with('"')) {
        value.remove_prefix(1);
        const auto end = value.find('"');
        value = end == value.npos ? std::string_view{} : value.substr(0, end);
    } else {
        value = value.substr(0, value.find_first_of("; \t"));
    }
    return is_boundary(value) ? std::string{value} : std::string{};
}

void replace_all(std::string& in, std::string_view what, char by)
{
    for (auto at = in.find(what); at != in.npos; at = in.find(what, at)) {
        in.replace(at, what.size(), 1, by);
        ++at;
    }
}

/// The value of `; name="…"`: browsers write a quotation mark in it as `%22`.
std::optional<std::string> parameter(std::string_view line, std::string_view name)
{
    const auto marker = "; " + std::string{name} + "=\"";
    const auto at = line.find(marker);
    if (at == line.npos) {
        return std::nullopt;
    }
    const auto rest = line.substr(at + marker.size());
    const auto end = rest.find('"');
    if (end == rest.npos) {
        return std::nullopt;
    }
    std::string out{rest.substr(0, end)};
    replace_all(out, "%22", '"');
    replace_all(out, "%0D", '\r');
    replace_all(out, "%0A", '\n');
    return out;
}

/// @param head  The lines before the bytes of a part, without the last line's end.
std::optional<form_part> part_of(std::string_view head)
{
    constexpr std::string_view disposition = "content-disposition: form-data;";
    while (!head.empty()) {
        const auto line = head.substr(0, head.find(line_end));
        head.remove_prefix(std::min(head.size(), line.size() + line_end.size()));
        if (lower(line.substr(0, disposition.size())) != disposition) {
            continue;
        }
        auto name = parameter(line, "name");
        if (!name || name->empty()) {
            return std::nullopt;
        }
        return form_part{*std::move(name), parameter(line, "filename")};
    }
    return std::nullopt;
}

problem not_well_formed()
{
    return {400, "bad_form", "the body is not a form as it should be"};
}

/// What has been read so far, and what is left.
struct reader {
    std::string_view rest;
    std::string delimiter;  ///< What stands behind the bytes of a part.
};

/// @return Nothing if it is not well formed.
std::optional<form_part> next_part(reader& from)
{
    const auto head = from.rest.substr(0, head_bytes_max).find("\r\n\r\n");
    if (!from.rest.starts_with(line_end) || head == from.rest.npos) {
        return std::nullopt;
    }
    auto out = part_of(from.rest.substr(line_end.size(), head - std::min(head, line_end.size())));
    from.rest.remove_prefix(head + 2 * line_end.size());
    const auto end = from.rest.find(from.delimiter);
    if (!out || end == from.rest.npos) {
        return std::nullopt;
    }
    out->bytes = from.rest.substr(0, end);
    from.rest.remove_prefix(end + from.delimiter.size());
    return out;
}

}  // namespace

reply<std::vector<form_part>> read_multipart(std::string_view content_type, std::string_view body)
{
    constexpr std::string_view type = "multipart/form-data";
    if (lower(content_type.substr(0, content_type.find(';'))) != type) {
        return problem{415, "not_a_form", "the body must be a form"};
    }
    const auto boundary = boundary_of(content_type);
    reader from{body, "\r\n--" + boundary};
    const std::string first = "--" + boundary;
    if (boundary.empty() || !body.starts_with(first)) {
        return not_well_formed();
    }
    from.rest.remove_prefix(first.size());
    std::vector<form_part> out;
    while (!from.rest.starts_with("--")) {
        auto part = next_part(from);
        if (!part || out.size() == parts_max) {
            return not_well_formed();
        }
        out.push_back(*std::move(part));
    }
    const auto behind = from.rest.substr(2);
    if (!behind.empty() && behind != line_end) {
        return not_well_formed();
    }
    return out;
}

}  // namespace host
