// What is done to a store behind the library's back is refused or reported, and never crashes.
// Not promised here: a change by somebody who knows the format and leaves sound rows; for that the
// seal over the journal is needed.
#include "codec/record_codec.hpp"
#include "journal/read.hpp"
#include "support/ask.hpp"
#include "support/stores.hpp"
#include "unit/journal/tables_of.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <random>

BOOST_AUTO_TEST_SUITE(journal_damage)

namespace {

using namespace acikkapi;
using namespace support;

constexpr std::uint64_t count = 12;

record some_record(std::uint64_t version)
{
    record out;
    out.stream = stream_id{1};
    out.version = version;
    out.by = actor::parse("officer:1").value();
    out.via = channels::desk();
    out.letters.push_back({"sms", "added", "+905320000000", "1"});
    out.payload = {1, 1, "clear", "personal"};
    return out;
}

/// A store of records, closed.
void make_records(const std::string& directory)
{
    const auto store = open_store(directory);
    for (std::uint64_t i = 1; i <= count; ++i) {
        auto batch = events_from(i, 1);
        batch.events.front() = codec::encode_record(some_record(i));
        BOOST_REQUIRE(store->commit(batch).has_value());
    }
}

/// How the store opens; `errc{}` if it does.
errc opened(const std::string& directory)
{
    const auto store = journal::open({directory, false, false, nullptr, {}});
    return store ? errc{} : static_cast<errc>(store.error().value());
}

const std::string head_name{journal::head_key};
const std::size_t meta = raw_store::family(journal::table::meta);

/// Of the first block, in which the first rows of a table lie.
void flip_first_bit(const std::string& path)
{
    auto bytes = read_file(path);
    bytes.at(0) ^= 1;
    write_file(path, bytes);
}

std::string log_of(const std::string& directory)
{
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
        if (entry.path().extension() == ".log") {
            return entry.path().string();
        }
    }
    BOOST_FAIL("no log");
    return {};
}

std::string manifest_of(const std::string& directory)
{
    const auto name = read_file(directory + "/CURRENT");
    return directory + "/" + name.substr(0, name.find('\n'));
}

/// Opening ends in an error with every file as it was, or in all that was there.
void refused_or_whole(const std::string& directory)
{
    const auto before = contents(directory);
    const auto store = journal::open({directory, false, false, nullptr, {}});
    if (!store) {
        BOOST_TEST_REQUIRE(
            (store.error() == errc::corrupt_journal || store.error() == errc::io_error ||
             store.error() == errc::not_a_store));
        BOOST_TEST_REQUIRE((contents(directory) == before));
        return;
    }
    const auto there = events_of(**store);
    BOOST_TEST_REQUIRE(there.has_value());
    BOOST_TEST_REQUIRE(there->size() == count);
    for (std::size_t i = 0; i < there->size(); ++i) {
        BOOST_TEST_REQUIRE((*there)[i] == "event " + std::to_string(i + 1));
    }
}

bool is_marked(const std::string& directory, std::uint64_t last)
{
    const auto marks = journal::head_record::read(*rocksdb::Env::Default(), directory).value();
    return !marks.empty() && marks.back().last == position{last};
}

std::uint64_t newest_sequence(const std::string& directory)
{
    const auto marks = journal::head_record::read(*rocksdb::Env::Default(), directory).value();
    return marks.empty() ? 0 : marks.back().sequence;
}

