#include "host/pages/sheet.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_sheet)

namespace {

host::sheet two_lines()
{
    host::sheet out;
    out.title = "Birimler";
    out.columns = {"Birim", "Gelen", "Gün"};
    out.lines = {
        {{"=HYPERLINK(\"x\")"}, {{"3", "/tr/x"}, {"1,5", "/tr/y", "1.5"}}},
        {{"Su, \"yeni\""}, {{"0"}, {"–"}}}};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_has_one_figure_a_line)
{
    BOOST_TEST(
        host::csv_of({two_lines()}, {"Tablo", "Satır", "Sütun", "Değer"}) ==
        "\xEF\xBB\xBF"
        "Tablo,Satır,Sütun,Değer\r\n"
        "Birimler,\"'=HYPERLINK(\"\"x\"\")\",Gelen,3\r\n"
        "Birimler,\"'=HYPERLINK(\"\"x\"\")\",Gün,1.5\r\n"
        "Birimler,\"Su, \"\"yeni\"\"\",Gelen,0\r\n"
        "Birimler,\"Su, \"\"yeni\"\"\",Gün,–\r\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_calculated_by_a_spreadsheet)
{
    for (const std::string begin : {"=", "+", "-", "@", "\t"}) {
        BOOST_TEST(host::csv_field(begin + "1") == "'" + begin + "1");
    }
    BOOST_TEST(host::csv_field("\r1") == "\"'\r1\"");
    BOOST_TEST(host::csv_field("a=1") == "a=1");
    BOOST_TEST(host::csv_field("") == "");
}

BOOST_AUTO_TEST_CASE(a_figure_without_cases_is_no_link)
{
    host::filling page;
    host::add_sheet(page, "UNITS", two_lines());
    const auto& table = page.sections["UNITS"].front().sections["SHEET_FULL"].front();
    const auto& cells = table.sections.find("LINE")->second.back().sections.find("CELL")->second;
    BOOST_TEST(cells.size() == 2U);
    BOOST_TEST(cells.front().sections.count("CELL_LINK") == 0U);
    BOOST_TEST(cells.back().values.find("CELL_OF")->second == "Gün");
}

BOOST_AUTO_TEST_CASE(a_table_without_lines_says_so)
{
    host::filling page;
    host::add_sheet(page, "RISING", {"Artan konular"});
    BOOST_TEST(page.sections["RISING"].front().sections.count("SHEET_EMPTY") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
