#include "codec/snapshot_codec.hpp"
#include "codec/values.hpp"

#include <cassert>

namespace acikkapi::codec {
namespace {

// As it was before there were seals, and with the personal end in parts.
constexpr std::uint8_t plain_format = 1;
constexpr std::uint8_t parts_format = 2;

/// Positions rise, so each is written as the step from the one before; the first from 0.
void save_steps(writer& out, const std::vector<position>& places)
{
    std::uint64_t before = 0;
    for (const position place : places) {
        assert(number_of(place) > before);
        out.varint(number_of(place) - before);
        before = number_of(place);
    }
}

void load_steps(reader& in, std::uint64_t n, std::vector<position>& places)
{
    // Each takes at least one byte: what cannot be there is not made room for.
    in.require(n <= in.left());
    if (!in.ok()) {
        return;
    }
    places.reserve(static_cast<std::size_t>(n));
    std::uint64_t before = 0;
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) {
        const std::uint64_t step = in.varint();
        in.require(step != 0 && step <= std::numeric_limits<std::uint64_t>::max() - before);
        before += step;
        places.push_back(position{before});
    }
}

void save_key(writer& out, const key_entry& value)
{
    out(value.key);
    out.fixed64(value.command_hash);
    out(value.after, value.events, value.refused_with);
}

void load_key(reader& in, key_entry& value, version at)
{
    in(value.key);
    value.command_hash = in.fixed64();
    in(value.after, value.events, value.refused_with);
    in.require(value.after <= at && value.events <= value.after);
    in.require(value.refused_with == 0 || value.events == 0);
}

}  // namespace

result<row_end> seal_state(stream_id stream, const snapshot& value, const seals* keys)
{
    std::vector<piece> pieces{{0, value.state.personal}};
    for (const auto& other : value.state.others) {
        pieces.push_back({other.whose, other.bytes});
    }
    return write_parts(pieces, {place::kind::state, stream, value.at, 0}, keys);
}

std::string encode_snapshot(const snapshot& value)
{
    return encode_snapshot(value, seal_state(no_stream, value, nullptr).value());
}

std::string encode_snapshot(const snapshot& value, const row_end& personal)
{
    assert(value.events.size() == value.at);
    constexpr std::size_t fixed_size = 64;
    constexpr std::size_t step_size = 5;
    constexpr std::size_t key_size = 40;
    std::string bytes;
    bytes.reserve(
        fixed_size + (value.events.size() + value.refusals.size()) * step_size +
        value.keys.size() * key_size + value.state.clear.size() + personal.bytes.size());
    writer out{bytes};
    out.byte(personal.in_parts ? parts_format : plain_format);
    out(value.closed, value.at, value.last_at);
    save_steps(out, value.events);
    out.varint(value.refusals.size());
    save_steps(out, value.refusals);
    out.varint(value.keys.size());
    for (const key_entry& one : value.keys) {
        save_key(out, one);
    }
    out(value.state.type, value.state.schema, value.state.clear);
    out.raw(personal.bytes);
    return bytes;
}

result<snapshot> decode_snapshot(std::string_view bytes, stream_id stream, const seals* keys)
{
    reader in{bytes};
    const std::uint8_t written_as = in.byte();
    if (written_as > parts_format) {
        return errc::unknown_schema;
    }
    in.require(written_as != 0);
    snapshot value;
    in(value.closed, value.at, value.last_at);
    load_steps(in, value.at, value.events);
    load_steps(in, in.varint(), value.refusals);
    constexpr std::size_t key_size_min = 16 + 8 + 3;
    value.keys.resize(in.count(key_size_min));
    for (key_entry& one : value.keys) {
        load_key(in, one, value.at);
    }
    in(value.state.type, value.state.schema, value.state.clear);
    if (!in.ok()) {
        return errc::corrupt_snapshot;
    }
    if (written_as == plain_format) {
        value.state.personal = in.all();
        return value;
    }
    auto end = read_parts(in.all(), {place::kind::state, stream, value.at, 0}, keys);
    if (!end) {
        return errc::corrupt_snapshot;
    }
    value.state.personal = std::move(end->personal);
    value.state.erased = end->erased;
    value.state.others = std::move(end->others);
    return value;
}

}  // namespace acikkapi::codec
