#include "host/pages/assets.hpp"
#include "host/pages/embedded.hpp"
#include "host/problem.hpp"

#include <array>
#include <openssl/sha.h>
#include <zlib.h>

namespace host {
namespace {

/// Templates and texts are not for browsers: what has another ending stays inside.
std::string_view type_of(std::string_view name) noexcept
{
    using named = std::pair<std::string_view, std::string_view>;
    constexpr std::array types{
        named{".css", "text/css; charset=utf-8"},
        named{".mjs", "text/javascript; charset=utf-8"},
        named{".js", "text/javascript; charset=utf-8"},
        named{".svg", "image/svg+xml; charset=utf-8"},
        named{".png", "image/png"}};
    for (const auto& [ending, type] : types) {
        if (name.ends_with(ending)) {
            return type;
        }
    }
    return {};
}

/// @return Nothing if it does not get smaller.
std::string gzip(std::string_view bytes)
{
    constexpr int with_gzip_header = 15 + 16;
    z_stream z{};
    if (::deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, with_gzip_header, 8, 0) != Z_OK) {
        return {};
    }
    std::string out(::deflateBound(&z, bytes.size()), '\0');
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-*): zlib's own way of taking bytes.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-*)
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const bool whole = ::deflate(&z, Z_FINISH) == Z_STREAM_END;
    out.resize(whole && z.total_out < bytes.size() ? z.total_out : 0);
    ::deflateEnd(&z);
    return out;
}

std::string version_of_all()
{
    std::string all;
    for (const auto& one : embedded_files()) {
        all += std::string{one.name} + '\n' + std::string{one.bytes};
    }
    std::array<unsigned char, SHA256_DIGEST_LENGTH> sum{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes.
    ::SHA256(reinterpret_cast<const unsigned char*>(all.data()), all.size(), sum.data());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < 6; ++i) {
        out += digits[sum.at(i) >> 4U];
        out += digits[sum.at(i) & 15U];
    }
    return out;
}

}  // namespace

assets::assets() : version_(version_of_all()), address_("/assets/" + version_)
{
    for (const auto& one : embedded_files()) {
        if (const auto type = type_of(one.name); !type.empty()) {
            files_[std::string{one.name}] = {std::string{type}, one.bytes, gzip(one.bytes)};
        }
    }
}

response assets::get(std::string_view version, std::string_view name, bool packed) const
{
    const auto at = files_.find(name);
    if (at == files_.end()) {
        return to_response({404, "not_found", "there is nothing at this address"});
    }
    const bool small = packed && !at->second.packed.empty();
    auto out =
        reply_with(200, at->second.type, small ? at->second.packed : std::string{at->second.bytes});
    if (small) {
        out.headers.emplace_back("Content-Encoding", "gzip");
    }
    out.headers.emplace_back("Vary", "Accept-Encoding");
    out.headers.emplace_back(
        "Cache-Control", version == version_ ? "public, max-age=31536000, immutable" : "no-cache");
    return out;
}

response assets::service_worker() const
{
    auto out = get("", "service-worker.mjs", false);
    // It may look after all pages, and says itself which version of them it has.
    out.headers.emplace_back("Service-Worker-Allowed", "/");
    // A worker is held to what came with it, and not to what a page may: it asks this host for what it keeps.
    out.headers.emplace_back(
        "Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'");
    const std::string marker = "@ASSETS@";
    for (auto at = out.body.find(marker); at != out.body.npos; at = out.body.find(marker)) {
        out.body.replace(at, marker.size(), address_);
    }
    return out;
}

}  // namespace host
