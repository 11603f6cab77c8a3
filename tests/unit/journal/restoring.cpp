#include <acikkapi/backup.hpp>

#include "journal/backup.hpp"
#include "journal/read.hpp"
#include "journal/store_lock.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

BOOST_AUTO_TEST_SUITE(journal_restoring)

namespace {

using namespace acikkapi;
using namespace support;
namespace fs = std::filesystem;

constexpr instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

/// A backup, and the place of a store that is not there yet.
struct one_backup {
    folder where;
    std::string backups = where.str("backups");
    std::string store = where.str("again");
    std::string beside = store + ".restoring";

    one_backup()
    {
        make_big_store(where.str(), 4'000);
        BOOST_REQUIRE(back_up_store(where.str(), backups).has_value());
    }
    /// Restores in a process of its own. @return Whether it was killed.
    [[nodiscard]] bool killed_after(std::uint64_t bytes) const
    {
        const auto command = "exec '" + std::string{RESTORE_VICTIM} + "' '" + backups + "' '" +
                             store + "' " + std::to_string(bytes);
        const int status = std::system(command.c_str());
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_restored_store_has_the_records_and_a_new_epoch)
{
    const folder where;
    make_big_store(where.str(), 5);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    const auto done = restore_backup(where.str("backups"), where.str("again"), noon).value();
    BOOST_TEST(number_of(done.epoch) == std::uint64_t(noon.time_since_epoch().count()));
    const auto store = open_store(where.str("again"), false);
    BOOST_TEST((events_of(*store).value() == events_of(*open_store(where.str(), false)).value()));
    BOOST_TEST(
        (journal::read_restored(*store).value() == journal::restored_row{done.epoch, position{5}}));
}

BOOST_AUTO_TEST_CASE(the_epoch_grows_with_each_restoration_even_if_the_clock_goes_back)
{
    const folder where;
    make_big_store(where.str("0"), 1);
    std::uint64_t last = 0;
    for (const int day : {0, 1, -5, -5, 2}) {
        const auto round = std::to_string(last);
        BOOST_TEST(back_up_store(where.str(round), where.str("of " + round)).has_value());
        const auto now = noon + std::chrono::hours{24 * day};
        fs::remove_all(where.str("next"));
        const auto done = restore_backup(where.str("of " + round), where.str("next"), now).value();
        BOOST_TEST(number_of(done.epoch) > last);
        last = number_of(done.epoch);
        fs::rename(where.str("next"), where.str(std::to_string(last)));
    }
}

BOOST_AUTO_TEST_CASE(a_store_is_restored_into_an_empty_directory_only)
{
    const folder where;
    make_big_store(where.str(), 1);
    const auto backups = where.str("backups");
    BOOST_TEST(back_up_store(where.str(), backups).has_value());
    const auto before = contents(where.str());
    BOOST_TEST((error_of(restore_backup(backups, where.str(), noon)) == errc::not_empty));
    BOOST_TEST((contents(where.str()) == before));
    fs::create_directories(where.str("empty"));
    BOOST_TEST(restore_backup(backups, where.str("empty/"), noon).has_value());
    BOOST_TEST(restore_backup(backups, where.str("new/deep"), noon).has_value());
    BOOST_TEST(number_of(open_store(where.str("new/deep"), false)->head()) == 1U);
}

BOOST_AUTO_TEST_CASE(progress_is_told_while_a_backup_is_restored)
{
    const folder where;
    make_big_store(where.str(), 8'000);
    BOOST_TEST(back_up_store(where.str(), where.str("backups")).has_value());
    std::vector<std::uint64_t> told;
    const auto done = restore_backup(
        where.str("backups"), where.str("again"), noon, newest_backup, {[&](std::uint64_t bytes) {
            told.push_back(bytes);
        }});
    BOOST_TEST(told.size() > done.value().size_bytes / (1U << 20U));
    BOOST_TEST(std::is_sorted(told.begin(), told.end()));
    BOOST_TEST(told.back() == done.value().size_bytes);
}

BOOST_FIXTURE_TEST_CASE(a_restore_that_was_killed_is_begun_anew_by_the_next, one_backup)
{
    for (const std::uint64_t bytes : {0U, 1'000U, 1'000'000U, 3'000'000U}) {
        BOOST_TEST(killed_after(bytes));
        BOOST_TEST(!fs::exists(store));
        BOOST_TEST(!fs::is_empty(beside));
    }
    BOOST_TEST(restore_backup(backups, store, noon).has_value());
    BOOST_TEST(number_of(open_store(store, false)->head()) == 4'000U);
    BOOST_TEST(!fs::exists(beside));
}

BOOST_FIXTURE_TEST_CASE(a_restore_begins_anew_in_whatever_an_earlier_one_can_have_left, one_backup)
{
    // At the very beginning, and after the store was made and before it was moved to its place.
    for (const bool whole : {false, true}) {
        for (const bool locked : {false, true}) {
            fs::remove_all(store);
            fs::create_directories(beside);
            if (whole || locked) {
                write_file(beside + "/acikkapi.lock", "");
            }
            if (whole) {
                fs::copy(where.str(), beside + "/store", fs::copy_options::recursive);
            }
            BOOST_TEST(restore_backup(backups, store, noon).has_value());
            BOOST_TEST(number_of(open_store(store, false)->head()) == 4'000U);
            BOOST_TEST(!fs::exists(beside));
        }
    }
}

BOOST_FIXTURE_TEST_CASE(nothing_that_is_not_a_restores_is_touched, one_backup)
{
    const std::vector<std::function<void()>> others{
        [&] { write_file(beside, "a file"); },
        [&] { fs::create_directories(beside + "/store"); },
        [&] { make_store(beside, 1); },
        [&] {
            fs::create_directories(beside);
            write_file(beside + "/acikkapi.lock", "");
            write_file(beside + "/notes.txt", "mine");
        }};
    for (const auto& make : others) {
        make();
        const auto before = contents(where.str(""));
        BOOST_TEST((error_of(restore_backup(backups, store, noon)) == errc::not_empty));
        BOOST_TEST((contents(where.str("")) == before));
        fs::remove_all(beside);
    }
}

BOOST_FIXTURE_TEST_CASE(two_restores_do_not_work_at_one_place, one_backup)
{
    fs::create_directories(beside);
    {
        const auto other = journal::store_lock::take(beside, journal::store_lock::mode::write);
        const auto before = contents(beside);
        BOOST_TEST((error_of(restore_backup(backups, store, noon)) == errc::busy));
        BOOST_TEST((contents(beside) == before));
    }
    BOOST_TEST(restore_backup(backups, store, noon).has_value());
}

BOOST_FIXTURE_TEST_CASE(a_prepared_directory_keeps_its_owner_and_its_rights, one_backup)
{
    constexpr uid_t host = 65'534;
    fs::create_directory(store);
    BOOST_REQUIRE((::geteuid() != 0 || ::chown(store.c_str(), host, host) == 0));
    fs::permissions(store, fs::perms::owner_all | fs::perms::group_read | fs::perms::set_gid);
    struct stat before {};
    struct stat after {};
    BOOST_REQUIRE(::stat(store.c_str(), &before) == 0);
    BOOST_TEST(restore_backup(backups, store, noon).has_value());
    BOOST_REQUIRE(::stat(store.c_str(), &after) == 0);
    BOOST_TEST(after.st_mode == before.st_mode);
    BOOST_TEST(after.st_uid == before.st_uid);
    BOOST_TEST(after.st_gid == before.st_gid);
    BOOST_TEST(number_of(open_store(store, false)->head()) == 4'000U);
}

BOOST_FIXTURE_TEST_CASE(a_link_leads_a_restore_to_the_place_of_the_store, one_backup)
{
    fs::create_directories(where.str("disk/empty"));
    fs::create_directory_symlink(where.str("disk/empty"), store);
    BOOST_TEST(restore_backup(backups, store + "/", noon).has_value());
    BOOST_TEST(fs::is_symlink(store));
    BOOST_TEST(number_of(open_store(where.str("disk/empty"), false)->head()) == 4'000U);
    BOOST_TEST(!fs::exists(where.str("disk/empty.restoring")));
}

BOOST_FIXTURE_TEST_CASE(where_no_store_can_come_nothing_is_copied, one_backup)
{
    fs::create_directory_symlink(where.str("nowhere"), where.str("lost"));
    int told = 0;
    const auto lost = restore_backup(
        backups, where.str("lost"), noon, newest_backup, {[&](std::uint64_t) { ++told; }});
    BOOST_TEST((error_of(lost) == errc::not_empty));
    BOOST_TEST(told == 0);
    // A disk is mounted there: for this process alone, which is killed at the first byte that it copies.
    fs::create_directory(store);
    const auto mounted = [&](const std::string& then) {
        const auto mount = "mount -t tmpfs none \"" + store + "\" && " + then;
        const auto alone = "exec unshare --user --map-root-user --mount sh -c '" + mount + "'";
        return std::system(alone.c_str());
    };
    if (mounted("true") != 0) {
        BOOST_TEST_MESSAGE("skipped: nothing can be mounted here");
        return;
    }
    const int status = mounted(
        "exec \"" + std::string{RESTORE_VICTIM} + "\" \"" + backups + "\" \"" + store + "\" 0");
    BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 1));
}

// As whoever copies damage copies it: each file is as it was written.
BOOST_AUTO_TEST_CASE(a_backup_of_what_was_wrong_already_is_refused_and_says_why)
{
    const folder where;
    const auto backups = where.str("backups");
    make_big_store(where.str(), 3);
    {
        std::string why;
        const auto rows =
            journal::tables::open(where.str(), journal::tables::mode::write, {}, why).value();
        BOOST_REQUIRE(rows.store().Put({}, rows.of(journal::table::meta), "head", "x").ok());
        const auto added = journal::add_backup(rows.store(), "", backups, {});
        BOOST_TEST((error_of(added) == errc::bad_backup));
    }
    BOOST_TEST((error_of(check_backup(backups)) == errc::bad_backup));
    std::string said;
    const auto log = [&](std::string_view line) { said += line; };
    const auto restored =
        restore_backup(backups, where.str("again"), noon, newest_backup, {{}, log});
    BOOST_TEST((error_of(restored) == errc::bad_backup));
    BOOST_TEST(said == "backup refused: the head row cannot be read");
    BOOST_TEST(!fs::exists(where.str("again")));
}

BOOST_AUTO_TEST_SUITE_END()
