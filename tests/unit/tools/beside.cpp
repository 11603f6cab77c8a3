#include "support/beside.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_beside)

using support::folder;
using tools::beside;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_CASE(a_directory_has_one_place_beside_it_however_it_is_written)
{
    const std::string there = "/srv/office.key";
    for (const char* written :
         {"/srv/office",
          "/srv/office/",
          "/srv/office//",
          "/srv/office/.",
          "/srv/other/../office/"}) {
        BOOST_TEST(beside(written, ".key") == there, written);
    }
    BOOST_TEST(beside("/", ".key") == "/.key");
}

BOOST_AUTO_TEST_CASE(so_it_has_where_the_program_runs_in_it)
{
    const folder where;
    fs::create_directories(where.str("office/inside"));
    const auto before = fs::current_path();
    fs::current_path(where.str("office"));
    const auto there = fs::current_path().string() + ".key";
    for (const char* written : {".", "./", "../office", "inside/.."}) {
        BOOST_TEST(beside(written, ".key") == there, written);
    }
    fs::current_path("..");
    BOOST_TEST(beside("office", ".key") == there);
    BOOST_TEST(beside("office/", ".key") == there);
    fs::current_path(before);
}

BOOST_AUTO_TEST_SUITE_END()
