#include "crash/faulty_files.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using crash::fault;
using crash::faulty_files;
using crash::tail;

namespace {

constexpr const char* folder = "/d";
constexpr const char* path = "/d/a";

struct disk_with_a_file {
    faulty_files disk;
    faulty_files::file file;

    disk_with_a_file()
    {
        BOOST_REQUIRE(disk.make_directory(folder, false).ok());
        BOOST_REQUIRE(disk.sync_directory("/").ok());
        BOOST_REQUIRE(disk.open(path, faulty_files::opening::truncate, file).ok());
        BOOST_REQUIRE(disk.append(*file, "safe").ok());
        BOOST_REQUIRE(disk.sync(*file).ok());
        BOOST_REQUIRE(disk.sync_directory(folder).ok());
    }
    /// The file after a power cut; "none" if it is not there.
    [[nodiscard]] std::string left(tail rest, std::uint64_t seed = 1, const char* name = path) const
    {
        const auto all = disk.after_stop(rest, seed)->contents();
        const auto found = all.find(name);
        return found == all.end() ? "none" : found->second;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(rules_faulty_files, disk_with_a_file)

BOOST_AUTO_TEST_CASE(bytes_that_were_not_synced_are_gone_or_kept_as_the_tail_says)
{
    BOOST_REQUIRE(disk.append(*file, " and not").ok());
    BOOST_TEST(left(tail::dropped) == "safe");
    BOOST_TEST(left(tail::kept) == "safe and not");
}

BOOST_AUTO_TEST_CASE(a_torn_tail_is_a_part_from_the_front_of_any_length)
{
    BOOST_REQUIRE(disk.append(*file, "1234").ok());
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        seen.insert(left(tail::torn, seed));
    }
    BOOST_TEST(seen == (std::set<std::string>{"safe", "safe1", "safe12", "safe123", "safe1234"}));
}

BOOST_AUTO_TEST_CASE(behind_a_torn_tail_zeros_or_garbage_may_lie_but_never_over_what_was_safe)
{
    BOOST_REQUIRE(disk.append(*file, std::string(40, 'x')).ok());
    bool zeros = false;
    bool garbage = false;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const auto with_zeros = left(tail::zeroed, seed);
        const auto with_garbage = left(tail::garbage, seed);
        BOOST_TEST(with_zeros.starts_with("safe"));
        BOOST_TEST(with_garbage.starts_with("safe"));
        BOOST_TEST(with_garbage.size() <= 44U);
        zeros = zeros || with_zeros.back() == '\0';
        garbage = garbage || with_garbage.find_first_not_of("safex") != std::string::npos;
    }
    BOOST_TEST(zeros);
    BOOST_TEST(garbage);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_overwritten_in_place_come_back_old_or_new)
{
    BOOST_REQUIRE(disk.write(*file, 1, "AF").ok());
    BOOST_TEST(left(tail::dropped) == "safe");
    BOOST_TEST(left(tail::kept) == "sAFe");
    BOOST_REQUIRE(disk.sync(*file).ok());
    BOOST_TEST(left(tail::dropped) == "sAFe");
}

BOOST_AUTO_TEST_CASE(a_name_is_safe_after_the_fsync_of_its_directory_only)
{
    faulty_files::file other;
    BOOST_REQUIRE(disk.open("/d/b", faulty_files::opening::truncate, other).ok());
    BOOST_REQUIRE(disk.append(*other, "x").ok());
    BOOST_REQUIRE(disk.sync(*other).ok());
    BOOST_TEST(left(tail::dropped, 1, "/d/b") == "none");
    BOOST_TEST(left(tail::kept, 1, "/d/b") == "x");
    BOOST_REQUIRE(disk.sync_directory("/d/").ok());
    BOOST_TEST(left(tail::dropped, 1, "/d/b") == "x");
}

BOOST_AUTO_TEST_CASE(with_a_directory_that_was_not_synced_above_goes_all_that_is_in_it)
{
    faulty_files::file other;
    BOOST_REQUIRE(disk.make_directory("/d/e", false).ok());
    BOOST_REQUIRE(disk.open("/d/e/b", faulty_files::opening::truncate, other).ok());
    BOOST_REQUIRE(disk.sync_directory("/d/e").ok());
    BOOST_TEST(left(tail::dropped, 1, "/d/e/b") == "none");
    BOOST_REQUIRE(disk.sync_directory("/d").ok());
    BOOST_TEST(left(tail::dropped, 1, "/d/e/b").empty());
}

BOOST_AUTO_TEST_CASE(a_rename_is_there_as_a_whole_or_not_at_all)
{
    BOOST_REQUIRE(disk.rename(path, "/d/b").ok());
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        for (const auto rest : crash::tails) {
            BOOST_TEST((left(rest, seed) == "safe") != (left(rest, seed, "/d/b") == "safe"));
        }
    }
    BOOST_TEST(left(tail::dropped) == "safe");
    BOOST_TEST(left(tail::kept) == "none");
}

