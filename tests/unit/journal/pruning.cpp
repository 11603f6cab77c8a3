#include <acikkapi/backup.hpp>

#include "journal/backup.hpp"
#include "support/ask.hpp"
#include "support/backups.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <vector>

BOOST_AUTO_TEST_SUITE(journal_pruning)

namespace {

using namespace acikkapi;
using namespace support;
namespace fs = std::filesystem;
using numbers = std::vector<std::uint32_t>;

/// As many backups of a growing store as asked for.
struct kept_backups {
    folder where;
    std::string all = where.str("backups");

    explicit kept_backups(std::uint32_t count = 4)
    {
        make_big_store(where.str(), 20);
        for (std::uint32_t i = 0; i < count; ++i) {
            add_event(where.str());
            BOOST_REQUIRE(back_up_store(where.str(), all).has_value());
        }
    }
    [[nodiscard]] numbers left() const { return backup_numbers(all).value(); }
};

/// The only file that belongs to this backup and to no other.
std::string own_table(const std::string& all, std::uint32_t number)
{
    for (const auto& [path, bytes] : contents(all + "/private/" + std::to_string(number))) {
        if (path.find("MANIFEST") != std::string::npos) {
            return path;
        }
    }
    return {};
}

void spoil(const std::string& all, std::uint32_t number)
{
    const auto path = own_table(all, number);
    auto bytes = read_file(path);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    write_file(path, bytes);
    BOOST_REQUIRE((error_of(check_backup(all, number)) == errc::bad_backup));
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(backups_are_counted_from_the_oldest_damaged_ones_too, kept_backups)
{
    BOOST_TEST(left() == (numbers{1, 2, 3, 4}));
    write_file(all + "/meta/2", "not what was written");
    BOOST_TEST(left() == (numbers{1, 2, 3, 4}));
    BOOST_TEST((error_of(describe_backup(all, 2)) == errc::bad_backup));
    BOOST_TEST((error_of(backup_numbers(where.str())) == errc::bad_backup));
}

BOOST_FIXTURE_TEST_CASE(the_newest_stay_as_they_were_and_the_others_are_gone, kept_backups)
{
    const auto third = check_backup(all, 3).value();
    const auto fourth = check_backup(all, 4).value();
    BOOST_TEST(prune_backups(all, 2).value() == (numbers{1, 2}));
    BOOST_TEST(left() == (numbers{3, 4}));
    BOOST_TEST((check_backup(all, 3).value() == third));
    BOOST_TEST((check_backup(all, 4).value() == fourth));
    BOOST_TEST((error_of(describe_backup(all, 1)) == errc::bad_backup));
}

BOOST_FIXTURE_TEST_CASE(nothing_is_left_of_what_only_the_old_ones_had, kept_backups)
{
    BOOST_TEST(prune_backups(all, 1).value() == (numbers{1, 2, 3}));
    const auto list = read_file(all + "/meta/4");
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator{all}) {
        const auto path = fs::relative(entry.path(), all).string();
        const bool named = list.find(path + ' ') != std::string::npos;
        BOOST_TEST(
            (entry.is_directory() || named || path == "meta/4" || path == "acikkapi.lock"), path);
        files += named ? 1U : 0U;
    }
    BOOST_TEST(files > 3U);
    BOOST_TEST(!fs::exists(all + "/private/1"));
}

BOOST_FIXTURE_TEST_CASE(where_there_are_no_more_than_asked_for_all_stay, kept_backups)
{
    const auto before = contents(all);
    for (const std::uint32_t keep : {4U, 5U, 4'000'000'000U}) {
        BOOST_TEST(prune_backups(all, keep).value().empty());
    }
    BOOST_TEST((contents(all) == before));
}

BOOST_FIXTURE_TEST_CASE(the_last_good_backup_is_never_taken_away, kept_backups)
{
    spoil(all, 3);
    spoil(all, 4);
    const auto before = contents(all);
    BOOST_TEST((error_of(prune_backups(all, 2)) == errc::bad_backup));
    BOOST_TEST((error_of(prune_backups(all, 1)) == errc::bad_backup));
    BOOST_TEST((contents(all) == before));
    BOOST_TEST(prune_backups(all, 3).value() == numbers{1});
    BOOST_TEST(check_backup(all, 2).has_value());
}

BOOST_FIXTURE_TEST_CASE(nothing_is_taken_away_beside_a_list_that_cannot_be_read, kept_backups)
{
    write_file(all + "/meta/2", "not what was written");
    const auto before = contents(all);
    BOOST_TEST((error_of(prune_backups(all, 1)) == errc::bad_backup));
    BOOST_TEST((contents(all) == before));
}

BOOST_FIXTURE_TEST_CASE(to_keep_none_is_not_a_wish, kept_backups)
{
    BOOST_TEST((error_of(prune_backups(all, 0)) == errc::bad_argument));
    BOOST_TEST(left().size() == 4U);
}

BOOST_FIXTURE_TEST_CASE(only_a_directory_of_backups_that_nobody_reads_is_pruned, kept_backups)
{
    for (const char* directory : {"none", "store", ""}) {
        const auto before = contents(where.str(""));
        BOOST_TEST((error_of(prune_backups(where.str(directory), 1)) == errc::bad_backup));
        BOOST_TEST((contents(where.str("")) == before));
    }
    const auto reader = journal::open_backup(all, 1).value();
    BOOST_TEST((error_of(prune_backups(all, 1)) == errc::busy));
    BOOST_TEST(events_of(*reader).value().size() == 21U);
}

BOOST_FIXTURE_TEST_CASE(
    a_prune_that_was_cut_short_loses_nothing_and_is_ended_by_the_next, kept_backups)
{
    const auto newest = check_backup(all).value();
    const auto whole = where.str("whole");
    fs::copy(all, whole, fs::copy_options::recursive);
    BOOST_TEST(prune_backups(all, 3).value() == numbers{1});
    const auto pruned = contents(all);
    // A list goes first, then what it named: what lies deepest before its folder.
    std::vector<std::string> taken{all + "/meta/1"};
    for (const auto& [path, bytes] : contents(whole)) {
        const auto there = all + path.substr(whole.size());
        if (!pruned.contains(there) && there != taken.front()) {
            taken.insert(taken.begin() + 1, there);
        }
    }
    BOOST_TEST(taken.size() > 3U);
    for (std::size_t cut = 1; cut <= taken.size(); ++cut) {
        fs::remove_all(all);
        fs::copy(whole, all, fs::copy_options::recursive);
        std::for_each_n(taken.begin(), cut, [](const auto& path) { fs::remove(path); });
        BOOST_TEST(left() == (numbers{2, 3, 4}));
        BOOST_TEST((check_backup(all).value() == newest));
        BOOST_TEST(prune_backups(all, 3).value().empty());
        BOOST_TEST((contents(all) == pruned));
    }
}

BOOST_AUTO_TEST_SUITE_END()
