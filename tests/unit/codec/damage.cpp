// Every stored byte may be wrong. Whatever is read must be refused, or be a value that the same
// bytes stand for; never a crash, and never more memory than the input can account for.
#include "formats.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

BOOST_AUTO_TEST_SUITE(codec_damage)

namespace {

using namespace acikkapi;
using formats::all_formats, formats::counted, formats::format, formats::snapshot_again;
using samples::bytes;
using samples::hex;

/// @return Whether the bytes were accepted.
bool is_refused_or_meant(const format& kind, const std::string& input)
{
    const auto again = kind.again(input);
    if (again && *again != input) {
        BOOST_FAIL(kind.name << ": " << hex(input) << " was read as " << hex(*again));
    }
    return again.has_value();
}

/// One to four wrong bytes, a hole, or something put in.
std::string spoiled(std::string input, std::mt19937_64& random)
{
    const auto place = [&] { return static_cast<std::size_t>(random() % (input.size() + 1)); };
    switch (random() % 3) {
    case 0: input.erase(place(), 1 + random() % 5); break;
    case 1: input.insert(place(), 1 + random() % 5, static_cast<char>(random())); break;
    default: break;
    }
    for (auto n = random() % 4; n != 0 && !input.empty(); --n) {
        input[static_cast<std::size_t>(random() % input.size())] = static_cast<char>(random());
    }
    return input;
}

}  // namespace

BOOST_AUTO_TEST_CASE(sound_bytes_are_read)
{
    for (const format& kind : all_formats()) {
        BOOST_TEST_CONTEXT(kind.name)
        {
            BOOST_TEST(is_refused_or_meant(kind, kind.sound));
        }
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_cut_anywhere_are_refused_or_meant)
{
    for (const format& kind : all_formats()) {
        for (std::size_t size = 0; size < kind.sound.size(); ++size) {
            const bool read = is_refused_or_meant(kind, kind.sound.substr(0, size));
            // Only the tail of a row, the personal bytes of its payload, has no length of its own.
            const bool open_ended =
                kind.name.starts_with("record") || kind.name.starts_with("snapshot");
            BOOST_TEST_CONTEXT(kind.name << " cut to " << size)
            {
                BOOST_TEST((!read || open_ended));
            }
        }
    }
}

// A row's checksum and its leaf in the tree find a cut tail; here it must not look like a fact
// whose words are whole.
BOOST_AUTO_TEST_CASE(a_row_that_is_cut_in_its_tail_gives_an_event_that_is_refused)
{
    const std::string row = bytes(golden::record_ordinary);
    unsigned tails = 0;
    for (std::size_t size = 0; size < row.size(); ++size) {
        const auto cut = codec::decode_record(position{9}, row.substr(0, size));
        if (cut) {
            ++tails;
            const encoded& left = cut->payload;
            BOOST_TEST(decode_event({left.type, 1, left.clear, left.personal, false}).has_error());
        }
    }
    BOOST_TEST(tails == samples::ordinary().payload.personal.size());
}

BOOST_AUTO_TEST_CASE(bytes_with_any_one_bit_turned_are_refused_or_meant)
{
    for (const format& kind : all_formats()) {
        std::string input = kind.sound;
        for (std::size_t bit = 0; bit < input.size() * 8; ++bit) {
            const auto mask = static_cast<char>(1U << (bit % 8));
            input[bit / 8] = static_cast<char>(input[bit / 8] ^ mask);
            is_refused_or_meant(kind, input);
            input[bit / 8] = static_cast<char>(input[bit / 8] ^ mask);
        }
        BOOST_TEST(input == kind.sound);
    }
}

BOOST_AUTO_TEST_CASE(bytes_with_any_one_byte_set_to_its_extremes_are_refused_or_meant)
{
    for (const format& kind : all_formats()) {
        for (std::size_t i = 0; i < kind.sound.size(); ++i) {
            for (const char extreme : {'\0', '\1', '\x7f', '\x80', '\xff'}) {
                std::string input = kind.sound;
                input[i] = extreme;
                is_refused_or_meant(kind, input);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(spoiled_bytes_are_refused_or_meant)
{
    std::mt19937_64 random{3071};
    unsigned accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        const format& kind = all_formats()[random() % all_formats().size()];
        accepted += is_refused_or_meant(kind, spoiled(kind.sound, random)) ? 1U : 0U;
    }
    BOOST_TEST_MESSAGE(accepted << " of 50000 spoiled inputs stand for another value");
    BOOST_TEST(accepted > 0U);
}

BOOST_AUTO_TEST_CASE(bytes_without_sense_are_refused_or_meant)
{
    std::mt19937_64 random{4982};
    for (int round = 0; round < 50'000; ++round) {
        std::string input(random() % 64, '\0');
        for (char& c : input) {
            // Small numbers go deeper into a format than large ones.
            c = static_cast<char>(random() % 2 == 0 ? random() % 8 : random());
        }
        if (!input.empty() && random() % 2 == 0) {
            input.front() = 1;
        }
        is_refused_or_meant(all_formats()[random() % all_formats().size()], input);
    }
}

BOOST_AUTO_TEST_CASE(a_large_sound_row_takes_no_more_memory_than_it_accounts_for)
{
    codec::snapshot many;
    many.at = 20'000;
    for (std::uint64_t i = 1; i <= many.at; ++i) {
        many.events.push_back(position{i});
        many.refusals.push_back(position{i});
    }
    BOOST_TEST(snapshot_again(codec::encode_snapshot(many)).has_value());

    application linked;
    linked.links.assign(20'000, {});
    const encoded state = encode(linked);
    const auto read = counted<result<application>>(
        [&] {
            return decode_application({1, 1, state.clear, state.personal, false});
        },
        state.clear.size());
    BOOST_TEST(read.has_value());
}

// The stock archives believed a length of 2^63 from a 41-byte input.
BOOST_AUTO_TEST_CASE(a_huge_length_makes_no_room)
{
    const std::string huge = bytes("ffffffffffffffff7f");
    for (const format& kind : all_formats()) {
        for (std::size_t i = 0; i <= kind.sound.size(); ++i) {
            std::string input = kind.sound.substr(0, i) + huge;
            is_refused_or_meant(kind, input);
            input = kind.sound;
            is_refused_or_meant(kind, input.replace(i, 1, huge));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
