#include "support/open_files.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>

BOOST_AUTO_TEST_SUITE(tools_open_files)

BOOST_AUTO_TEST_CASE(as_many_files_may_be_open_as_the_process_is_allowed)
{
    rlimit before{};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit few{64, before.rlim_max};
    BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    tools::allow_more_open_files();
    rlimit after{};
    BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    ::setrlimit(RLIMIT_NOFILE, &before);
    BOOST_TEST(after.rlim_cur == before.rlim_max);
}

BOOST_AUTO_TEST_SUITE_END()
