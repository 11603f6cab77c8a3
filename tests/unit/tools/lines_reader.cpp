#include "files.hpp"
#include "support/lines_reader.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_lines_reader)

using files::temporary;
using files::zipped;
using tools::lines_reader;

namespace {

std::string fault_of(const std::string& bytes)
{
    const temporary file{"text.txt", bytes};
    const auto lines = lines_reader::open(file.path());
    return lines ? "" : tools::describe(lines.error());
}

}  // namespace

BOOST_AUTO_TEST_CASE(lines_are_counted_round)
{
    const temporary file{"text.txt.gz", zipped("bir\niki\nüç\n")};
    const auto lines = lines_reader::open(file.path()).value();
    BOOST_TEST(lines.size() == 3U);
    BOOST_TEST(lines.at(0) == "bir");
    BOOST_TEST(lines.at(2) == "üç");
    BOOST_TEST(lines.at(3) == "bir");
    BOOST_TEST(lines.at(3'000'001) == "iki");
}

BOOST_AUTO_TEST_CASE(line_ends_are_no_part_of_a_line)
{
    const temporary file{"text.txt", "a\r\n\r\nb"};
    const auto lines = lines_reader::open(file.path()).value();
    BOOST_TEST(lines.size() == 3U);
    BOOST_TEST(lines.at(0) == "a");
    BOOST_TEST(lines.at(1).empty());
    BOOST_TEST(lines.at(2) == "b");
}

BOOST_AUTO_TEST_CASE(a_file_without_lines_is_refused)
{
    BOOST_TEST(fault_of("") == "text.txt: has no lines");
    BOOST_TEST(fault_of(zipped("")) == "text.txt: has no lines");
}

BOOST_AUTO_TEST_CASE(a_line_that_is_not_utf8_is_named)
{
    BOOST_TEST(fault_of("bir\n\xfe\n") == "text.txt:2: is not UTF-8");
}

BOOST_AUTO_TEST_CASE(a_cut_file_is_refused)
{
    const std::string whole = zipped("bir\niki\n");
    BOOST_TEST(fault_of(whole.substr(0, whole.size() - 1)).find("is cut") != std::string::npos);
    BOOST_TEST(fault_of(whole).empty());
}

// A small file may unpack to anything: what is kept in memory has a bound.
BOOST_AUTO_TEST_CASE(a_file_that_unpacks_beyond_its_bound_is_refused)
{
    BOOST_TEST(fault_of(zipped(std::string(lines_reader::size_max, 'x'))).empty());
    const std::string more(lines_reader::size_max + 1, 'x');
    BOOST_TEST(fault_of(zipped(more)) == "text.txt: is over 64 MiB");
}

BOOST_AUTO_TEST_CASE(a_file_of_too_many_lines_is_refused)
{
    BOOST_TEST(fault_of(zipped(std::string(lines_reader::lines_max, '\n'))).empty());
    const std::string more(lines_reader::lines_max + 1, '\n');
    BOOST_TEST(fault_of(zipped(more)) == "text.txt: has over 1,000,000 lines");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_an_error)
{
    BOOST_TEST(
        tools::describe(lines_reader::open("/nowhere/t.txt").error()) == "t.txt: cannot be opened");
}

BOOST_AUTO_TEST_SUITE_END()
