#include "journal/space_guard.hpp"
#include "support/folder.hpp"
#include "support/trial_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

// What a file system says that promises no place; 0 for one that does.
int refusal = 0;
int asked = 0;

}  // namespace

/// The library's, too.
extern "C" int fallocate(int file, int how, off_t from, off_t count)
{
    if (refusal != 0) {
        ++asked;
        errno = refusal;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fallocate, file, how, from, count));
}

namespace {

using namespace acikkapi::journal;

constexpr std::uint64_t free_min = 512U << 20U;

struct watched {
    watched() { std::filesystem::create_directories(folder.str()); }

    support::folder folder;
    support::trial_disk disk;
    space_guard guard{*disk.environment(), folder.str(), free_min, true};

    void look(std::uint64_t free)
    {
        disk.set_free_space(free);
        std::this_thread::sleep_for(std::chrono::milliseconds{110});
        enough = guard.enough();
    }
    [[nodiscard]] std::uint64_t ballast_size() const
    {
        const auto path = folder.str("store/acikkapi.ballast");
        return std::filesystem::exists(path) ? std::filesystem::file_size(path) : 0;
    }
    bool enough = false;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_space_guard)

BOOST_AUTO_TEST_CASE(says_no_below_what_must_be_free)
{
    watched w;
    w.look(free_min - 1);
    BOOST_TEST(!w.enough);
    w.look(free_min);
    BOOST_TEST(w.enough);
}

BOOST_AUTO_TEST_CASE(takes_a_ballast_where_there_is_plenty_and_only_there)
{
    watched w;
    w.look(free_min + 2 * ballast::size - 1);
    BOOST_TEST(w.ballast_size() == 0U);
    w.look(free_min + 2 * ballast::size);
    BOOST_TEST(w.ballast_size() == ballast::size);
}

BOOST_AUTO_TEST_CASE(gives_the_ballast_away_when_there_is_no_other_room_and_takes_it_again)
{
    watched w;
    w.look(1ULL << 40U);
    BOOST_TEST(w.guard.make_room(1U << 20U));
    BOOST_TEST(w.ballast_size() == ballast::size);
    w.disk.set_free_space(0);
    // The machine of this test gains nothing by it.
    BOOST_TEST(!w.guard.make_room(1U << 20U));
    BOOST_TEST(w.ballast_size() == 0U);
    w.look(ballast::size);
    BOOST_TEST(w.ballast_size() == 0U);
    w.look(1ULL << 40U);
    BOOST_TEST(w.ballast_size() == ballast::size);
}

BOOST_AUTO_TEST_CASE(a_machine_that_cannot_promise_a_place_has_no_ballast)
{
    support::trial_disk disk;
    const space_guard guard{*disk.environment(), "/nowhere", free_min, true};
    disk.set_free_space(0);
    BOOST_TEST(!guard.make_room(1));
}

BOOST_AUTO_TEST_CASE(a_file_system_that_promises_no_place_is_asked_for_none_again)
{
    for (const int never : {EOPNOTSUPP, ENOSYS}) {
        watched w;
        asked = 0;
        refusal = never;
        for (int i = 0; i < 3; ++i) {
            w.look(1ULL << 40U);
        }
        refusal = 0;
        BOOST_TEST(asked == 1);
        BOOST_TEST(w.enough);
        BOOST_TEST(!std::filesystem::exists(w.folder.str("store/acikkapi.ballast")));
    }
}

BOOST_AUTO_TEST_CASE(a_place_that_is_not_there_today_is_asked_for_again)
{
    watched w;
    refusal = ENOSPC;
    w.look(1ULL << 40U);
    refusal = 0;
    BOOST_TEST(w.ballast_size() == 0U);
    w.look(1ULL << 40U);
    BOOST_TEST(w.ballast_size() == ballast::size);
}

BOOST_AUTO_TEST_SUITE_END()
