#include "small_disk.hpp"
#include "support/folder.hpp"
#include "support/key_file.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(tools_key_file)

using namespace acikkapi;
using support::folder;
using tools::may_begin_in;
using tools::read_key_file;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_CASE(a_key_is_made_once_and_for_its_owner_only)
{
    const folder where;
    const auto path = where.str("store.key");
    BOOST_TEST((read_key_file(path, false).error() == errc::io_error));
    BOOST_TEST(!fs::exists(path));
    const auto made = read_key_file(path, true).value();
    BOOST_TEST((read_key_file(path, true).value() == made));
    BOOST_TEST((read_key_file(path, false).value() == made));
    BOOST_TEST(
        (fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_no_half_of_a_key)
{
    const folder where;
    const auto path = where.str("store.key");
    for (const rlim_t bytes : {0U, 16U}) {
        const files::small_disk full{bytes};
        BOOST_TEST((read_key_file(path, true).error() == errc::io_error));
        BOOST_TEST(!fs::exists(path), bytes);
        BOOST_TEST(!fs::exists(path + ".new"), bytes);
    }
    BOOST_TEST(read_key_file(path, true).has_value());
}

BOOST_AUTO_TEST_CASE(a_killed_process_leaves_no_half_of_a_key)
{
    const folder where;
    const auto path = where.str("store.key");
    const pid_t child = ::fork();
    if (child == 0) {
        // The first byte that is written kills it.
        const files::small_disk full{0};
        std::signal(SIGXFSZ, SIG_DFL);
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CORE, &no_core);
        static_cast<void>(read_key_file(path, true));
        ::_exit(0);
    }
    int how = 0;
    BOOST_REQUIRE(::waitpid(child, &how, 0) == child);
    BOOST_REQUIRE((WIFSIGNALED(how) && WTERMSIG(how) == SIGXFSZ));
    BOOST_TEST(!fs::exists(path));
    BOOST_TEST(read_key_file(path, true).has_value());
}

BOOST_AUTO_TEST_CASE(what_a_killed_process_has_left_is_taken_away)
{
    const folder where;
    const auto path = where.str("store.key");
    support::write_file(path + ".new", std::string(40, 'x'));
    const auto made = read_key_file(path, true).value();
    BOOST_TEST(!fs::exists(path + ".new"));
    BOOST_TEST((read_key_file(path, false).value() == made));
    BOOST_TEST((made != store_key{}));
    BOOST_TEST(
        (fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_store_begins_where_nothing_is)
{
    const folder where;
    const auto store = where.str("store");
    BOOST_TEST(may_begin_in(store));
    fs::create_directory(store);
    BOOST_TEST(may_begin_in(store));
    support::write_file(store + "/CURRENT", "");
    BOOST_TEST(!may_begin_in(store));
    BOOST_TEST(!may_begin_in(store + "/CURRENT"));
}

BOOST_AUTO_TEST_CASE(who_has_no_key_is_told_what_to_do)
{
    const folder where;
    const auto path = where.str("store.key");
    const auto says = [&](const char* words) {
        const auto why = read_key_file(path, false).error();
        return tools::why_no_key(path, why).find(words) != std::string::npos;
    };
    BOOST_TEST(says("is missing"));
    BOOST_TEST(says("put it back"));
    for (const std::size_t size : {0U, 31U, 33U, 64U}) {
        support::write_file(path, std::string(size, 'k'));
        BOOST_TEST(says("is not 32 bytes"), size);
    }
}

BOOST_AUTO_TEST_SUITE_END()
