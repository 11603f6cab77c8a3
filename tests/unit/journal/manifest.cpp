#include "journal/manifest.hpp"
#include "journal/mending.hpp"
#include "support/ask.hpp"
#include "support/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <random>

BOOST_AUTO_TEST_SUITE(journal_manifest)

namespace {

using namespace acikkapi;
using namespace support;

std::string manifest_of(const std::string& directory)
{
    const auto name = read_file(directory + "/CURRENT");
    return directory + "/" + name.substr(0, name.find('\n'));
}

journal::journal_options writing(const std::string& directory)
{
    return {directory, false, false, nullptr, {}};
}

/// What a crash leaves of a record that was being written: a header and half of what it announces; a
/// whole record with a wrong checksum; garbage. RocksDB takes some of them for the end of the file,
/// and refuses others.
std::vector<std::string> torn_tails()
{
    const std::string header("\x12\x34\x56\x78\x40\x00\x01", 7);
    return {header + "half", header + std::string(64, 'x'), std::string(300, 'x')};
}

/// A closed store whose MANIFEST has several records.
void make_flushed(const std::string& directory)
{
    for (std::uint64_t i = 1; i <= 5; ++i) {
        const auto store = open_store(directory);
        BOOST_REQUIRE(store->commit(events_from(i, 1)).has_value());
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_of_a_manifest_of_rocksdb_is_sound)
{
    const folder where;
    make_flushed(where.str());
    const auto bytes = read_file(manifest_of(where.str()));
    BOOST_TEST(bytes.size() > 500U);
    BOOST_TEST(journal::sound_length(bytes) == bytes.size());
}

BOOST_AUTO_TEST_CASE(what_is_cut_is_sound_up_to_its_last_whole_record)
{
    const folder where;
    make_flushed(where.str());
    const auto bytes = read_file(manifest_of(where.str()));
    std::size_t records = 0;
    std::size_t before = 0;
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const auto sound = journal::sound_length(std::string_view{bytes}.substr(0, size));
        BOOST_TEST_REQUIRE(sound <= size);
        BOOST_TEST_REQUIRE(sound >= before);
        records += sound != before ? 1U : 0U;
        before = sound;
    }
    BOOST_TEST(before == bytes.size());
    BOOST_TEST(records > 5U);
}

BOOST_AUTO_TEST_CASE(no_altered_bit_is_sound)
{
    const folder where;
    make_flushed(where.str());
    const auto sound = read_file(manifest_of(where.str()));
    for (std::size_t bit = 0; bit < sound.size() * 8; bit += 3) {
        auto bytes = sound;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1U << (bit % 8)));
        BOOST_TEST_REQUIRE(journal::sound_length(bytes) <= bit / 8, bit);
    }
}

BOOST_AUTO_TEST_CASE(nothing_and_noise_are_not_sound)
{
    BOOST_TEST(journal::sound_length({}) == 0U);
    BOOST_TEST(journal::sound_length(std::string(100, '\0')) == 0U);
    BOOST_TEST(journal::sound_length("MANIFEST") == 0U);
}

BOOST_AUTO_TEST_CASE(a_torn_tail_is_cut_and_the_store_opens_with_all_that_was_there)
{
    int mended = 0;
    for (const auto& tail : torn_tails()) {
        const folder where;
        make_flushed(where.str());
        const auto name = manifest_of(where.str());
        const auto torn = read_file(name) + tail;
        write_file(name, torn);
        const auto store = journal::open(writing(where.str()));
        BOOST_TEST_REQUIRE(store.has_value());
        BOOST_TEST(events_of(**store).value().size() == 5U);
        BOOST_TEST(!std::filesystem::exists(where.str() + "/acikkapi.mending"));
        if (std::filesystem::exists(where.str() + "/acikkapi.torn")) {
            BOOST_TEST((read_file(where.str() + "/acikkapi.torn") == torn));
            ++mended;
        }
    }
    BOOST_TEST(mended > 0);
}

