#include "codec/record_codec.hpp"
#include "codec/values.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace acikkapi::codec {
namespace {

// As it was before there were seals, and with the personal end in parts.
constexpr std::uint8_t plain_format = 1;
constexpr std::uint8_t parts_format = 2;

/// Which optional parts follow. The usual ones are in the lower seven bits: one byte of flags.
enum flag : std::uint32_t {
    is_refusal = 1U << 0U,
    has_occurred_at = 1U << 1U,
    has_authority = 1U << 2U,
    has_key = 1U << 3U,
    has_cause = 1U << 4U,
    has_correlation = 1U << 5U,
    has_letters = 1U << 6U,
    has_workflow = 1U << 7U,
    has_schema = 1U << 8U,  // Schema 1 is not written.
    is_erasure = 1U << 9U,
    has_units = 1U << 10U,  // Some recipients stand in clear.
    is_word = 1U << 11U,    // A disclosure, a hold, a release, a proposal.
    all_flags = (1U << 12U) - 1,
};

/// Of these a reason is all there is.
bool is_of_words(record_kind kind)
{
    return kind >= record_kind::disclosure && kind <= record_kind::proposal;
}

bool has_unit(const record& value)
{
    return std::any_of(
        value.letters.begin(), value.letters.end(), [](const letter& one) { return one.to_unit; });
}

std::uint32_t flags_of(const record& value)
{
    const auto when = [](bool there, flag bit) { return there ? std::uint32_t{bit} : 0U; };
    const bool fact = value.kind == record_kind::fact;
    return when(value.kind == record_kind::refusal, is_refusal) |
           when(value.kind == record_kind::erasure, is_erasure) |
           when(is_of_words(value.kind), is_word) |
           when(value.occurred_at.has_value(), has_occurred_at) |
           when(!value.on.empty(), has_authority) | when(value.key.has_value(), has_key) |
           when(value.caused_by != causation{}, has_cause) |
           when(!value.correlation.empty(), has_correlation) |
           when(!value.letters.empty(), has_letters) | when(has_unit(value), has_units) |
           when(!value.workflow.empty(), has_workflow) |
           when(fact && value.payload.schema != 1, has_schema);
}

void save_optional_parts(writer& out, const record& value, std::uint32_t flags)
{
    if ((flags & has_occurred_at) != 0) {
        out(*value.occurred_at);
    }
    if ((flags & has_authority) != 0) {
        out(value.on);
    }
    if ((flags & has_key) != 0) {
        out(*value.key);
        out.fixed64(value.command_hash);
    }
    if ((flags & has_cause) != 0) {
        out(value.caused_by.cause);
        out.varint(std::uint64_t{value.caused_by.index} << 1U | (value.caused_by.letter ? 1U : 0U));
    }
    if ((flags & has_correlation) != 0) {
        out(value.correlation);
    }
    if ((flags & has_workflow) != 0) {
        out(value.workflow);
    }
}

void load_cause(reader& in, causation& value)
{
    in(value.cause);
    const std::uint64_t index = in.varint();
    value.letter = (index & 1U) != 0;
    in.require(index >> 1U <= std::numeric_limits<std::uint32_t>::max());
    value.index = static_cast<std::uint32_t>(index >> 1U);
    in.require(value.cause != position{});
}

void load_optional_parts(reader& in, record& value, std::uint32_t flags)
{
    if ((flags & has_occurred_at) != 0) {
        in(value.occurred_at.emplace());
    }
    if ((flags & has_authority) != 0) {
        in(value.on);
        in.require(!value.on.empty());
    }
    if ((flags & has_key) != 0) {
        in(value.key.emplace());
        value.command_hash = in.fixed64();
    }
    if ((flags & has_cause) != 0) {
        load_cause(in, value.caused_by);
    }
    if ((flags & has_correlation) != 0) {
        in(value.correlation);
        in.require(!value.correlation.empty() && value.correlation.size() <= correlation_size_max);
    }
    if ((flags & has_workflow) != 0) {
        in(value.workflow);
        in.require(!value.workflow.empty() && value.workflow.size() <= workflow_size_max);
    }
}

void save_letters(writer& out, const record& value, std::uint32_t flags)
{
    if ((flags & has_letters) == 0) {
        return;
    }
    out.varint(value.letters.size());
    for (const letter& one : value.letters) {
        out(one.adapter, one.kind, one.reference);
        if ((flags & has_units) != 0) {
            out(one.to_unit);
        }
        if (one.to_unit) {
            out(one.recipient);
        }
    }
}

void save_fact(writer& out, const record& value, std::uint32_t flags)
{
    out(value.payload.type);
    if ((flags & has_schema) != 0) {
        out(value.payload.schema);
    }
    save_letters(out, value, flags);
    out(value.payload.clear);
}

void save_by_kind(writer& out, const record& value, std::uint32_t flags)
{
    switch (value.kind) {
    case record_kind::fact: save_fact(out, value, flags); break;
    case record_kind::refusal: out(value.refused_with); break;
    case record_kind::erasure:
        out(value.whose);
        save_letters(out, value, flags);
        break;
    case record_kind::disclosure:
    case record_kind::hold:
    case record_kind::release:
    case record_kind::proposal:
        out.byte(static_cast<std::uint8_t>(value.kind));
        out(value.payload.clear);
        break;
    }
}

void load_letters(reader& in, record& value, std::uint32_t flags)
{
    if ((flags & has_letters) == 0) {
        return;
    }
    const std::uint64_t n = in.varint();
    in.require(n >= 1 && n <= letters_max);
    value.letters.resize(in.ok() ? static_cast<std::size_t>(n) : 0);
    for (letter& one : value.letters) {
        in(one.adapter, one.kind, one.reference);
        if ((flags & has_units) != 0) {
            in(one.to_unit);
        }
        if (one.to_unit) {
            in(one.recipient);
        }
    }
    in.require((flags & has_units) == 0 || has_unit(value));
}

void load_fact(reader& in, record& value, std::uint32_t flags)
{
    in(value.payload.type);
    value.payload.schema = 1;
    if ((flags & has_schema) != 0) {
        in(value.payload.schema);
        in.require(value.payload.schema > 1);
    }
    load_letters(in, value, flags);
    in(value.payload.clear);
    in.require(value.payload.type != 0);
}

void load_word(reader& in, record& value, std::uint32_t flags)
{
    in.require((flags & (has_letters | has_schema)) == 0);
    value.kind = static_cast<record_kind>(in.byte());
    in.require(is_of_words(value.kind));
    in(value.payload.clear);
    in.require(!value.payload.clear.empty() && value.payload.clear.size() <= reason_size_max);
}

void load_by_kind(reader& in, record& value, std::uint32_t flags)
{
    switch (value.kind) {
    case record_kind::fact: load_fact(in, value, flags); break;
    case record_kind::refusal:
        in.require((flags & (has_letters | has_schema)) == 0);
        in(value.refused_with);
        break;
    case record_kind::erasure:
        in.require((flags & has_schema) == 0);
        in(value.whose);
        load_letters(in, value, flags);
        break;
    case record_kind::disclosure:
    case record_kind::hold:
    case record_kind::release:
    case record_kind::proposal: load_word(in, value, flags); break;
    }
}

record_kind kind_of(std::uint32_t flags)
{
    if ((flags & is_erasure) != 0) {
        return record_kind::erasure;
    }
    if ((flags & is_word) != 0) {
        return record_kind::disclosure;  // Or another word: the next byte says.
    }
    return (flags & is_refusal) != 0 ? record_kind::refusal : record_kind::fact;
}

/// What no engine of ours ever wrote.
void check(reader& in, const record& value)
{
    in.require(!value.by.empty() && !value.via.empty());
    if (value.kind != record_kind::refusal) {
        in.require(value.version != 0 && value.stream != no_stream);
        in.require(value.workflow.empty() || value.version == 1);
        in.require(value.kind == record_kind::fact || (value.version > 1 && !value.on.empty()));
        in.require(value.whose <= whose_max);
        return;
    }
    in.require(value.refused_with != 0 && value.key.has_value() && value.workflow.empty());
    in.require((value.stream == no_stream) == (value.version == 0));
}

/// Reads everything but the personal piece, which starts where this stops.
void load_clear(reader& in, record& value)
{
    std::uint32_t flags = 0;
    in(flags);
    in.require((flags & ~std::uint32_t{all_flags}) == 0);
    in.require(std::popcount(flags & (is_refusal | is_erasure | is_word)) <= 1);
    in.require((flags & has_units) == 0 || (flags & has_letters) != 0);
    value.kind = kind_of(flags);
    in(value.stream, value.version, value.recorded_at, value.by, value.via);
    load_optional_parts(in, value, flags);
    load_by_kind(in, value, flags);
    check(in, value);
}

void load_personal(reader& in, record& value)
{
    for (letter& one : value.letters) {
        if (!one.to_unit) {
            in(one.recipient);
        }
    }
    value.payload.personal = in.all();
    in.require(value.kind == record_kind::fact || value.payload.personal.empty());
}

/// 0 if the format is ours; a row without a first byte is cut.
error_code wrong_format(std::string_view row)
{
    if (row.empty() || row.front() == 0) {
        return errc::corrupt_journal;
    }
    return static_cast<std::uint8_t>(row.front()) <= parts_format ? error_code{}
                                                                  : errc::unknown_schema;
}

place place_of(const record& value)
{
    return {place::kind::event, value.stream, value.version, 0};
}

/// The end of a row that is in parts. A refusal has nothing personal.
error_code load_end(reader& in, record& value, const seals* keys)
{
    auto end = read_parts(in.all(), place_of(value), keys);
    if (!end) {
        return end.error();
    }
    value.payload.others = std::move(end->others);
    value.payload.erased = end->erased;
    reader personal{end->personal};
    if (end->erased) {
        return {};
    }
    load_personal(personal, value);
    const bool ours = personal.done() && value.kind != record_kind::refusal;
    return ours ? error_code{} : errc::corrupt_journal;
}

std::string encode_clear(const record& value, std::uint8_t format)
{
    std::string bytes;
    constexpr std::size_t usual_size = 96;  // Of an envelope: grow once.
    bytes.reserve(usual_size + value.payload.clear.size() + value.payload.personal.size());
    writer out{bytes};
    const std::uint32_t flags = flags_of(value);
    out.byte(format);
    out(flags, value.stream, value.version, value.recorded_at, value.by, value.via);
    save_optional_parts(out, value, flags);
    save_by_kind(out, value, flags);
    return bytes;
}

}  // namespace

