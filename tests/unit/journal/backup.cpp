#include <acikkapi/backup.hpp>

#include "journal/backup.hpp"
#include "journal/read.hpp"
#include "journal/store_lock.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace acikkapi;
using namespace support;
namespace fs = std::filesystem;

constexpr instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

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
    make_big_store(where.str(), 100);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    damage(where.str("backups"));
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
        const auto made = back_up_store(where.str(), all, [&](std::uint64_t) {
            if (next.joinable()) {
                return;
            }
            next = std::thread{[&] {
                const auto take = [&] {
                    return journal::store_lock::take(all, journal::store_lock::mode::write);
                };
                auto lock = take();
                while (!lock && lock.error() == errc::busy) {
                    lock = take();
                }
                told.get_future().wait();
            }};
        });
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
        where.str(), where.str("backups"), [&](std::uint64_t bytes) { told = bytes; });
    BOOST_TEST(told > 0U);
    BOOST_TEST(told <= made.value().size_bytes);
}

BOOST_AUTO_TEST_SUITE_END()