BOOST_AUTO_TEST_CASE(after_the_stop_everything_fails_and_nothing_reaches_the_disk)
{
    disk.arm({fault::stop, disk.changes() + 2});
    BOOST_TEST(disk.append(*file, "1").ok());
    BOOST_TEST(!disk.append(*file, "2").ok());
    BOOST_TEST(disk.struck());
    disk.heal();
    BOOST_TEST(!disk.sync(*file).ok());
    std::vector<std::string> names;
    BOOST_TEST(!disk.children(folder, names).ok());
    BOOST_TEST(left(tail::kept) == "safe1");
}

BOOST_AUTO_TEST_CASE(a_full_disk_takes_nothing_until_it_is_healed_and_can_be_read)
{
    disk.arm({fault::no_space, 1});
    BOOST_TEST(disk.append(*file, "1").IsNoSpace());
    BOOST_TEST(disk.append(*file, "2").IsNoSpace());
    BOOST_TEST(disk.free_bytes() == 0U);
    std::vector<std::string> names;
    BOOST_TEST(disk.children(folder, names).ok());
    BOOST_TEST(names == std::vector<std::string>{"a"});
    disk.heal();
    BOOST_TEST(disk.append(*file, "3").ok());
    BOOST_TEST(left(tail::kept) == "safe3");
}

BOOST_AUTO_TEST_CASE(a_short_write_leaves_half_of_its_bytes_and_says_so)
{
    disk.arm({fault::short_write, 1});
    BOOST_TEST(!disk.append(*file, "1234").ok());
    BOOST_TEST(left(tail::kept) == "safe12");
}

BOOST_AUTO_TEST_CASE(an_fsync_that_lies_says_yes_and_one_that_fails_says_no_and_both_drop_the_bytes)
{
    for (const auto what : {fault::lying_sync, fault::failing_sync}) {
        BOOST_REQUIRE(disk.append(*file, "!").ok());
        disk.arm({what, 1});
        BOOST_TEST(disk.sync(*file).ok() == (what == fault::lying_sync));
        BOOST_TEST(disk.sync(*file).ok());
        BOOST_TEST(left(tail::kept).size() == 4U);
    }
    BOOST_TEST(disk.contents().at(path) == "safe!!");
}

BOOST_AUTO_TEST_CASE(a_failed_read_or_change_happens_once_and_at_its_number)
{
    disk.arm({fault::io_error, disk.changes() + 1});
    BOOST_TEST(!disk.remove(path).ok());
    BOOST_TEST(disk.remove(path).ok());
    disk.arm({fault::read_error, disk.reads() + 2});
    char byte = 0;
    std::size_t got = 0;
    BOOST_TEST(disk.read(*file, 0, 1, &byte, got).ok());
    BOOST_TEST(!disk.read(*file, 0, 1, &byte, got).ok());
    BOOST_TEST(disk.read(*file, 0, 1, &byte, got).ok());
}

BOOST_AUTO_TEST_CASE(rocksdb_sees_the_disk_through_its_environment)
{
    auto& env = *disk.environment();
    BOOST_TEST(rocksdb::WriteStringToFile(&env, "bytes", "/d/b", true).ok());
    std::string read;
    BOOST_TEST(rocksdb::ReadFileToString(&env, "/d//b", &read).ok());
    BOOST_TEST(read == "bytes");
    std::unique_ptr<rocksdb::RandomRWFile> both;
    BOOST_TEST(!env.NewRandomRWFile("/d/c", &both, {}).ok());
    BOOST_REQUIRE(env.NewRandomRWFile("/d/b", &both, {}).ok());
    BOOST_TEST(both->Write(0, "B").ok());
    BOOST_TEST(disk.contents().at("/d/b") == "Bytes");
    rocksdb::FileLock* lock = nullptr;
    rocksdb::FileLock* second = nullptr;
    BOOST_REQUIRE(env.LockFile("/d/LOCK", &lock).ok());
    BOOST_TEST(!env.LockFile("/d/LOCK", &second).ok());
    BOOST_TEST(env.UnlockFile(lock).ok());
}

BOOST_AUTO_TEST_SUITE_END()
