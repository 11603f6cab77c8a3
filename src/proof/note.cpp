// Signed notes and the keys they are checked with: C2SP signed-note, tlog-cosignature.
#include "model/text.hpp"
#include "proof/lines.hpp"
#include "vault/secrets.hpp"
#include "vault/signing.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acikkapi {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";  // An em dash and a blank.
constexpr std::size_t id_size = 4;
constexpr std::size_t time_size = 8;

std::string big_endian(std::uint64_t value, std::size_t size)
{
    std::string out(size, '\0');
    for (std::size_t i = size; i-- > 0; value >>= 8U) {
        out[i] = static_cast<char>(value & 0xffU);
    }
    return out;
}

std::uint64_t from_big_endian(std::string_view bytes)
{
    std::uint64_t out = 0;
    for (const char one : bytes) {
        out = (out << 8U) | static_cast<unsigned char>(one);
    }
    return out;
}

template <std::size_t Size>
std::string_view characters(const std::array<std::byte, Size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), Size};
}

/// Printable ASCII is all that we name keys with, so all that we take.
bool is_key_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char one) {
        return one > ' ' && one < '\x7f' && one != '+';
    });
}

std::string hexadecimal(std::uint32_t value)
{
    std::array<char, 2 * id_size> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, 16).ptr;
    const std::string out{digits.begin(), end};
    return std::string(digits.size() - out.size(), '0') + out;
}

bool is_kind(char value)
{
    return value == static_cast<char>(verifier_key::kind::log) ||
           value == static_cast<char>(verifier_key::kind::witness);
}

/// What a witness signs: the note's text with the time before it.
std::string cosigned(std::uint64_t time, std::string_view text)
{
    return "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string{text};
}

result<note_signature> parse_signature(std::string_view line)
{
    if (!line.starts_with(dash)) {
        return errc::bad_checkpoint;
    }
    line.remove_prefix(dash.size());
    const auto blank = line.find(' ');
    const auto bytes =
        blank == line.npos ? std::nullopt : vault::from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= id_size || !is_key_name(line.substr(0, blank))) {
        return errc::bad_checkpoint;
    }
    return note_signature{
        std::string{line.substr(0, blank)},
        static_cast<std::uint32_t>(from_big_endian(std::string_view{*bytes}.substr(0, id_size))),
        bytes->substr(id_size)};
}

bool is_text(std::string_view bytes)
{
    return detail::fits(bytes, signed_note::size_max) &&
           std::none_of(bytes.begin(), bytes.end(), [](char one) {
               return (one >= '\0' && one < ' ' && one != '\n') || one == '\x7f';
           });
}

/// @return When it was signed, or `errc::bad_signature`.
result<std::uint64_t>
check_one(const signed_note& note, const note_signature& one, const verifier_key& by)
{
    std::string_view bytes = one.bytes;
    if (by.type == verifier_key::kind::log) {
        return vault::is_signed(note.text, bytes, by.key) ? result<std::uint64_t>{0}
                                                          : errc::bad_signature;
    }
    if (bytes.size() < time_size) {
        return errc::bad_signature;
    }
    const auto time = from_big_endian(bytes.substr(0, time_size));
    bytes.remove_prefix(time_size);
    const bool fits = vault::is_signed(cosigned(time, note.text), bytes, by.key);
    return fits ? result<std::uint64_t>{time} : errc::bad_signature;
}

}  // namespace

std::uint32_t verifier_key::id() const
{
    const std::string of_kind(1, static_cast<char>(type));
    const auto hash = vault::sha256({name, "\n", of_kind, characters(key)});
    return static_cast<std::uint32_t>(from_big_endian(characters(hash).substr(0, id_size)));
}

std::string verifier_key::str() const
{
    const std::string bytes = static_cast<char>(type) + std::string{characters(key)};
    return name + "+" + hexadecimal(id()) + "+" + vault::to_base64(bytes);
}

result<verifier_key> verifier_key::parse(std::string_view text)
{
    const auto first = text.find('+');
    const auto second = first == text.npos ? text.npos : text.find('+', first + 1);
    if (second == text.npos) {
        return errc::bad_argument;
    }
    const auto bytes = vault::from_base64(text.substr(second + 1));
    verifier_key out;
    out.name = text.substr(0, first);
    if (!bytes || bytes->size() != 1 + out.key.size() || !is_kind((*bytes)[0]) ||
        !is_key_name(out.name)) {
        return errc::bad_argument;
    }
    out.type = static_cast<kind>((*bytes)[0]);
    std::transform(bytes->begin() + 1, bytes->end(), out.key.begin(), [](char one) {
        return static_cast<std::byte>(one);
    });
    // The id is the one of the parts, so the whole is spelled as we would spell it.
    return out.str() == text ? result<verifier_key>{out} : errc::bad_argument;
}

std::string note_signature::str() const
{
    return std::string{dash} + name + " " + vault::to_base64(big_endian(key_id, id_size) + bytes) +
           "\n";
}

std::string signed_note::str() const
{
    std::string out = text + "\n";
    for (const auto& one : signatures) {
        out += one.str();
    }
    return out;
}

result<signed_note> signed_note::parse(std::string_view bytes)
{
    const auto gap = bytes.rfind("\n\n");
    if (gap == bytes.npos || !is_text(bytes) || !bytes.ends_with('\n')) {
        return errc::bad_checkpoint;
    }
    signed_note out;
    out.text = bytes.substr(0, gap + 1);
    auto rest = bytes.substr(gap + 2);
    while (!rest.empty()) {
        auto one = parse_signature(proof::take_line(rest));
        if (!one || out.signatures.size() == signatures_max) {
            return errc::bad_checkpoint;
        }
        out.signatures.push_back(*std::move(one));
    }
    return out.signatures.empty() ? result<signed_note>{errc::bad_checkpoint} : out;
}

result<std::uint64_t> check_signature(const signed_note& note, const verifier_key& by)
{
    result<std::uint64_t> out = errc::not_signed;
    for (const auto& one : note.signatures) {
        if (one.name != by.name || one.key_id != by.id()) {
            continue;
        }
        out = check_one(note, one, by);
        if (!out) {
            return out;
        }
    }
    return out;
}

signer::signer(std::string name, verifier_key::kind type, const std::array<std::byte, 32>& seed)
    : key_{std::move(name), type, vault::public_key_of(seed)}, seed_(seed)
{}

note_signature signer::sign(std::string_view text, std::uint64_t now) const
{
    note_signature out{key_.name, key_.id(), {}};
    if (key_.type == verifier_key::kind::log) {
        out.bytes = vault::sign(seed_, text);
    } else {
        out.bytes = big_endian(now, time_size) + vault::sign(seed_, cosigned(now, text));
    }
    return out;
}

}  // namespace acikkapi
