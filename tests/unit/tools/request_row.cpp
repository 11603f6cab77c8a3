#include "files.hpp"
#include "support/request_row.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_request_row)

using namespace acikkapi;
using namespace std::chrono_literals;
using files::temporary;
using tools::request_reader;
using tools::request_row;
using tools::row_result;

namespace {

const std::string header =
    "request_id,channel,channel_raw,category,subject,text,unit,queue,district,created_at,"
    "routed_at,due_at,updated_at,answered_at,status,result_text,late_raw\n";

row_result<request_row> read_one(const std::string& row)
{
    const temporary file{"requests.csv", header + row + "\n"};
    auto reader = request_reader::open(file.path()).value();
    return reader.next().value();
}

std::string fault_of(const std::string& row)
{
    const auto read = read_one(row);
    return read ? "" : tools::describe(read.error());
}

request_row with(const std::string& due, const std::string& answered, const std::string& status)
{
    return read_one(
               "R1,web,,Yol,,,U,,,2011-07-01T10:00:00-04:00,," + due + ",," + answered + "," +
               status + ",,")
        .value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_column_has_its_place)
{
    const auto row =
        read_one("R1,mobile,App,Yol,Çukur,\"Metin, iki\nsatır\",Fen İşleri,Ekip 3,Şişli,"
                 "2011-07-01T10:00:00-04:00,2011-07-01T11:00:00-04:00,2011-07-08T10:00:00-04:00,"
                 "2011-07-03T10:00:00-04:00,2011-07-02T10:00:00-04:00,Closed,Yapıldı,ONTIME");
    BOOST_TEST_REQUIRE(row.has_value());
    BOOST_TEST(row->line == 2U);
    BOOST_TEST(row->request_id == "R1");
    BOOST_TEST((row->via == channels::mobile()));
    BOOST_TEST(row->channel_raw == "App");
    BOOST_TEST(row->category == "Yol");
    BOOST_TEST(row->subject == "Çukur");
    BOOST_TEST(row->text == "Metin, iki\nsatır");
    BOOST_TEST(row->unit == "Fen İşleri");
    BOOST_TEST(row->queue == "Ekip 3");
    BOOST_TEST(row->district == "Şişli");
    const instant created = std::chrono::sys_days{std::chrono::year{2011} / 7 / 1} + 14h;
    BOOST_TEST((row->created_at == created));
    BOOST_TEST((row->routed_at == created + 1h));
    BOOST_TEST((row->due_at == created + 168h));
    BOOST_TEST((row->updated_at == created + 48h));
    BOOST_TEST((row->answered_at == created + 24h));
    BOOST_TEST(row->status == "Closed");
    BOOST_TEST(row->result_text == "Yapıldı");
    BOOST_TEST(row->late_raw == "ONTIME");
    BOOST_TEST(!row->contradicts_itself());
}

BOOST_AUTO_TEST_CASE(the_order_of_the_columns_is_free)
{
    const temporary file{
        "requests.csv",
        "status,extra,request_id,channel,channel_raw,category,subject,text,unit,queue,district,"
        "created_at,routed_at,due_at,updated_at,answered_at,result_text,late_raw\n"
        "Open,x,R9,desk,,,,,,,,2011-07-01T10:00:00-04:00,,,,,,\n"};
    auto reader = request_reader::open(file.path()).value();
    const auto row = reader.next().value().value();
    BOOST_TEST(row.request_id == "R9");
    BOOST_TEST(row.status == "Open");
    BOOST_TEST(!row.answered_at.has_value());
    BOOST_TEST(!reader.next().has_value());
    BOOST_TEST(reader.complete());
}

BOOST_AUTO_TEST_CASE(a_column_that_is_missing_is_named)
{
    const temporary file{"requests.csv", "request_id,channel\nR1,web\n"};
    BOOST_TEST(
        tools::describe(request_reader::open(file.path()).error()) ==
        "requests.csv:1: channel_raw: is a column that is missing");
    BOOST_TEST(request_reader::open("/nowhere/x.csv").has_error());
}

BOOST_AUTO_TEST_CASE(a_row_without_its_needs_is_an_error_in_its_place)
{
    BOOST_TEST(
        fault_of(",web,,,,,,,,2011-07-01T10:00:00Z,,,,,,,") ==
        "requests.csv:2: request_id: is missing");
    BOOST_TEST(
        fault_of("R1,fax,,,,,,,,2011-07-01T10:00:00Z,,,,,,,") ==
        "requests.csv:2: channel: is not desk, web or mobile");
    BOOST_TEST(fault_of("R1,web,,,,,,,,,,,,,,,") == "requests.csv:2: created_at: is missing");
    BOOST_TEST(
        fault_of("R1,web,,,,,,,,2011-07-01,,,,,,,") ==
        "requests.csv:2: created_at: is not a time as 2011-09-26T10:52:12-04:00");
    BOOST_TEST(
        fault_of("R1,web,,,,,,,,2011-07-01T10:00:00Z,,,,soon,,,") ==
        "requests.csv:2: answered_at: is not a time as 2011-09-26T10:52:12-04:00");
    BOOST_TEST(fault_of("R1,web") == "requests.csv:2: has not as many fields as the header");
}

BOOST_AUTO_TEST_CASE(reading_goes_on_behind_a_bad_row)
{
    const temporary file{
        "requests.csv",
        header + "R1,fax,,,,,,,,2011-07-01T10:00:00Z,,,,,,,\n"
                 "R2,web,,,,,,,,2011-07-01T10:00:00Z,,,,,,,\n"};
    auto reader = request_reader::open(file.path()).value();
    BOOST_TEST(reader.next()->has_error());
    BOOST_TEST(reader.next()->value().request_id == "R2");
    BOOST_TEST(!reader.next().has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_before_its_request_is_a_contradiction)
{
    const auto row = with("", "2011-07-01T09:59:59-04:00", "Closed");
    BOOST_TEST(row.answered_before_created());
    BOOST_TEST(row.contradicts_itself());
    BOOST_TEST(!with("", "2011-07-01T10:00:00-04:00", "Closed").contradicts_itself());
    // The clock on the wall is no judge: this one is later, by its offset.
    BOOST_TEST(!with("", "2011-07-01T09:30:00-05:00", "Closed").contradicts_itself());
}

BOOST_AUTO_TEST_CASE(an_answer_of_what_is_still_open_is_a_contradiction)
{
    for (const auto* status : {"Assigned", "Pending", "Open"}) {
        BOOST_TEST(with("", "2011-07-02T10:00:00-04:00", status).answered_while_open());
        BOOST_TEST(with("", "2011-07-02T10:00:00-04:00", status).contradicts_itself());
        BOOST_TEST(!with("", "", status).contradicts_itself());
    }
    BOOST_TEST(!with("", "2011-07-02T10:00:00-04:00", "Closed").contradicts_itself());
}

BOOST_AUTO_TEST_CASE(a_target_before_the_request_is_odd_and_no_contradiction)
{
    const auto row = with("2011-06-30T10:00:00-04:00", "", "Open");
    BOOST_TEST(row.due_before_created());
    BOOST_TEST(!row.contradicts_itself());
    BOOST_TEST(!with("", "", "Open").due_before_created());
}

BOOST_AUTO_TEST_SUITE_END()
