#include "files.hpp"
#include "support/csv_reader.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_csv_reader)

using files::temporary;
using files::zipped;
using tools::csv_reader;
using tools::row_error;

namespace {

/// What a file comes to: rows as `a|b@line`, errors as `line field rule`.
std::vector<std::string> read(const std::string& bytes, bool* complete = nullptr)
{
    const temporary file{"test.csv", bytes};
    auto reader = csv_reader::open(file.path());
    if (!reader) {
        return {tools::describe(reader.error())};
    }
    std::vector<std::string> seen;
    while (const auto row = reader->next()) {
        if (!*row) {
            seen.push_back("! " + tools::describe(row->error()));
            continue;
        }
        std::string text;
        for (const std::string& field : (*row)->fields) {
            text += field + "|";
        }
        text.back() = '@';
        seen.push_back(text + std::to_string((*row)->line));
    }
    if (complete != nullptr) {
        *complete = reader->complete();
    }
    return seen;
}

using rows = std::vector<std::string>;

void gives(const std::string& bytes, const rows& expected)
{
    const rows seen = read(bytes);
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_come_in_order_with_the_line_they_begin_on)
{
    gives("a,b\n1,2\n3,4\n", {"1|2@2", "3|4@3"});
}

BOOST_AUTO_TEST_CASE(the_last_line_needs_no_end)
{
    gives("a,b\n1,2", {"1|2@2"});
    gives("a,b", {});
}

BOOST_AUTO_TEST_CASE(lines_may_end_in_crlf)
{
    gives("a,b\r\n1,2\r\n3,4\r\n", {"1|2@2", "3|4@3"});
}

BOOST_AUTO_TEST_CASE(blank_lines_are_passed_over_and_counted)
{
    gives("a,b\n\n1,2\n\r\n\n3,4\n\n", {"1|2@3", "3|4@6"});
    gives("\n\na,b\n1,2\n", {"1|2@4"});
}

BOOST_AUTO_TEST_CASE(quotes_hold_commas_quotes_and_line_breaks)
{
    gives("a,b\n\"1,5\",\"he said \"\"no\"\"\"\n3,4\n", {"1,5|he said \"no\"@2", "3|4@3"});
    gives("a,b\n\"one\ntwo\r\nthree\",2\n3,4\n", {"one\ntwo\r\nthree|2@2", "3|4@5"});
    gives("a,b\n\"\",\"\"\n", {"|@2"});
    gives("\"a\nx\",b\n1,2\n", {"1|2@3"});
}

BOOST_AUTO_TEST_CASE(a_blank_line_within_quotes_is_content)
{
    gives("a,b\n\"one\n\ntwo\",2\n3,4\n", {"one\n\ntwo|2@2", "3|4@5"});
}

BOOST_AUTO_TEST_CASE(blanks_belong_to_the_field)
{
    gives("a,b\n 1 ,\t2\t\n", {" 1 |\t2\t@2"});
    gives("a,b\n\" 1 \",2\n", {" 1 |2@2"});
}

BOOST_AUTO_TEST_CASE(empty_fields_are_fields)
{
    gives("a,b,c\n,,\n,2,\n", {"||@2", "|2|@3"});
}

BOOST_AUTO_TEST_CASE(turkish_text_comes_through)
{
    gives("ilçe,konu\nŞişli,\"Çöp, ığdır İĞÜŞÖÇ\"\n", {"Şişli|Çöp, ığdır İĞÜŞÖÇ@2"});
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_the_first_name)
{
    const temporary file{
        "bom.csv",
        "\xef\xbb\xbf"
        "a,b\n1,2\n"};
    auto reader = csv_reader::open(file.path());
    BOOST_TEST_REQUIRE(reader.has_value());
    BOOST_TEST(reader->header().front() == "a");
}

BOOST_AUTO_TEST_CASE(columns_are_found_by_name)
{
    const temporary file{"columns.csv", "id,name\n1,2\n"};
    auto reader = csv_reader::open(file.path());
    BOOST_TEST_REQUIRE(reader.has_value());
    BOOST_TEST(reader->column("id").value() == 0U);
    BOOST_TEST(reader->column("name").value() == 1U);
    BOOST_TEST(!reader->column("Name").has_value());
    BOOST_TEST(reader->file() == "columns.csv");
}

BOOST_AUTO_TEST_CASE(a_row_with_too_few_or_too_many_fields_is_an_error_in_its_place)
{
    gives(
        "a,b\n1\n3,4\n5,6,7\n8,9\n",
        {"! test.csv:2: has not as many fields as the header",
         "3|4@3",
         "! test.csv:4: has not as many fields as the header",
         "8|9@5"});
}

BOOST_AUTO_TEST_CASE(a_stray_quote_spoils_its_line_only)
{
    gives("a,b\n1,x\"y\n3,4\n", {"! test.csv:2: has a quote where none may be", "3|4@3"});
    gives("a,b\n\"1\"x,2\n3,4\n", {"! test.csv:2: has a quote where none may be", "3|4@3"});
    gives("a,b\n1,\"one\ntwo\"x\n3,4\n", {"! test.csv:2: has a quote where none may be", "3|4@4"});
}

BOOST_AUTO_TEST_CASE(quotes_that_never_end_are_an_error)
{
    gives("a,b\n1,2\n3,\"4\n5,6\n", {"1|2@2", "! test.csv:3: ends within quotes"});
}

BOOST_AUTO_TEST_CASE(a_field_that_is_not_utf8_is_named)
{
    gives("a,b\n1,\xff\n3,4\n", {"! test.csv:2: b: is not UTF-8", "3|4@3"});
    gives("a,b\n\xc0\xaf,2\n", {"! test.csv:2: a: is not UTF-8"});
    gives("a,b\n1,\xed\xa0\x80\n", {"! test.csv:2: b: is not UTF-8"});
    gives("a,b\n1,\xc5\n", {"! test.csv:2: b: is not UTF-8"});
}

BOOST_AUTO_TEST_CASE(a_field_may_have_a_mebibyte_and_no_more)
{
    const std::string most(csv_reader::field_size_max, 'x');
    gives("a,b\n1," + most + "\n3,4\n", {"1|" + most + "@2", "3|4@3"});
    gives("a,b\n1," + most + "x\n3,4\n", {"! test.csv:2: is too large", "3|4@3"});
    gives("a,b\n1,\"" + most + "x\"\n3,4\n", {"! test.csv:2: is too large", "3|4@3"});
}

BOOST_AUTO_TEST_CASE(a_field_of_many_blocks_is_given_up_once)
{
    const std::string huge(csv_reader::field_size_max * 3, 'x');
    gives("a,b\n1," + huge + "\n3,4\n", {"! test.csv:2: is too large", "3|4@3"});
}

BOOST_AUTO_TEST_CASE(a_row_of_many_large_fields_is_too_large)
{
    const std::string large(csv_reader::field_size_max - 1, 'x');
    std::string names = "c0";
    std::string row = large;
    for (int i = 1; i < 9; ++i) {
        names += ",c" + std::to_string(i);
        row += "," + large;
    }
    const rows seen = read(names + "\n" + row + "\n");
    BOOST_TEST(seen == (rows{"! test.csv:2: is too large"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_row_of_very_many_fields_is_an_error)
{
    gives(
        "a,b\n" + std::string(5'000, ',') + "\n3,4\n",
        {"! test.csv:2: has too many fields", "3|4@3"});
    gives(std::string(5'000, ',') + "\n", {"test.csv:1: has too many fields"});
}

BOOST_AUTO_TEST_CASE(a_header_is_needed_and_names_each_column_once)
{
    gives("", {"test.csv:1: is empty: a header is needed"});
    gives("\n\n", {"test.csv:1: is empty: a header is needed"});
    gives("a,,c\n", {"test.csv:1: has a column without a name"});
    gives("a,b,a\n", {"test.csv:1: a: names two columns"});
    gives("a,\xff\n", {"test.csv:1: is not UTF-8"});
    gives("a,\"b\n", {"test.csv:1: ends within quotes"});
}

BOOST_AUTO_TEST_CASE(rows_are_held_against_the_header_from_the_first_on)
{
    // Old line ends put several rows into one line.
    gives("a,b\r1,2,3\r4,5\r", {"! test.csv:1: has not as many fields as the header", "4|5@1"});
}

BOOST_AUTO_TEST_CASE(a_row_across_blocks_is_whole)
{
    std::string bytes = "a,b\n";
    rows expected;
    for (std::size_t i = 0; i < 5'000; ++i) {
        const std::string text = "Şişli \n" + std::to_string(i);
        bytes += std::to_string(i) + ",\"" + text + "\"\r\n";
        expected.push_back(std::to_string(i) + "|" + text + "@" + std::to_string(2 + 2 * i));
    }
    gives(bytes, expected);
    gives(zipped(bytes), expected);
}

BOOST_AUTO_TEST_CASE(a_gzip_file_is_unpacked_whatever_its_name)
{
    bool complete = false;
    const rows seen = read(zipped("a,b\n1,2\n"), &complete);
    BOOST_TEST(seen == rows{"1|2@2"}, boost::test_tools::per_element());
    BOOST_TEST(complete);
}

BOOST_AUTO_TEST_CASE(two_gzip_files_in_a_row_are_one)
{
    gives(zipped("a,b\n1,2\n") + zipped("3,4\n"), {"1|2@2", "3|4@3"});
}

BOOST_AUTO_TEST_CASE(a_cut_gzip_file_is_never_complete)
{
    std::string bytes = "a,b\n";
    for (unsigned i = 0; i < 400; ++i) {
        bytes += std::to_string(i) + ',' + std::to_string(i * 2'654'435'761U) + '\n';
    }
    const std::string whole = zipped(bytes);
    for (std::size_t size = 2; size < whole.size(); ++size) {
        bool complete = false;
        const rows seen = read(whole.substr(0, size), &complete);
        BOOST_TEST_CONTEXT(size << " of " << whole.size())
        {
            BOOST_TEST(!complete);
            BOOST_TEST_REQUIRE(!seen.empty());
            BOOST_TEST(seen.back().find("is cut or damaged") != std::string::npos);
        }
    }
    bool complete = false;
    BOOST_TEST(read(whole, &complete).size() == 400U);
    BOOST_TEST(complete);
}

BOOST_AUTO_TEST_CASE(a_damaged_gzip_file_is_never_complete)
{
    std::string whole = zipped("a,b\n1,2\n3,4\n");
    for (std::size_t i = 10; i < whole.size(); ++i) {
        whole[i] = static_cast<char>(whole[i] ^ 0x10);
        bool complete = false;
        const rows seen = read(whole, &complete);
        BOOST_TEST_CONTEXT("byte " << i)
        {
            BOOST_TEST((!complete || seen == rows{"1|2@2", "3|4@3"}));
        }
        whole[i] = static_cast<char>(whole[i] ^ 0x10);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_an_error)
{
    const auto missing = csv_reader::open("/nowhere/at-all.csv");
    BOOST_TEST_REQUIRE(missing.has_error());
    BOOST_TEST((missing.error() == row_error{"at-all.csv", 0, "", "cannot be opened"}));
    const temporary file{"x.csv", "a\n"};
    BOOST_TEST(csv_reader::open(file.path().parent_path()).has_error());
}

BOOST_AUTO_TEST_CASE(after_the_end_there_is_nothing_more)
{
    const temporary file{"end.csv", "a\n1\n"};
    auto reader = csv_reader::open(file.path()).value();
    BOOST_TEST(reader.next().has_value());
    BOOST_TEST(!reader.complete());
    BOOST_TEST(!reader.next().has_value());
    BOOST_TEST(!reader.next().has_value());
    BOOST_TEST(reader.complete());
}

BOOST_AUTO_TEST_SUITE_END()
