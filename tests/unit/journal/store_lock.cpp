#include "journal/store_lock.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace {

// What somebody else does between the opening of a file and the lock on it.
std::function<void()> meanwhile;

}  // namespace

/// The library's, too.
extern "C" int flock(int file, int how) noexcept
{
    if (const auto done = std::exchange(meanwhile, {})) {
        done();
    }
    return static_cast<int>(::syscall(SYS_flock, file, how));
}

namespace {

using namespace acikkapi;
using acikkapi::journal::store_lock;
using mode = store_lock::mode;
using support::folder;

errc error_of(const result<store_lock>& taken)
{
    return taken ? errc{} : static_cast<errc>(taken.error().value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_store_lock)

BOOST_AUTO_TEST_CASE(a_second_writer_is_told_that_the_store_is_busy)
{
    const folder where;
    const auto first = store_lock::take(where.str(""), mode::write).value();
    BOOST_TEST((error_of(store_lock::take(where.str(""), mode::write)) == errc::busy));
}

BOOST_AUTO_TEST_CASE(nobody_reads_beside_a_writer)
{
    const folder where;
    const auto writer = store_lock::take(where.str(""), mode::write).value();
    BOOST_TEST((error_of(store_lock::take(where.str(""), mode::read)) == errc::busy));
}

BOOST_AUTO_TEST_CASE(readers_share_and_keep_a_writer_out)
{
    const folder where;
    static_cast<void>(store_lock::take(where.str(""), mode::write).value());
    const auto one = store_lock::take(where.str(""), mode::read).value();
    const auto two = store_lock::take(where.str(""), mode::read).value();
    BOOST_TEST((error_of(store_lock::take(where.str(""), mode::write)) == errc::busy));
}

BOOST_AUTO_TEST_CASE(the_end_of_its_holder_frees_the_store)
{
    const folder where;
    {
        const auto first = store_lock::take(where.str(""), mode::write).value();
    }
    BOOST_TEST(store_lock::take(where.str(""), mode::write).has_value());
}

BOOST_AUTO_TEST_CASE(a_moved_lock_still_locks_and_frees_once)
{
    const folder where;
    {
        auto first = store_lock::take(where.str(""), mode::write).value();
        store_lock second{std::move(first)};
        store_lock third;
        third = std::move(second);
        BOOST_TEST((error_of(store_lock::take(where.str(""), mode::write)) == errc::busy));
    }
    BOOST_TEST(store_lock::take(where.str(""), mode::write).has_value());
}

BOOST_AUTO_TEST_CASE(a_reader_makes_no_file)
{
    const folder where;
    BOOST_TEST((error_of(store_lock::take(where.str(""), mode::read)) == errc::not_a_store));
    BOOST_TEST(support::contents(where.str("")).empty());
}

BOOST_AUTO_TEST_CASE(where_there_is_no_directory_there_is_no_store)
{
    const folder where;
    BOOST_TEST((error_of(store_lock::take(where.str("none"), mode::write)) == errc::not_a_store));
    BOOST_TEST((error_of(store_lock::take(where.str("none"), mode::read)) == errc::not_a_store));
}

BOOST_AUTO_TEST_CASE(a_holder_that_was_killed_holds_no_more)
{
    const folder where;
    int said[2] = {-1, -1};
    BOOST_REQUIRE(::pipe(said) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        const auto mine = store_lock::take(where.str(""), mode::write);
        const char answer = mine ? 'y' : 'n';
        if (::write(said[1], &answer, 1) == 1) {
            ::pause();
        }
        ::_exit(1);
    }
    char answer = 0;
    BOOST_TEST(::read(said[0], &answer, 1) == 1);
    BOOST_TEST(answer == 'y');
    BOOST_TEST((error_of(store_lock::take(where.str(""), mode::write)) == errc::busy));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(said[0]);
    ::close(said[1]);
    BOOST_TEST(store_lock::take(where.str(""), mode::write).has_value());
}

// Two would work at one store: one with the file that has no name any more, one with the new one.
BOOST_AUTO_TEST_CASE(a_file_that_has_lost_its_name_locks_nothing)
{
    const folder where;
    const auto path = where.str(std::string{store_lock::file_name});
    for (const bool made_anew : {false, true}) {
        for (const auto how : {mode::write, mode::read}) {
            support::write_file(path, "");
            meanwhile = [&] {
                // Beside it: the number of a file that is gone may be given again.
                std::filesystem::rename(path, path + ".before");
                if (made_anew) {
                    support::write_file(path, "");
                }
            };
            BOOST_TEST((error_of(store_lock::take(where.str(""), how)) == errc::busy));
        }
    }
    BOOST_TEST(store_lock::take(where.str(""), mode::write).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
