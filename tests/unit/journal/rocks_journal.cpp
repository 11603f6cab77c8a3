#include "support/stores.hpp"
#include "support/trial_disk.hpp"
#include "unit/journal/tables_of.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sys/resource.h>

BOOST_AUTO_TEST_SUITE(journal_rocks_journal)

namespace {

using namespace acikkapi;
using namespace support;
using journal::table;

journal::batch with_row(std::uint64_t first, std::string key, std::optional<std::string> value)
{
    auto out = events_from(first, 1);
    out.rows.push_back({table::open, std::move(key), std::move(value)});
    return out;
}

errc error_of(const journal::journal_options& how)
{
    const auto opened = journal::open(how);
    return opened ? errc{} : static_cast<errc>(opened.error().value());
}

std::vector<std::string>
keys_of(const journal::journal& store, std::string_view prefix, std::string_view from = {})
{
    std::vector<std::string> out;
    BOOST_REQUIRE(store
                      .scan(
                          table::open,
                          prefix,
                          from,
                          [&](std::string_view key, std::string_view) {
                              out.emplace_back(key);
                              return out.size() < 10;
                          })
                      .has_value());
    return out;
}

constexpr rlim_t files_max = 128;
constexpr std::uint64_t tables_made = 140;

/// Of whom no more files can be open at once.
class few_files {
public:
    few_files()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit few{files_max, before_.rlim_max};
        BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    few_files(const few_files&) = delete;
    few_files& operator=(const few_files&) = delete;
    ~few_files() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

std::string key_of_table(std::uint64_t number)
{
    return "key " + std::to_string(1'000 + number);
}

/// A closed store in which each of these keys has a table of its own.
void make_many_tables(const std::string& directory)
{
    make_store(directory, 3);
    raw_store rows{directory};
    for (std::uint64_t i = 0; i < tables_made; ++i) {
        rows.put_in_a_table(raw_store::family(table::done), key_of_table(i), "value");
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_committed_is_read_back_now_and_after_reopening)
{
    const folder where;
    for (const bool again : {false, true}) {
        const auto store = open_store(where.str());
        if (!again) {
            BOOST_TEST(number_of(store->head()) == 0U);
            BOOST_TEST(store->commit(events_from(1, 3)).has_value());
            BOOST_TEST(store->commit(with_row(4, "a", "one")).has_value());
        }
        BOOST_TEST(number_of(store->head()) == 4U);
        BOOST_TEST(store->event(position{2}).value() == "event 2");
        BOOST_TEST(events_of(*store).value().size() == 4U);
        BOOST_TEST(store->get(table::open, "a").value().value() == "one");
        BOOST_TEST(!store->get(table::open, "b").value().has_value());
        BOOST_TEST(!store->get(table::done, "a").value().has_value());
    }
}

BOOST_AUTO_TEST_CASE(rows_of_a_batch_are_applied_in_their_order)
{
    const folder where;
    const auto store = open_store(where.str());
    auto batch = with_row(1, "a", "one");
    batch.rows.push_back({table::open, "a", std::nullopt});
    batch.rows.push_back({table::open, "b", "old"});
    batch.rows.push_back({table::open, "b", "new"});
    BOOST_TEST(store->commit(batch).has_value());
    BOOST_TEST(!store->get(table::open, "a").value().has_value());
    BOOST_TEST(store->get(table::open, "b").value().value() == "new");
}

BOOST_AUTO_TEST_CASE(rows_without_events_leave_the_head_where_it_is)
{
    const folder where;
    const auto store = open_store(where.str());
    BOOST_TEST(store->commit({position{}, {}, {{table::open, "a", "one"}}}).has_value());
    BOOST_TEST(number_of(store->head()) == 0U);
    BOOST_TEST(store->get(table::open, "a").value().value() == "one");
}

BOOST_AUTO_TEST_CASE(a_scan_sees_the_rows_of_its_prefix_in_order)
{
    const folder where;
    const auto store = open_store(where.str());
    journal::batch batch{position{1}, {}, {}};
    for (const char* key : {"b2", "a9", "b1", "c1", "b", "b3"}) {
        batch.rows.push_back({table::open, key, ""});
    }
    BOOST_TEST(store->commit(batch).has_value());
    BOOST_TEST(keys_of(*store, "b") == (std::vector<std::string>{"b", "b1", "b2", "b3"}));
    BOOST_TEST(keys_of(*store, "b", "b2") == (std::vector<std::string>{"b2", "b3"}));
    BOOST_TEST(keys_of(*store, {}).size() == 6U);
    BOOST_TEST(keys_of(*store, "d").empty());
}

BOOST_AUTO_TEST_CASE(a_visitor_that_has_enough_ends_the_scan)
{
    const folder where;
    make_store(where.str(), 5);
    const auto store = open_store(where.str());
    std::uint64_t seen = 0;
    const auto visit = [&](position at, std::string_view) {
        seen = number_of(at);
        return seen < 3;
    };
    BOOST_TEST(store->scan_events(position{1}, position{5}, visit).has_value());
    BOOST_TEST(seen == 3U);
}

BOOST_AUTO_TEST_CASE(a_row_that_is_there_is_never_called_surely_absent)
{
    const folder where;
    const auto store = open_store(where.str());
    unsigned absent = 0;
    for (std::uint64_t i = 1; i <= 200; ++i) {
        const auto key = "key " + std::to_string(i);
        absent += store->surely_absent(table::open, key) ? 1U : 0U;
        BOOST_TEST(store->commit(with_row(i, key, "")).has_value());
        BOOST_TEST(!store->surely_absent(table::open, key));
    }
    BOOST_TEST(absent == 200U);  // Nothing is on disk yet that a filter could be wrong about.
}

BOOST_AUTO_TEST_CASE(a_missing_store_is_not_made_unless_asked)
{
    const folder where;
    BOOST_TEST((error_of({where.str(), false, false, nullptr, {}}) == errc::not_a_store));
    BOOST_TEST((error_of({where.str(), true, true, nullptr, {}}) == errc::not_a_store));
    BOOST_TEST(contents(where.str("")).empty());
    BOOST_TEST((error_of({where.str("a/b"), true, false, nullptr, {}}) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_foreign_directory_is_refused_and_not_touched)
{
    const folder where;
    std::filesystem::create_directories(where.str());
    write_file(where.str("store/notes.txt"), "mine");
    const auto before = contents(where.str());
    for (const bool create : {false, true}) {
        BOOST_TEST((error_of({where.str(), create, false, nullptr, {}}) == errc::not_a_store));
        BOOST_TEST((contents(where.str()) == before));
    }
}

BOOST_AUTO_TEST_CASE(a_file_is_no_store)
{
    const folder where;
    write_file(where.str(), "mine");
    BOOST_TEST((error_of({where.str(), true, false, nullptr, {}}) == errc::not_a_store));
    BOOST_TEST(read_file(where.str()) == "mine");
}

BOOST_AUTO_TEST_CASE(another_programs_database_is_refused_and_not_touched)
{
    const folder where;
    {
        rocksdb::Options options;
        options.create_if_missing = true;
        rocksdb::DB* made = nullptr;
        BOOST_REQUIRE(rocksdb::DB::Open(options, where.str(), &made).ok());
        const std::unique_ptr<rocksdb::DB> theirs{made};
        BOOST_REQUIRE(theirs->Put({}, "a", "1").ok());
    }
    const auto before = contents(where.str());
    for (const bool read_only : {false, true}) {
        BOOST_TEST((error_of({where.str(), true, read_only, nullptr, {}}) == errc::not_a_store));
        BOOST_TEST((contents(where.str()) == before));
    }
}

BOOST_AUTO_TEST_CASE(reading_changes_no_byte_and_writes_nothing)
{
    const folder where;
    make_store(where.str(), 20);
    const auto before = contents(where.str());
    {
        const auto store = journal::open({where.str(), false, true, nullptr, {}}).value();
        BOOST_TEST(events_of(*store).value().size() == 20U);
        BOOST_TEST((store->commit(events_from(21, 1)).error() == errc::outcome_unknown));
        BOOST_TEST((error_of({where.str(), false, true, nullptr, {}}) == errc{}));
        BOOST_TEST((error_of({where.str(), false, false, nullptr, {}}) == errc::busy));
    }
    BOOST_TEST((contents(where.str()) == before));
    const auto writer = open_store(where.str());
    BOOST_TEST((error_of({where.str(), false, true, nullptr, {}}) == errc::busy));
}

BOOST_AUTO_TEST_CASE(a_copy_is_a_store_of_its_own_that_stays_as_it_was)
{
    const folder where;
    const auto store = open_store(where.str());
    for (std::uint64_t i = 1; i <= 30; ++i) {
        BOOST_TEST(store->commit(with_row(i, "key " + std::to_string(i), "x")).has_value());
    }
    const auto wanted = events_of(*store).value();
    BOOST_TEST(store->copy_to(where.str("copy")).has_value());
    BOOST_TEST(store->commit(with_row(31, "later", "x")).has_value());
    for (const bool read_only : {true, false, true}) {
        const auto copy = journal::open({where.str("copy"), false, read_only, nullptr, {}}).value();
        BOOST_TEST(events_of(*copy).value() == wanted);
        BOOST_TEST(keys_of(*copy, "key ") == keys_of(*store, "key "));
        BOOST_TEST(!copy->get(table::open, "later").value().has_value());
    }
    BOOST_TEST(number_of(store->head()) == 31U);
}

BOOST_AUTO_TEST_CASE(a_copy_does_not_overwrite_what_is_there)
{
    const folder where;
    std::filesystem::create_directories(where.str("copy"));
    write_file(where.str("copy/notes.txt"), "mine");
    const auto before = contents(where.str("copy"));
    const auto store = open_store(where.str());
    BOOST_TEST((store->copy_to(where.str("copy")).error() == errc::not_empty));
    BOOST_TEST((contents(where.str("copy")) == before));
    BOOST_TEST(!std::filesystem::exists(where.str("copy.copying")));
}

BOOST_AUTO_TEST_CASE(a_copy_for_which_there_is_no_space_is_not_in_the_way_of_the_next)
{
    const folder where;
    trial_disk disk;
    const auto store = journal::open({where.str(), true, false, disk.environment(), {}}).value();
    BOOST_TEST(store->commit(events_from(1, 3)).has_value());
    disk.fill(trial_disk::fault::mark);
    BOOST_TEST((store->copy_to(where.str("copy")).error() == errc::disk_full));
    BOOST_TEST(disk.refused() > 0U);
    BOOST_TEST(!std::filesystem::exists(where.str("copy")));
    BOOST_TEST(!std::filesystem::exists(where.str("copy.copying")));
    disk.heal();
    BOOST_TEST(store->copy_to(where.str("copy")).has_value());
    BOOST_TEST(!std::filesystem::exists(where.str("copy.copying")));
    BOOST_TEST(events_of(*open_store(where.str("copy"), false)).value().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_copy_begins_anew_in_what_one_that_was_killed_left)
{
    const folder where;
    const auto store = open_store(where.str());
    BOOST_TEST(store->commit(events_from(1, 3)).has_value());
    for (const std::string half : {"store", "store.tmp"}) {
        const auto copy = where.str("copy of " + half);
        std::filesystem::create_directories(copy + ".copying/" + half);
        write_file(copy + ".copying/" + half + "/CURRENT", "half");
        // Without the mark of a copy it could be anybody's.
        const auto before = contents(copy + ".copying");
        BOOST_TEST((store->copy_to(copy).error() == errc::not_empty));
        BOOST_TEST((contents(copy + ".copying") == before));
        write_file(copy + ".copying/acikkapi.lock", "");
        BOOST_TEST(store->copy_to(copy + "/").has_value());
        BOOST_TEST(events_of(*open_store(copy, false)).value().size() == 3U);
        BOOST_TEST(!std::filesystem::exists(copy + ".copying"));
    }
}

// The n-th write fails, for every n: a batch is there as a whole or not at all, and nothing that
// was acknowledged is missing.
BOOST_AUTO_TEST_CASE(a_batch_whose_write_fails_is_whole_or_absent)
{
    for (const auto fault : {trial_disk::fault::append, trial_disk::fault::sync}) {
        for (std::uint64_t n = 0; n < 12; ++n) {
            const folder where;
            trial_disk disk;
            std::uint64_t done = 0;
            {
                const auto store =
                    journal::open({where.str(), true, false, disk.environment(), {}}).value();
                disk.fail(fault, n);
                while (done < 20 && store->commit(events_from(done * 3 + 1, 3))) {
                    ++done;
                }
                BOOST_TEST(done < 20U);
                BOOST_TEST((store->commit(events_from(1, 1)).error() == errc::outcome_unknown));
                BOOST_TEST(number_of(store->head()) == done * 3);
                disk.heal();
            }
            const auto store = open_store(where.str(), false);
            const auto there = events_of(*store).value().size();
            BOOST_TEST((there == done * 3 || there == done * 3 + 3), "fault at " << n);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_store_lives_in_the_environment_it_is_given)
{
    const std::unique_ptr<rocksdb::Env> memory{rocksdb::NewMemEnv(rocksdb::Env::Default())};
    const journal::journal_options how{"/nowhere/store", true, false, memory.get(), {}};
    BOOST_TEST((error_of({"/nowhere/store", false, false, memory.get(), {}}) == errc::not_a_store));
    {
        const auto store = journal::open(how).value();
        BOOST_TEST(store->commit(events_from(1, 3)).has_value());
        BOOST_TEST(store->copy_to("/nowhere/copy").has_value());
    }
    BOOST_TEST(events_of(*journal::open(how).value()).value().size() == 3U);
    const auto copy = journal::open({"/nowhere/copy", false, true, memory.get(), {}}).value();
    BOOST_TEST(events_of(*copy).value().size() == 3U);
    BOOST_TEST(!std::filesystem::exists("/nowhere"));
}

// A host that is killed while it makes its store must be able to begin again.
BOOST_AUTO_TEST_CASE(a_store_that_was_never_finished_is_made_anew)
{
    const folder where;
    std::filesystem::create_directories(where.str());
    for (const std::string name : {"acikkapi.making", "CURRENT", "MANIFEST-000001", "000004.log"}) {
        std::ofstream{where.str() + "/" + name} << "left over";
    }
    journal::journal_options how{where.str(), false, false, nullptr, {}};
    BOOST_TEST((error_of(how) == errc::not_a_store));
    how.read_only = true;
    BOOST_TEST((error_of(how) == errc::not_a_store));
    BOOST_TEST(std::filesystem::exists(where.str() + "/000004.log"));
    how = {where.str(), true, false, nullptr, {}};
    {
        const auto store = journal::open(how).value();
        BOOST_TEST(store->commit(events_from(1, 3)).has_value());
    }
    BOOST_TEST(!std::filesystem::exists(where.str() + "/acikkapi.making"));
    BOOST_TEST(number_of(journal::open(how).value()->head()) == 3U);
}

BOOST_AUTO_TEST_CASE(a_finished_store_that_is_damaged_is_not_made_anew)
{
    const folder where;
    {
        const auto store = open_store(where.str());
        BOOST_TEST(store->commit(events_from(1, 3)).has_value());
    }
    std::ofstream{where.str() + "/CURRENT"} << "MANIFEST-000000";
    const auto opened = journal::open({where.str(), true, false, nullptr, {}});
    BOOST_TEST(opened.has_error());
    std::size_t tables = 0;
    for (const auto& entry : std::filesystem::directory_iterator(where.str())) {
        tables += entry.path().extension() == ".sst" ? 1U : 0U;
    }
    BOOST_TEST(tables > 0U);
}

BOOST_AUTO_TEST_CASE(a_store_has_more_tables_than_files_may_be_open)
{
    const folder where;
    make_many_tables(where.str());
    BOOST_TEST_REQUIRE(unit_journal::tables_of(where.str()).size() > files_max);
    const few_files allowed;
    const auto store = open_store(where.str(), false);
    for (std::uint64_t i = 0; i < tables_made; ++i) {
        BOOST_TEST(store->get(table::done, key_of_table(i)).value().value() == "value");
    }
    BOOST_TEST(store->commit(events_from(4, 1)).has_value());
    // A backup is looked at beside its store.
    BOOST_TEST(store->back_up(where.str("backups"), {}).has_value());
    BOOST_TEST(store->back_up(where.str("backups"), {}).has_value());
}

BOOST_AUTO_TEST_CASE(a_table_that_is_spoilt_is_found_though_it_is_not_opened_at_the_beginning)
{
    const folder where;
    make_many_tables(where.str());
    int tried = 0;
    for (const auto& path : unit_journal::tables_of(where.str())) {
        const auto sound = read_file(path);
        if (sound.find("key 1") == std::string::npos || ++tried % 20 != 0) {
            continue;
        }
        auto bytes = sound;
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        write_file(path, bytes);
        BOOST_TEST((error_of({where.str(), false, false, nullptr, {}}) == errc::corrupt_journal));
        write_file(path, sound);
    }
    BOOST_TEST(tried >= 140);
    BOOST_TEST((error_of({where.str(), false, false, nullptr, {}}) == errc{}));
}

BOOST_AUTO_TEST_SUITE_END()