/// Damages one file in many ways, each in what a process that was killed would leave behind.
void damage_everywhere(
    const std::function<std::string(const std::string&)>& file_of, std::uint64_t seed)
{
    const folder where;
    const auto live = open_store(where.str());
    for (std::uint64_t i = 1; i <= count; ++i) {
        BOOST_REQUIRE(live->commit(events_from(i, 1)).has_value());
    }
    // The newest group is covered about a millisecond after it was acknowledged.
    BOOST_REQUIRE(eventually([&] { return is_marked(where.str(), count); }));
    const std::string sound = read_file(file_of(where.str()));
    std::mt19937_64 random{seed};
    for (int round = 0; round < 60; ++round) {
        const folder other;
        std::filesystem::copy(where.str(), other.str());  // Nobody writes now.
        std::string bytes = sound;
        const auto place = static_cast<std::size_t>(random() % bytes.size());
        if (round % 2 == 0) {
            bytes.resize(place);
        } else {
            bytes[place] = static_cast<char>(bytes[place] ^ (1U << (random() % 8)));
        }
        write_file(file_of(other.str()), bytes);
        BOOST_TEST_CONTEXT("seed " << seed << ", round " << round << ", byte " << place)
        {
            refused_or_whole(other.str());
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_missing_event_stops_the_reader_at_the_hole)
{
    const folder where;
    // So many that the tree grows without it: among the last ones a hole is seen at opening.
    BOOST_REQUIRE(open_store(where.str())->commit(events_from(1, 256)).has_value());
    raw_store{where.str()}.punch(position{5});
    const auto store = open_store(where.str(), false);
    BOOST_TEST((store->event(position{5}).error() == errc::corrupt_journal));
    std::uint64_t seen = 0;
    const auto visit = [&](position at, std::string_view) {
        seen = number_of(at);
        return true;
    };
    const auto read = store->scan_events(position{0}, store->head(), visit);
    BOOST_TEST((read.error() == errc::corrupt_journal));
    BOOST_TEST(seen == 4U);
}

// The newest event is there, and so are all marks: only the count tells.
BOOST_AUTO_TEST_CASE(an_event_that_is_gone_is_noticed_by_the_number_of_entries)
{
    const folder where;
    // The tree grows without it, see above.
    BOOST_REQUIRE(open_store(where.str())->commit(events_from(1, 256)).has_value());
    raw_store{where.str()}.remove(raw_store::events, journal::event_key(position{5}));
    BOOST_TEST((opened(where.str()) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(events_that_end_before_or_after_the_head_are_refused)
{
    for (const bool more : {false, true}) {
        const folder where;
        make_store(where.str(), count);
        {
            raw_store raw{where.str()};
            if (more) {
                raw.put(raw_store::events, journal::event_key(position{count + 1}), "x");
            } else {
                raw.remove(raw_store::events, journal::event_key(position{count}));
            }
        }
        BOOST_TEST((opened(where.str()) == errc::corrupt_journal));
    }
}

BOOST_AUTO_TEST_CASE(an_event_under_a_key_that_is_no_position_is_refused)
{
    const folder where;
    make_store(where.str(), count);
    raw_store{where.str()}.put(raw_store::events, "\xff\xff", "x");
    BOOST_TEST((opened(where.str()) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_head_row_that_is_gone_or_cut_is_refused)
{
    const folder where;
    make_store(where.str(), count);
    const std::string sound = raw_store{where.str()}.get(meta, head_name);
    raw_store{where.str()}.remove(meta, head_name);
    BOOST_TEST((opened(where.str()) == errc::corrupt_journal));
    for (std::size_t size = 0; size < sound.size(); size += 5) {
        raw_store{where.str()}.put(meta, head_name, sound.substr(0, size));
        BOOST_TEST((opened(where.str()) == errc::corrupt_journal), size);
    }
    raw_store{where.str()}.put(meta, head_name, sound);
    BOOST_TEST((opened(where.str()) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_head_row_that_names_another_last_event_is_refused)
{
    const folder where;
    make_store(where.str(), count);
    const std::string sound = raw_store{where.str()}.get(meta, head_name);
    for (std::size_t bit = 0; bit < 64; bit += 3) {
        std::string bytes = sound;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1U << (bit % 8)));
        raw_store{where.str()}.put(meta, head_name, bytes);
        BOOST_TEST((opened(where.str()) == errc::corrupt_journal), bit);
    }
}

BOOST_AUTO_TEST_CASE(an_event_row_that_is_cut_anywhere_is_corrupt_or_lacks_its_personal_tail)
{
    const folder where;
    make_records(where.str());
    const std::string sound =
        raw_store{where.str()}.get(raw_store::events, journal::event_key(position{7}));
    const auto clear = codec::clear_size(sound).value();
    for (std::size_t size = 0; size < sound.size(); ++size) {
        raw_store{where.str()}.put(
            raw_store::events, journal::event_key(position{7}), sound.substr(0, size));
        const auto store = open_store(where.str(), false);
        const auto read = journal::read_record(*store, position{7}, nullptr);
        if (size < clear) {
            BOOST_TEST((read.error() == errc::corrupt_journal), size);
        } else {
            BOOST_TEST((!read || read->payload.personal.size() < 8), size);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_scan_of_records_reports_a_damaged_row_and_gives_those_before)
{
    const folder where;
    make_records(where.str());
    raw_store{where.str()}.put(raw_store::events, journal::event_key(position{7}), "\xff");
    const auto store = open_store(where.str(), false);
    std::uint64_t seen = 0;
    const auto read =
        journal::scan_records(*store, position{0}, store->head(), nullptr, [&](record&& one) {
            seen = number_of(one.at);
            return true;
        });
    BOOST_TEST(read.has_error());
    BOOST_TEST(seen == 6U);
}

BOOST_AUTO_TEST_CASE(a_closed_store_loses_nothing_with_its_log)
{
    const folder where;
    make_store(where.str(), count);
    std::filesystem::remove(log_of(where.str()));
    BOOST_TEST(events_of(*open_store(where.str(), false)).value().size() == count);
}

BOOST_AUTO_TEST_CASE(a_damaged_log_is_refused_or_loses_nothing)
{
    damage_everywhere(log_of, 17);
}

BOOST_AUTO_TEST_CASE(a_damaged_manifest_is_refused_or_loses_nothing)
{
    damage_everywhere(manifest_of, 18);
}

BOOST_AUTO_TEST_CASE(a_damaged_current_file_is_refused)
{
    damage_everywhere([](const std::string& directory) { return directory + "/CURRENT"; }, 19);
}

BOOST_AUTO_TEST_CASE(a_damaged_head_record_is_refused_or_loses_nothing)
{
    damage_everywhere(
        [](const std::string& directory) { return directory + "/acikkapi.head"; }, 20);
}

BOOST_AUTO_TEST_CASE(a_store_without_its_head_record_is_refused_and_says_so)
{
    const folder where;
    make_store(where.str(), count);
    std::filesystem::remove(where.str() + "/acikkapi.head");
    std::string said;
    const auto store = journal::open(
        {where.str(), false, false, nullptr, [&](std::string_view line) { said = line; }});
    BOOST_TEST((store.error() == errc::corrupt_journal));
    BOOST_TEST(said.find("head record acikkapi.head is missing") != std::string::npos, said);
}

// All events are there: only the number that RocksDB gives to each row tells.
BOOST_AUTO_TEST_CASE(rows_without_an_event_that_are_missing_are_noticed)
{
    const folder where;
    const auto live = open_store(where.str());
    BOOST_REQUIRE(live->commit(events_from(1, 1)).has_value());
    const auto size = std::filesystem::file_size(log_of(where.str()));
    BOOST_REQUIRE(eventually([&] { return is_marked(where.str(), 1); }));
    const auto marked = newest_sequence(where.str());
    journal::batch rows;
    rows.first = position{2};
    rows.rows.push_back({journal::table::lookup, "key", "value"});
    BOOST_REQUIRE(live->commit(rows).has_value());
    BOOST_REQUIRE(eventually([&] { return newest_sequence(where.str()) > marked; }));
    const folder other;
    std::filesystem::copy(where.str(), other.str());
    BOOST_TEST((opened(other.str()) == errc{}));
    const folder cut;
    std::filesystem::copy(where.str(), cut.str());
    std::filesystem::resize_file(log_of(cut.str()), size);
    BOOST_TEST((opened(cut.str()) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(an_event_other_than_the_one_that_was_acknowledged_is_refused)
{
    const folder where;
    make_store(where.str(), count);
    const auto acknowledged = read_file(where.str() + "/acikkapi.head");
    raw_store{where.str()}.put(raw_store::events, journal::event_key(position{count}), "other");
    write_file(where.str() + "/acikkapi.head", acknowledged);
    BOOST_TEST((opened(where.str()) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_first_bad_place)
{
    const folder where;
    const auto live = open_store(where.str());
    for (std::uint64_t i = 1; i <= count; ++i) {
        BOOST_REQUIRE(live->commit(events_from(i, 1)).has_value());
    }
    BOOST_REQUIRE(eventually([&] { return is_marked(where.str(), count); }));
    const folder other;
    std::filesystem::copy(where.str(), other.str());
    std::filesystem::resize_file(log_of(other.str()), 300);
    std::string said;
    const auto store = journal::open(
        {other.str(), false, false, nullptr, [&](std::string_view line) { said = line; }});
    BOOST_TEST((store.error() == errc::corrupt_journal));
    BOOST_TEST(said.find("was acknowledged up to 12") != std::string::npos, said);
    BOOST_TEST(said.find("restore a backup") != std::string::npos, said);
}

// RocksDB before 8.5.1 forgets the error of a table that is not the first of its level.
BOOST_AUTO_TEST_CASE(rows_in_a_table_that_cannot_be_read_are_not_passed_over_in_silence)
{
    const folder where;
    make_store(where.str(), 1);
    {
        raw_store raw{where.str()};
        for (const char* key : {"a", "b", "c"}) {
            raw.put_in_a_table(raw_store::family(journal::table::lookup), key, "value");
        }
    }
    std::size_t unreadable = 0;
    for (const auto& path : unit_journal::tables_of(where.str())) {
        const folder other;
        std::filesystem::copy(where.str(), other.str());
        flip_first_bit(other.str() + "/" + path.filename().string());
        const auto store = journal::open({other.str(), false, false, nullptr, {}});
        if (!store) {
            continue;
        }
        std::size_t found = 0;
        const auto scanned =
            (*store)->scan(journal::table::lookup, "", {}, [&](std::string_view, std::string_view) {
                ++found;
                return true;
            });
        BOOST_TEST((found == 3 || !scanned));
        unreadable += scanned ? 0 : 1;
    }
    BOOST_TEST(unreadable == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
