#pragma once

#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "glass_seals.hpp"
#include "golden.hpp"
#include "samples.hpp"
#include "support/allocation_count.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

// All that is stored, to be damaged: rows, events and states in each of their schemas.
namespace formats {

using namespace acikkapi;
using samples::bytes;

/// Bytes of one kind, and what reads them and writes them again; none if they are refused.
struct format {
    std::string name;
    std::string sound;
    std::function<std::optional<std::string>(std::string_view)> again;
};

template <class T>
T counted(const std::function<T()>& read, std::size_t input)
{
    constexpr std::size_t small = 8'192;  // The most letters a record may have, once.
    const support::allocation_count count;
    T value = read();
    const std::size_t asked = count.size_bytes();
    BOOST_TEST_REQUIRE(asked <= 16 * input + small);
    return value;
}

inline std::optional<std::string> record_again(std::string_view input)
{
    const auto value = counted<result<record>>(
        [&] { return codec::decode_record(position{1'000'000}, input); }, input.size());
    const auto size = codec::clear_size(input);
    BOOST_TEST_REQUIRE((!value || size));
    return value ? std::optional{codec::encode_record(*value)} : std::nullopt;
}

inline std::optional<std::string> snapshot_again(std::string_view input)
{
    const auto value = counted<result<codec::snapshot>>(
        [&] { return codec::decode_snapshot(input); }, input.size());
    return value ? std::optional{codec::encode_snapshot(*value)} : std::nullopt;
}

/// As what was read is written with the keys or, of a row in which nothing is sealed, without.
std::string
written_as(std::string_view input, const std::function<std::string(const codec::seals*)>& write)
{
    static const samples::glass_seals keys;
    std::string sealed = write(&keys);
    return sealed == input ? sealed : write(nullptr);
}

inline std::optional<std::string> sealed_record_again(std::string_view input)
{
    static const samples::glass_seals keys;
    const auto read = [&](const codec::seals* with) {
        return counted<result<record>>(
            [&] { return codec::decode_record(position{1'000'000}, input, with); }, input.size());
    };
    const auto value = read(&keys);
    BOOST_TEST_REQUIRE((!value || read(nullptr).has_value()));
    return value ? std::optional{written_as(
                       input,
                       [&](const codec::seals* with) {
                           return codec::encode_record(*value, with).value();
                       })}
                 : std::nullopt;
}

inline constexpr stream_id some_stream{9};

inline std::string sealed(const codec::snapshot& value, const codec::seals* keys)
{
    return encode_snapshot(value, codec::seal_state(some_stream, value, keys).value());
}

inline std::optional<std::string> sealed_snapshot_again(std::string_view input)
{
    static const samples::glass_seals keys;
    const auto read = [&](const codec::seals* with) {
        return counted<result<codec::snapshot>>(
            [&] { return codec::decode_snapshot(input, some_stream, with); }, input.size());
    };
    const auto value = read(&keys);
    BOOST_TEST_REQUIRE((!value || read(nullptr).has_value()));
    return value ? std::optional{written_as(
                       input, [&](const codec::seals* with) { return sealed(*value, with); })}
                 : std::nullopt;
}

inline void add_sealed(std::vector<format>& all)
{
    const samples::glass_seals keys;
    record of_two = samples::full();
    of_two.payload.others = {{1, "a brother", false}, {7, "a neighbour", false}};
    record of_others = samples::ordinary();
    of_others.payload.personal.clear();
    of_others.payload.others = of_two.payload.others;
    for (const auto& value : {of_two, of_others, samples::ordinary()}) {
        const auto row = codec::encode_record(value, &keys).value();
        all.push_back({"record sealed", row, sealed_record_again});
    }
    codec::snapshot state = samples::snapshot();
    state.state.others = {{3, "a sister", false}};
    all.push_back({"snapshot sealed", sealed(state, &keys), sealed_snapshot_again});
}

/// Of an event or a state each part for itself, the others as they are.
using read_parts = std::function<std::optional<encoded>(const encoded& bytes)>;

inline void add_parts(
    std::vector<format>& all, const std::string& name, const encoded& sound, const read_parts& read)
{
    all.push_back({name + " clear", sound.clear, [=](std::string_view input) {
                       encoded bytes = sound;
                       bytes.clear = input;
                       const auto again = read(bytes);
                       // A damaged presence flag may fit other personal bytes only.
                       return again ? std::optional{again->clear} : std::nullopt;
                   }});
    all.push_back({name + " personal", sound.personal, [=](std::string_view input) {
                       encoded bytes = sound;
                       bytes.personal = input;
                       const auto again = read(bytes);
                       // The first schema has all persons in one part.
                       return again ? std::optional{
                                          sound.others.empty() ? samples::all_personal(*again)
                                                               : again->personal}
                                    : std::nullopt;
                   }});
    for (std::size_t i = 0; i < sound.others.size(); ++i) {
        all.push_back({name + " other", sound.others[i].bytes, [=](std::string_view input) {
                           encoded bytes = sound;
                           bytes.others[i].bytes = input;
                           const auto again = read(bytes);
                           return again ? std::optional{again->others.at(i).bytes} : std::nullopt;
                       }});
    }
}

template <class Value, class Decode>
read_parts reader_of(const Decode& decode)
{
    return [decode](const encoded& bytes) {
        const auto size = bytes.clear.size() + samples::all_personal(bytes).size();
        const auto value = counted<result<Value>>([&] { return decode(view_of(bytes)); }, size);
        return value ? std::optional{encode(*value)} : std::nullopt;
    };
}

inline void add_events(std::vector<format>& all)
{
    const auto read = reader_of<event>(&decode_event);
    const auto add = [&](const encoded& sound) {
        const auto of = " schema " + std::to_string(sound.schema);
        add_parts(all, "event " + std::to_string(sound.type) + of, sound, read);
    };
    std::uint16_t type = 0;
    for (const golden::pair& one : golden::events) {
        add({++type, 1, bytes(one.clear), bytes(one.personal)});
    }
    // What has a second schema, in the order of `second_events`; and what needs no other bytes for it.
    constexpr std::array<std::uint16_t, 3> with_more{11, 12, 20};
    for (std::size_t i = 0; i < with_more.size(); ++i) {
        add({with_more.at(i), 2, bytes(golden::second_events.at(i)), {}});
    }
    add(encode(event{events::told_again{notice::unit}}));
    add(encode(samples::events().front()));  // With somebody else's part.
}

inline void add_states(std::vector<format>& all)
{
    const auto read = reader_of<application>(&decode_application);
    const std::string none_of_second = "0000";
    const std::string none_of_third = "000000";
    const std::array<std::string, 4> added{
        "",
        std::string{golden::state_added},
        none_of_second + golden::state_third.data(),
        none_of_second + none_of_third + golden::state_fourth.data()};
    std::uint16_t schema = 0;
    for (const auto& more : added) {
        const encoded sound{
            1,
            ++schema,
            bytes(std::string{golden::state_clear} + more),
            bytes(golden::state_personal)};
        add_parts(all, "state schema " + std::to_string(schema), sound, read);
    }
}

inline const std::vector<format>& all_formats()
{
    static const std::vector<format> all = [] {
        std::vector<format> list{
            {"record ordinary", bytes(golden::record_ordinary), record_again},
            {"record full", bytes(golden::record_full), record_again},
            {"record refusal", bytes(golden::record_refusal), record_again},
            {"record bare", bytes(golden::record_bare), record_again},
            {"snapshot full", bytes(golden::snapshot_full), snapshot_again},
            {"snapshot empty", bytes(golden::snapshot_empty), snapshot_again},
        };
        add_sealed(list);
        add_events(list);
        add_states(list);
        return list;
    }();
    return all;
}

}  // namespace formats
