// Rows whose personal end is in parts, told apart by their first byte: a record, a snapshot, the parts alone. Of a record
// an event is read with the parts of others, which come in no other way.
#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "fuzz/targets.hpp"
#include "unit/codec/glass_seals.hpp"
#include "unit/codec/samples.hpp"

#include <algorithm>

namespace fuzz {
namespace {

using namespace acikkapi;

constexpr stream_id some_stream{9};
constexpr codec::place some_place{codec::place::kind::event, some_stream, 2, 0};

std::string write_snapshot(const codec::snapshot& value, const codec::seals* keys)
{
    return codec::encode_snapshot(value, codec::seal_state(some_stream, value, keys).value());
}

std::string write_parts(const codec::parts& value, const codec::seals* keys)
{
    std::vector<codec::piece> pieces{{0, value.personal}};
    for (const auto& other : value.others) {
        pieces.push_back({other.whose, other.bytes});
    }
    return codec::write_parts(pieces, some_place, keys).value().bytes;
}

/// @param payload  Whole: nobody was erased.
void read_payload(const encoded& payload)
{
    const auto fact = decode_event(view_of(payload));
    if (fact) {
        const auto again = encode(*fact);
        must(
            again.schema != payload.schema || again == payload,
            "an event of the newest schema is written as the same bytes");
    }
}

/// Read with the keys, it is written as the same bytes with them or, where nothing is sealed, without; and it is
/// read without them.
template <class Read, class Write>
void sealed_trip(std::string_view input, const Read& read, const Write& write)
{
    static const samples::glass_seals keys;
    const auto value = counted(input, [&] { return read(input, &keys); });
    if (value) {
        must(
            write(*value, &keys) == input || write(*value, nullptr) == input,
            "what is sealed is written as the same bytes");
        must(read(input, nullptr).has_value(), "what is sealed is read without the keys");
    }
}

result<record> read_record(std::string_view row, const codec::seals* keys)
{
    auto value = codec::decode_record(position{1'000'000}, row, keys);
    if (value && keys != nullptr) {
        read_payload(value->payload);
    }
    return value;
}

void run_sealed(std::string_view input)
{
    const auto row = input.substr(std::min<std::size_t>(input.size(), 1));
    switch (input.empty() ? '\0' : input.front()) {
    case 'r':
        sealed_trip(row, read_record, [](const record& value, const codec::seals* keys) {
            return codec::encode_record(value, keys).value();
        });
        break;
    case 's':
        sealed_trip(
            row,
            [](std::string_view bytes, const codec::seals* keys) {
                return codec::decode_snapshot(bytes, some_stream, keys);
            },
            write_snapshot);
        break;
    case 'p':
        sealed_trip(
            row,
            [](std::string_view bytes, const codec::seals* keys) {
                return codec::read_parts(bytes, some_place, keys);
            },
            write_parts);
        break;
    default: break;
    }
}

std::vector<std::string> sealed_seeds()
{
    const samples::glass_seals keys;
    std::vector<std::string> out;
    record of_somebody_else = samples::ordinary();
    of_somebody_else.payload = encode(samples::events().front());
    record of_three = samples::full();
    of_three.payload.others = {{1, "a brother", false}, {7, "a neighbour", false}};
    for (const auto& one : {of_three, of_somebody_else, samples::erasure()}) {
        out.push_back('r' + codec::encode_record(one, &keys).value());
    }
    auto state = samples::snapshot();
    state.state.others = {{3, "a sister", false}};
    out.push_back('s' + write_snapshot(state, &keys));
    codec::parts three;
    three.personal = "somebody";
    three.others = {{1, "a brother", false}, {7, "a neighbour", false}};
    out.push_back('p' + write_parts(three, &keys));
    three.personal.clear();
    out.push_back('p' + write_parts(three, &keys));
    return out;
}

}  // namespace

std::vector<target> sealed_targets()
{
    return {{"sealed", run_sealed, sealed_seeds}};
}

}  // namespace fuzz
