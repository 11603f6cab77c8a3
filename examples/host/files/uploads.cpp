#include "host/files/bare_photo.hpp"
#include "host/files/media_kind.hpp"
#include "host/files/uploads.hpp"
#include "host/secrets.hpp"
#include "host/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t name_characters_max = 100;

file_fault fault_of(const form_part& part, commands::attach& out)
{
    if (part.bytes.size() > attachment_bytes_max) {
        return file_fault::large;
    }
    const auto kind = media_of(part.bytes);
    if (!kind) {
        return file_fault::kind;
    }
    auto bare = bare_photo(*kind, part.bytes);
    if (!bare) {
        return file_fault::damaged;
    }
    out.type = *kind;
    out.name = tidy_file_name(part.file_name.value_or(""));
    out.bytes = *std::move(bare);
    return file_fault::none;
}

}  // namespace

bool takes_files(std::string_view method, std::string_view path)
{
    constexpr std::array<std::string_view, 3> ends{
        "/attachments", "/apply/check", "/staff/desk/new"};
    return method == "POST" && std::any_of(ends.begin(), ends.end(), [path](std::string_view end) {
               return path.ends_with(end);
           });
}

std::string_view name_of(file_fault why) noexcept
{
    switch (why) {
    case file_fault::none: return "none";
    case file_fault::kind: return "kind";
    case file_fault::large: return "large";
    case file_fault::damaged: return "damaged";
    case file_fault::many: return "many";
    }
    return {};
}

uploads read_uploads(std::vector<form_part> parts)
{
    std::erase_if(parts, [](const form_part& one) {
        return one.bytes.empty() && one.file_name.value_or("").empty();
    });
    uploads out;
    if (parts.size() > attachments_max) {
        out.wrong = file_fault::many;
        return out;
    }
    for (auto& one : parts) {
        commands::attach file;
        out.wrong = fault_of(one, file);
        if (out.wrong != file_fault::none) {
            out.wrong_name = tidy_file_name(one.file_name.value_or(""));
            out.files.clear();
            return out;
        }
        one.bytes = {};
        out.files.push_back(std::move(file));
    }
    return out;
}

std::string tidy_file_name(std::string_view given)
{
    given.remove_prefix(std::min(given.size(), given.find_last_of("/\\") + 1));
    std::string out;
    for (std::size_t n = 0; !given.empty() && n < name_characters_max;) {
        const auto size = character_size(given);
        const auto first = static_cast<unsigned char>(given.front());
        if (size > 1 || (size == 1 && first >= ' ' && first != 0x7f)) {
            out += given.substr(0, size);
            ++n;
        }
        given.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return out.find_first_not_of(' ') == out.npos ? "file" : out;
}

std::string key_of_file(std::string_view key, const commands::attach& file)
{
    // What the key is for: telling files of one form apart. It is no secret.
    const auto digest = keyed_digest(file.name, file.bytes);
    return std::string{key} + " file " + base64url(digest).substr(0, 24);
}

}  // namespace host
