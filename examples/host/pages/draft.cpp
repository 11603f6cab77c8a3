#include "host/pages/draft.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <zlib.h>

namespace host {
namespace {

constexpr std::array<std::string_view, 3> names{"draft", "draft-1", "draft-2"};
constexpr std::size_t piece_bytes_max =
    2'900;  // Sealed and in base 64 it is just below what a cookie holds.
constexpr std::size_t unpacked_bytes_max = 100'000;
constexpr std::chrono::hours lifetime{24};

// zlib takes its own kind of bytes.
const Bytef* bytes_of(std::string_view text)
{
    return reinterpret_cast<const Bytef*>(
        text.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

std::string packed(std::string_view text)
{
    uLongf size = ::compressBound(text.size());
    std::string out(size, '\0');
    auto* const into = reinterpret_cast<Bytef*>(
        out.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    const int done = ::compress2(into, &size, bytes_of(text), text.size(), Z_BEST_COMPRESSION);
    out.resize(done == Z_OK ? size : 0);
    return out;
}

std::string unpacked(std::string_view text)
{
    uLongf size = unpacked_bytes_max;
    std::string out(size, '\0');
    auto* const into = reinterpret_cast<Bytef*>(
        out.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    const int done = ::uncompress(into, &size, bytes_of(text), text.size());
    out.resize(done == Z_OK ? size : 0);
    return out;
}

}  // namespace

draft draft::read(const cookies& jar, const request& asked)
{
    draft out;
    std::string all;
    for (const auto name : names) {
        all += jar.get(asked, name).value_or("");
    }
    boost::system::error_code bad;
    const auto value = boost::json::parse(all.empty() ? "{}" : unpacked(all), bad);
    if (bad || !value.is_object()) {
        return out;
    }
    for (const auto& [name, text] : value.get_object()) {
        if (text.is_string()) {
            out.answers_.emplace(name, text.get_string());
        }
    }
    return out;
}

std::string draft::get(std::string_view name) const
{
    const auto at = answers_.find(name);
    return at == answers_.end() ? std::string{} : at->second;
}

void draft::set(std::string name, std::string value)
{
    answers_.insert_or_assign(std::move(name), std::move(value));
}

bool draft::keep(const cookies& jar, response& with) const
{
    boost::json::object all;
    for (const auto& [name, text] : answers_) {
        all[name] = text;
    }
    const auto text = packed(boost::json::serialize(all));
    if (text.size() > names.size() * piece_bytes_max) {
        return false;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto piece = text.substr(std::min(text.size(), i * piece_bytes_max), piece_bytes_max);
        with.headers.emplace_back(
            "Set-Cookie",
            piece.empty() ? jar.end(names.at(i)) : jar.set(names.at(i), piece, lifetime));
    }
    return true;
}

void draft::end(const cookies& jar, response& with)
{
    for (const auto name : names) {
        with.headers.emplace_back("Set-Cookie", jar.end(name));
    }
}

}  // namespace host
