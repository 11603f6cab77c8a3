#include <acikkapi/backup.hpp>

#include "journal/backup.hpp"
#include "journal/backup_set.hpp"
#include "journal/read.hpp"
#include "journal/store_lock.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"
#include "support/trial_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <dirent.h>
#include <dlfcn.h>
#include <filesystem>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

// Of its names the disk gives the first one only.
std::string broken_folder;
bool gave_one = false;

}  // namespace

/// The standard library's, too.
extern "C" [[gnu::visibility("default")]] dirent* readdir(DIR* from)
{
    static const auto real = reinterpret_cast<dirent* (*)(DIR*)>(::dlsym(RTLD_NEXT, "readdir"));
    std::error_code none;
    const bool broken =
        !broken_folder.empty() &&
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(::dirfd(from)), none) ==
            broken_folder;
    if (broken && gave_one) {
        errno = EIO;
        return nullptr;
    }
    auto* const out = real(from);
    gave_one = gave_one || (broken && out != nullptr && out->d_name[0] != '.');
    return out;
}

namespace {

using namespace acikkapi;
using namespace support;
namespace fs = std::filesystem;

constexpr instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

/// What lies in a store, as if a backup held it.
rocksdb::BackupInfo as_backup(const std::string& store, rocksdb::Env* files)
{
    rocksdb::BackupInfo out;
    out.name_for_open = store;
    out.env_for_open = std::shared_ptr<rocksdb::Env>{std::shared_ptr<void>{}, files};
    return out;
}

/// Turns one bit of these bytes, in whatever table they are.
void damage_where(const std::string& directory, const std::string& wanted)
{
    int found = 0;
    for (const auto& [path, sound] : contents(directory)) {
        auto bytes = sound;
        if (const auto at = bytes.find(wanted); path.ends_with(".sst") && at != bytes.npos) {
            bytes[at] = static_cast<char>(bytes[at] ^ 1);
            write_file(path, bytes);
            ++found;
        }
    }
    BOOST_TEST_REQUIRE(found == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_backup)

BOOST_AUTO_TEST_CASE(a_backup_says_which_store_it_is_of_and_how_far_it_goes)
{
    const folder where;
    make_big_store(where.str(), 3);
    const auto made = back_up_store(where.str(), where.str("backups")).value();
    BOOST_TEST(made.number == 1U);
    BOOST_TEST(number_of(made.head) == 3U);
    BOOST_TEST(made.store == "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b");
    BOOST_TEST(made.workflow == "tally");
    BOOST_TEST(made.format == 1U);
    BOOST_TEST((made.epoch == restore_epoch{}));
    BOOST_TEST((made.taken_at > noon));
    BOOST_TEST(made.size_bytes > 3'000U);
    BOOST_TEST((describe_backup(where.str("backups")).value() == made));
    BOOST_TEST((check_backup(where.str("backups"), 1).value() == made));
}

BOOST_AUTO_TEST_CASE(a_second_backup_copies_only_what_is_new)
{
    const folder where;
    make_big_store(where.str(), 2'000);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    const auto first = size_of(where.str("backups"));
    add_event(where.str());
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).value().number == 2U);
    BOOST_TEST(first > 2'000'000U);
    BOOST_TEST(size_of(where.str("backups")) - first < 100'000U);
}

BOOST_AUTO_TEST_CASE(an_older_backup_is_still_what_it_was)
{
    const folder where;
    make_big_store(where.str(), 5);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    add_event(where.str());
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    for (const std::uint32_t number : {1U, 2U}) {
        const auto opened = journal::open_backup(where.str("backups"), number).value();
        BOOST_TEST(events_of(*opened).value().size() == 4U + number);
    }
    BOOST_TEST(number_of(describe_backup(where.str("backups")).value().head) == 6U);
}

BOOST_AUTO_TEST_CASE(reading_a_backup_changes_no_byte_of_it)
{
    const folder where;
    make_big_store(where.str(), 5);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    const auto before = contents(where.str("backups"));
    BOOST_TEST(check_backup(where.str("backups")).has_value());
    BOOST_TEST(events_of(*journal::open_backup(where.str("backups"), 1).value()).has_value());
    BOOST_TEST(restore_backup(where.str("backups"), where.str("again"), noon).has_value());
    BOOST_TEST((contents(where.str("backups")) == before));
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_in_a_backup_is_found)
{
    const folder where;
    make_big_store(
        where.str(), 2'000);  // In the middle are events that whoever opens it need not read.
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    damage(where.str("backups"));
    BOOST_TEST(describe_backup(where.str("backups")).has_value());
    BOOST_TEST((error_of(check_backup(where.str("backups"))) == errc::bad_backup));
    const auto restored = restore_backup(where.str("backups"), where.str("again"), noon);
    BOOST_TEST((error_of(restored) == errc::bad_backup));
    BOOST_TEST(!fs::exists(where.str("again")));
    BOOST_TEST(!fs::exists(where.str("again.restoring")));
}

BOOST_AUTO_TEST_CASE(any_file_of_a_backup_that_is_cut_or_lost_is_found)
{
    const folder where;
    make_big_store(where.str(), 10);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    for (const auto& [path, bytes] : contents(where.str("backups"))) {
        if (bytes.empty()) {
            continue;  // Folders, and the lock.
        }
        write_file(path, bytes.substr(0, bytes.size() - 1));
        BOOST_TEST((error_of(check_backup(where.str("backups"))) == errc::bad_backup), path);
        fs::remove(path);
        BOOST_TEST((error_of(check_backup(where.str("backups"))) == errc::bad_backup), path);
        write_file(path, bytes);
    }
    BOOST_TEST(check_backup(where.str("backups")).has_value());
}

// As a directory is that was copied half: yesterday's backup in its place would be another than asked for.
BOOST_AUTO_TEST_CASE(in_place_of_a_damaged_newest_backup_no_older_one_is_taken)
{
    const folder where;
    const auto all = where.str("backups");
    make_big_store(where.str(), 10);
    BOOST_TEST(back_up_store(where.str(), all).has_value());
    add_event(where.str());
    const auto of_one = contents(all);
    BOOST_TEST(back_up_store(where.str(), all).has_value());
    std::size_t tried = 0;
    for (const auto& [path, bytes] : contents(all)) {
        if (bytes.empty() || of_one.contains(path)) {
            continue;
        }
        for (const bool lost : {false, true}) {
            const bool is_list = path.ends_with("/meta/2");
            if (lost && is_list) {
                continue;  // Then there is no second backup.
            }
            lost ? static_cast<void>(fs::remove(path))
                 : write_file(path, bytes.substr(0, bytes.size() - 1));
            BOOST_TEST((error_of(check_backup(all)) == errc::bad_backup), path);
            if (lost || is_list) {  // How long a file is, only its check looks at.
                BOOST_TEST((error_of(describe_backup(all)) == errc::bad_backup), path);
            }
            BOOST_TEST(
                (error_of(restore_backup(all, where.str("again"), noon)) == errc::bad_backup),
                path);
            BOOST_TEST(!fs::exists(where.str("again")));
            BOOST_TEST(number_of(check_backup(all, 1).value().head) == 10U);
            write_file(path, bytes);
            ++tried;
        }
    }
    BOOST_TEST(tried > 5U);
    BOOST_TEST(restore_backup(all, where.str("again"), noon, 1).has_value());
    BOOST_TEST(number_of(check_backup(all).value().head) == 11U);
}

BOOST_AUTO_TEST_CASE(nothing_is_written_beside_a_damaged_backup)
{
    const folder where;
    make_big_store(where.str(), 10);
    const auto all = where.str("backups");
    BOOST_TEST(back_up_store(where.str(), all).has_value());
    BOOST_TEST(back_up_store(where.str(), all).has_value());
    for (const std::string older_or_newest : {"1", "2"}) {
        const auto list = all + "/meta/" + older_or_newest;
        const auto sound = read_file(list);
        write_file(list, "not what was written");
        const auto before = contents(all);
        BOOST_TEST((error_of(back_up_store(where.str(), all)) == errc::bad_backup));
        BOOST_TEST((contents(all) == before));
        write_file(list, sound);
    }
}

BOOST_AUTO_TEST_CASE(of_a_damaged_store_no_backup_is_taken)
{
    const folder where;
    make_big_store(where.str(), 2'000);  // Events far from both ends, at which no opening looks.
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    fs::remove_all(where.str("backups"));
    damage(where.str("store"));
    BOOST_TEST(open_store(where.str(), false) != nullptr);
    const auto refused = back_up_store(where.str(), where.str("backups"));
    BOOST_TEST((error_of(refused) == errc::corrupt_journal));
    BOOST_TEST(backup_numbers(where.str("backups")).value().empty());
}

BOOST_AUTO_TEST_CASE(a_backup_that_was_cut_short_is_none_and_the_next_one_is_whole)
{
    const folder where;
    make_big_store(where.str(), 10);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    fs::remove(where.str("backups/meta/1"));  // Written last.
    BOOST_TEST((error_of(describe_backup(where.str("backups"))) == errc::bad_backup));
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    BOOST_TEST(number_of(check_backup(where.str("backups")).value().head) == 10U);
}

// As a full disk leaves it, or a process that was killed.
BOOST_AUTO_TEST_CASE(a_first_backup_that_ended_early_is_in_nobodys_way)
{
    const folder where;
    make_big_store(where.str(), 10);
    const std::vector<std::vector<std::string>> left{
        {}, {"shared_checksum"}, {"shared_checksum", "private"}};
    for (const auto& folders : left) {
        const auto all = where.str("after " + std::to_string(folders.size()));
        fs::create_directories(all);
        write_file(all + "/acikkapi.lock", "");
        for (const auto& one : folders) {
            fs::create_directories(all + "/" + one);
        }
        BOOST_TEST((error_of(describe_backup(all)) == errc::bad_backup));
        BOOST_TEST(back_up_store(where.str(), all).has_value(), all);
        BOOST_TEST(check_backup(all).has_value());
    }
}

BOOST_AUTO_TEST_CASE(what_a_first_backup_cannot_have_left_is_somebody_elses)
{
    const folder where;
    make_big_store(where.str(), 1);
    const auto mine = where.str("mine");
    const std::vector<std::function<void()>> others{
        [&] { fs::create_directories(mine + "/shared_checksum/notes"); },
        [&] { fs::create_directories(mine + "/notes"); },
        [&] { write_file(mine + "/private", "mine"); },
        [&] { fs::create_directories(mine + "/acikkapi.lock"); }};
    for (const auto& make : others) {
        fs::create_directories(mine);
        make();
        const auto before = contents(mine);
        BOOST_TEST((error_of(back_up_store(where.str(), mine)) == errc::not_empty));
        BOOST_TEST((contents(mine) == before));
        fs::remove_all(mine);
    }
}

BOOST_AUTO_TEST_CASE(backups_of_two_stores_do_not_lie_in_one_directory)
{
    const folder where;
    make_big_store(where.str("one"), 1, 'a');
    make_big_store(where.str("two"), 1, 'b');
    BOOST_TEST(back_up_store(where.str("one"), where.str("backups")).has_value());
    BOOST_TEST(
        (error_of(back_up_store(where.str("two"), where.str("backups"))) == errc::wrong_key));
}

BOOST_AUTO_TEST_CASE(a_backup_is_not_written_among_other_files)
{
    const folder where;
    make_big_store(where.str(), 1);
    fs::create_directories(where.str("mine"));
    write_file(where.str("mine/notes.txt"), "mine");
    const auto before = contents(where.str("mine"));
    BOOST_TEST((error_of(back_up_store(where.str(), where.str("mine"))) == errc::not_empty));
    BOOST_TEST((error_of(back_up_store(where.str(), where.str())) == errc::not_empty));
    BOOST_TEST((contents(where.str("mine")) == before));
}

BOOST_AUTO_TEST_CASE(a_store_that_is_open_is_backed_up_by_its_own_program_only)
{
    const folder where;
    make_big_store(where.str(), 1);
    const auto open = open_store(where.str(), false);
    BOOST_TEST((error_of(back_up_store(where.str(), where.str("backups"))) == errc::busy));
    BOOST_TEST(open->back_up(where.str("backups"), {}).value().number == 1U);
}

// Somebody waits for the lock, and has it as soon as it is given up; if he is quick.
BOOST_AUTO_TEST_CASE(a_backup_that_was_made_is_told_whoever_comes_to_the_directory_next)
{
    const folder where;
    make_big_store(where.str(), 1'500);
    for (int round = 0; round < 16; ++round) {
        const auto all = where.str("backups " + std::to_string(round));
        std::promise<void> told;
        std::thread next;
        const auto made = back_up_store(where.str(), all, {[&](std::uint64_t) {
                                            if (next.joinable()) {
                                                return;
                                            }
                                            next = std::thread{[&] {
                                                const auto take = [&] {
                                                    return journal::store_lock::take(
                                                        all, journal::store_lock::mode::write);
                                                };
                                                auto lock = take();
                                                while (!lock && lock.error() == errc::busy) {
                                                    lock = take();
                                                }
                                                told.get_future().wait();
                                            }};
                                        }});
        told.set_value();
        BOOST_REQUIRE(next.joinable());
        next.join();
        BOOST_TEST(made.has_value());
        BOOST_TEST((check_backup(all) == made));
    }
}

BOOST_AUTO_TEST_CASE(a_directory_without_backups_is_said_to_be_one)
{
    const folder where;
    make_big_store(where.str(), 1);
    for (const char* directory : {"none", "store", ""}) {
        BOOST_TEST((error_of(describe_backup(where.str(directory))) == errc::bad_backup));
    }
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    BOOST_TEST((error_of(describe_backup(where.str("backups"), 2)) == errc::bad_backup));
}

BOOST_AUTO_TEST_CASE(backups_are_found_by_a_path_from_where_the_program_stands)
{
    const folder where;
    make_big_store(where.str(), 3);
    const auto before = fs::current_path();
    fs::current_path(where.str(""));
    for (const char* path : {"backups", "backups/", "./backups", "../backups"}) {
        fs::create_directories("below");
        fs::current_path(std::string_view{path}.starts_with("..") ? "below" : ".");
        const auto made = back_up_store(where.str(), path);
        BOOST_TEST(made.has_value());
        BOOST_TEST((check_backup(path) == made));
    }
    fs::current_path(before);
}

BOOST_AUTO_TEST_CASE(progress_is_told_while_bytes_are_copied)
{
    const folder where;
    make_big_store(where.str(), 8'000);
    std::uint64_t told = 0;
    const auto made = back_up_store(
        where.str(), where.str("backups"), {[&](std::uint64_t bytes) { told = bytes; }});
    BOOST_TEST(told > 0U);
    BOOST_TEST(told <= made.value().size_bytes);
}

BOOST_AUTO_TEST_CASE(who_throws_when_told_of_progress_is_told_no_more)
{
    const folder where;
    make_big_store(where.str(), 8'000);
    int told = 0;
    const auto throws = [&](std::uint64_t) {
        ++told;
        throw std::runtime_error{"enough"};
    };
    BOOST_TEST(back_up_store(where.str(), where.str("backups"), {throws}).has_value());
    BOOST_TEST(told == 1);
    told = 0;
    const auto again =
        restore_backup(where.str("backups"), where.str("again"), noon, newest_backup, {throws});
    BOOST_TEST(number_of(again.value().head) == 8'000U);
    BOOST_TEST(told == 1);
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_not_read_to_its_end_is_not_called_anything)
{
    const folder where;
    make_big_store(where.str(), 1);
    for (const char* one : {"private", "shared_checksum"}) {
        fs::create_directories(where.str("backups") + "/" + one);
    }
    broken_folder = fs::canonical(where.str("backups")).string();
    const auto refused = error_of(back_up_store(where.str(), where.str("backups")));
    broken_folder.clear();
    BOOST_TEST((refused == errc::io_error));
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
}

// Each file is as long as it was, and the list of them as it was written: only its rows tell.
BOOST_AUTO_TEST_CASE(a_backup_whose_rows_cannot_be_read_is_bad_and_no_other_is_added)
{
    const folder where;
    const auto all = where.str("backups");
    const std::string row(1'000, 'y');
    make_big_store(where.str(), 3);
    auto batch = events_from(4, 1);
    batch.rows.push_back({journal::table::counter, "a", row});
    BOOST_REQUIRE(open_store(where.str(), false)->commit(batch).has_value());
    BOOST_REQUIRE(back_up_store(where.str(), all).has_value());
    damage_where(all, row);
    const auto before = contents(all);
    BOOST_TEST((error_of(describe_backup(all)) == errc::bad_backup));
    BOOST_TEST((error_of(back_up_store(where.str(), all)) == errc::bad_backup));
    BOOST_TEST((contents(all) == before));
}

BOOST_AUTO_TEST_CASE(a_backup_that_the_disk_does_not_give_is_not_called_bad)
{
    const folder where;
    make_big_store(where.str(), 300);
    std::uint64_t n = 0;
    for (bool read = false; !read; ++n) {
        BOOST_REQUIRE(n < 1'000U);
        trial_disk disk;
        disk.fail(trial_disk::fault::read, n);
        const auto found = journal::describe(as_backup(where.str(), disk.environment()));
        read = disk.refused() == 0;
        BOOST_TEST((error_of(found) == (read ? errc{} : errc::io_error)), n);
    }
    BOOST_TEST(n > 5U);
}

BOOST_AUTO_TEST_CASE(a_backup_of_a_later_version_is_not_called_bad)
{
    const folder where;
    make_big_store(where.str(), 1);
    raw_store{where.str()}.put(
        raw_store::family(journal::table::meta),
        std::string{journal::store_key_row},
        journal::encode_store({2, "tally", std::string(16, 'k')}));
    const auto found = journal::describe(as_backup(where.str(), rocksdb::Env::Default()));
    BOOST_TEST((error_of(found) == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(who_takes_a_backup_is_told_why_the_store_is_refused)
{
    const folder where;
    make_big_store(where.str(), 1);
    fs::remove(where.str("store/acikkapi.head"));
    std::string said;
    const auto log = [&](std::string_view line) { said += line; };
    const auto refused = back_up_store(where.str(), where.str("backups"), {{}, log});
    BOOST_TEST((error_of(refused) == errc::corrupt_journal));
    BOOST_TEST(said.starts_with("store refused: the head record acikkapi.head is missing"), said);
}

BOOST_AUTO_TEST_SUITE_END()
