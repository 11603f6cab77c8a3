// All records of one application: the form is ours, made of the lines of the others.
#include "codec/record_codec.hpp"
#include "proof/lines.hpp"
#include "vault/signing.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace acikkapi {
namespace {

constexpr std::string_view first_line = "acikkapi-bundle/1";
constexpr std::string_view number_is = "number ";
constexpr std::string_view index_is = "index ";
constexpr std::string_view record_is = "record ";
constexpr std::size_t path_max = 64;

/// What follows `word` in the next line, which is taken away; nothing if it is another line.
std::optional<std::string_view> take_after(std::string_view word, std::string_view& from)
{
    const auto line = proof::take_line(from);
    return line.starts_with(word) ? std::optional{line.substr(word.size())} : std::nullopt;
}

std::optional<bundle::part> take_part(std::string_view& from)
{
    const auto index_text = take_after(index_is, from);
    const auto record_text = take_after(record_is, from);
    if (!index_text || !record_text) {
        return std::nullopt;
    }
    const auto index = proof::parse_number(*index_text);
    auto record = vault::from_base64(*record_text);
    auto path = proof::take_path(from, path_max);
    if (!index || !record || !path || !from.starts_with("\n")) {
        return std::nullopt;
    }
    from.remove_prefix(1);
    return bundle::part{*index, *std::move(record), *std::move(path)};
}

}  // namespace

std::string bundle::str() const
{
    std::string out{first_line};
    out.append("\n").append(number_is).append(number).append("\n\n");
    for (const auto& [index, record, path] : parts) {
        out.append(index_is).append(std::to_string(index)).append("\n");
        out.append(record_is).append(vault::to_base64(record)).append("\n");
        for (const auto& one : path) {
            out += proof::to_text(one) + "\n";
        }
        out += "\n";
    }
    return out + note;
}

result<bundle> bundle::parse(std::string_view text)
{
    if (proof::take_line(text) != first_line) {
        return errc::bad_proof;
    }
    const auto number = take_after(number_is, text);
    if (!number || !text.starts_with("\n")) {
        return errc::bad_proof;
    }
    text.remove_prefix(1);
    bundle out{std::string{*number}, {}, {}};
    // An origin has no blanks: no checkpoint begins like this.
    while (text.starts_with(index_is)) {
        auto one = take_part(text);
        if (!one) {
            return errc::bad_proof;
        }
        out.parts.push_back(*std::move(one));
    }
    out.note = text;
    return out;
}

result<checkpoint> check_bundle(const bundle& what, const verifier_key& log)
{
    auto over = open_checkpoint(what.note, log);
    if (!over) {
        return over;
    }
    std::optional<stream_id> stream;
    std::uint64_t facts = 0;
    std::uint64_t next = 0;
    for (const auto& [index, bytes, path] : what.parts) {
        const auto shown = check_inclusion(over->tree, index, leaf_hash(bytes), path);
        if (!shown) {
            return shown.error();
        }
        const auto one = codec::decode_record(position{index + 1}, bytes);
        if (!one) {
            return one.error();
        }
        if (index < next || one->stream != stream.value_or(one->stream)) {
            return errc::bad_proof;
        }
        next = index + 1;
        stream = one->stream;
        facts += one->kind == record_kind::refusal ? 0 : 1;
        if (one->version != facts) {
            return errc::half_bundle;
        }
    }
    return facts == 0 ? result<checkpoint>{errc::half_bundle} : over;
}

}  // namespace acikkapi
