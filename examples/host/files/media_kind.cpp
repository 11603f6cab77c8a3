#include "host/files/media_kind.hpp"

#include <algorithm>
#include <array>
#include <magic.h>
#include <memory>
#include <string>

namespace host {
namespace {

using acikkapi::media;
using namespace std::string_view_literals;

struct row {
    media kind;
    std::string_view type;
    std::string_view ending;
    std::string_view begins;
};

constexpr std::array rows{
    row{media::jpeg, "image/jpeg", "jpg", "\xff\xd8\xff"sv},
    row{media::png, "image/png", "png", "\x89PNG\r\n\x1a\n"sv},
    row{media::pdf, "application/pdf", "pdf", "%PDF-"sv}};

const row& row_of(media kind) noexcept
{
    const auto* const at =
        std::find_if(rows.begin(), rows.end(), [kind](const row& one) { return one.kind == kind; });
    return at == rows.end() ? rows.front() : *at;
}

struct closer {
    void operator()(magic_t open) const noexcept { ::magic_close(open); }
};
using cookie = std::unique_ptr<magic_set, closer>;

/// Only what compares patterns: nothing that unpacks or walks through containers (`MAGIC_NO_CHECK_BUILTIN`).
cookie opened()
{
    cookie out{::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_BUILTIN)};
    if (out && ::magic_load(out.get(), nullptr) != 0) {
        out.reset();
    }
    return out;
}

/// A cookie is for one thread at a time.
magic_set* own_cookie()
{
    thread_local const cookie own = opened();
    return own.get();
}

}  // namespace

std::optional<media> media_of(std::string_view bytes)
{
    constexpr std::size_t looked_at_max = 64U << 10U;
    const auto* const at = std::find_if(rows.begin(), rows.end(), [bytes](const row& one) {
        return bytes.starts_with(one.begins);
    });
    auto* const by = own_cookie();
    if (at == rows.end() || by == nullptr) {
        return std::nullopt;
    }
    const auto* const type =
        ::magic_buffer(by, bytes.data(), std::min(bytes.size(), looked_at_max));
    return type != nullptr && at->type == type ? std::optional{at->kind} : std::nullopt;
}

bool knows_media()
{
    return own_cookie() != nullptr;
}

std::string_view type_of(media kind) noexcept
{
    return row_of(kind).type;
}

std::string_view ending_of(media kind) noexcept
{
    return row_of(kind).ending;
}

}  // namespace host
