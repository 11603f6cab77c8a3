#include <acikkapi/backup.hpp>

#include "journal/backup.hpp"
#include "journal/read.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

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

BOOST_AUTO_TEST_CASE(nothing_is_written_beside_a_damaged_backup)
{
    const folder where;
    make_big_store(where.str(), 10);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    write_file(where.str("backups/meta/1"), "not what was written");
    const auto before = contents(where.str("backups"));
    BOOST_TEST((error_of(back_up_store(where.str(), where.str("backups"))) == errc::bad_backup));
    BOOST_TEST((contents(where.str("backups")) == before));
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
    BOOST_TEST(open->back_up(where.str("backups"), {}).value() == 1U);
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