BOOST_AUTO_TEST_CASE(a_manifest_is_not_cut_where_that_would_lose_something)
{
    const folder where;
    make_flushed(where.str());
    const auto sound = read_file(manifest_of(where.str()));
    std::mt19937_64 random{5};
    for (int round = 0; round < 40; ++round) {
        const folder other;
        std::filesystem::copy(where.str(), other.str());
        auto bytes = sound;
        const auto place = static_cast<std::size_t>(random() % bytes.size());
        bytes[place] = static_cast<char>(bytes[place] ^ (1U << (random() % 8)));
        write_file(manifest_of(other.str()), bytes);
        const auto before = contents(other.str());
        const auto store = journal::open(writing(other.str()));
        if (store) {
            BOOST_TEST_REQUIRE(events_of(**store).value().size() == 5U, place);
        } else {
            BOOST_TEST_REQUIRE((contents(other.str()) == before), place);
        }
    }
}

// The machine stopped when all was mended but the copy not yet taken away.
BOOST_AUTO_TEST_CASE(what_a_mending_left_is_taken_away_by_the_next_opening)
{
    const folder where;
    make_flushed(where.str());
    const std::filesystem::path left{where.str() + "/acikkapi.mending"};
    std::filesystem::create_directory(left);
    for (const auto& entry : std::filesystem::directory_iterator{where.str()}) {
        if (entry.path().extension() == ".sst") {
            std::filesystem::create_hard_link(entry.path(), left / entry.path().filename());
        }
    }
    BOOST_TEST_REQUIRE(!std::filesystem::is_empty(left));
    BOOST_TEST(journal::open({where.str(), false, true, nullptr, {}}).has_value());
    BOOST_TEST(std::filesystem::exists(left));  // Who only reads changes nothing.
    const auto store = journal::open(writing(where.str()));
    BOOST_TEST_REQUIRE(store.has_value());
    BOOST_TEST(events_of(**store).value().size() == 5U);
    BOOST_TEST(!std::filesystem::exists(left));
}

BOOST_AUTO_TEST_CASE(a_manifest_is_not_mended_where_a_table_is_damaged_that_is_read_at_the_start)
{
    for (const auto& tail : torn_tails()) {
        const folder where;
        make_flushed(where.str());
        {
            raw_store rows{where.str()};
            rows.put(raw_store::family(journal::table::counter), "a", std::string(1'000, 'x'));
        }
        static_cast<void>(open_store(where.str(), false));  // The log becomes tables.
        int damaged = 0;
        for (const auto& entry : std::filesystem::directory_iterator{where.str()}) {
            auto bytes = read_file(entry.path());
            const auto at = bytes.find(std::string(1'000, 'x'));
            if (entry.path().extension() == ".sst" && at != std::string::npos) {
                bytes[at] = 'y';
                write_file(entry.path(), bytes);
                ++damaged;
            }
        }
        BOOST_TEST_REQUIRE(damaged == 1);
        write_file(manifest_of(where.str()), read_file(manifest_of(where.str())) + tail);
        const auto before = contents(where.str());
        BOOST_TEST(!journal::open(writing(where.str())).has_value());
        BOOST_TEST((contents(where.str()) == before));
    }
}

BOOST_AUTO_TEST_CASE(a_store_that_is_only_read_is_never_mended)
{
    for (const auto& tail : torn_tails()) {
        const folder where;
        make_flushed(where.str());
        write_file(manifest_of(where.str()), read_file(manifest_of(where.str())) + tail);
        const auto before = contents(where.str());
        const auto store = journal::open({where.str(), false, true, nullptr, {}});
        BOOST_TEST((!store || events_of(**store).value().size() == 5U));
        BOOST_TEST((contents(where.str()) == before));
    }
}

BOOST_AUTO_TEST_CASE(a_folder_in_the_store_is_not_in_the_way_of_mending)
{
    int mended = 0;
    for (const auto& tail : torn_tails()) {
        const folder where;
        make_flushed(where.str());
        std::filesystem::create_directories(where.str("store/lost+found/found"));
        write_file(manifest_of(where.str()), read_file(manifest_of(where.str())) + tail);
        const auto store = journal::open(writing(where.str()));
        BOOST_TEST_REQUIRE(store.has_value());
        BOOST_TEST(events_of(**store).value().size() == 5U);
        BOOST_TEST(std::filesystem::exists(where.str("store/lost+found/found")));
        mended += std::filesystem::exists(where.str("store/acikkapi.torn")) ? 1 : 0;
    }
    BOOST_TEST(mended > 0);
}

BOOST_AUTO_TEST_SUITE_END()