result<std::string> encode_record(const record& value, const seals* keys)
{
    assert(value.letters.size() <= letters_max);
    assert(value.key.has_value() || value.command_hash == 0);
    if (value.kind == record_kind::fact && (value.payload.type == 0 || value.payload.schema == 0)) {
        return errc::bad_argument;
    }
    std::string own;
    writer personal{own};
    for (const letter& one : value.letters) {
        if (!one.to_unit) {
            personal(one.recipient);
        }
    }
    personal.raw(value.payload.personal);
    std::vector<piece> pieces{{0, own}};
    for (const auto& other : value.payload.others) {
        pieces.push_back({other.whose, other.bytes});
    }
    const auto end = write_parts(pieces, place_of(value), keys);
    if (!end) {
        return end.error();
    }
    return encode_clear(value, end->in_parts ? parts_format : plain_format) + end->bytes;
}

std::string encode_record(const record& value)
{
    return encode_record(value, nullptr).value();
}

result<record> decode_record(position at, std::string_view row, const seals* keys)
{
    if (const error_code wrong = wrong_format(row)) {
        return wrong;
    }
    record value;
    value.at = at;
    reader in{row.substr(1)};
    load_clear(in, value);
    if (in.ok() && static_cast<std::uint8_t>(row.front()) == parts_format) {
        const error_code bad = load_end(in, value, keys);
        return bad ? result<record>{bad} : value;
    }
    load_personal(in, value);
    if (!in.done()) {
        return errc::corrupt_journal;
    }
    return value;
}

result<glance> glance_at(std::string_view row)
{
    if (const error_code wrong = wrong_format(row)) {
        return wrong;
    }
    std::uint32_t flags = 0;
    reader in{row.substr(1)};
    in(flags);
    if (!in.ok()) {
        return errc::corrupt_journal;
    }
    return glance{(flags & has_letters) != 0, (flags & has_cause) != 0, (flags & is_erasure) != 0};
}

result<stream_id> stream_of(std::string_view row)
{
    if (const error_code wrong = wrong_format(row)) {
        return wrong;
    }
    std::uint32_t flags = 0;
    stream_id stream{};
    reader in{row.substr(1)};
    in(flags, stream);
    if (!in.ok()) {
        return errc::corrupt_journal;
    }
    return stream;
}

result<std::size_t> clear_size(std::string_view row)
{
    if (const error_code wrong = wrong_format(row)) {
        return wrong;
    }
    record value;
    reader in{row.substr(1)};
    load_clear(in, value);
    if (!in.ok()) {
        return errc::corrupt_journal;
    }
    return row.size() - in.left();
}

}  // namespace acikkapi::codec

namespace acikkapi {

result<record> read_record(position at, std::string_view bytes)
{
    return codec::decode_record(at, bytes);
}

}  // namespace acikkapi
