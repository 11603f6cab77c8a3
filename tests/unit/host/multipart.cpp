#include "host/files/multipart.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_multipart)

namespace {

using namespace host;

const std::string type = "multipart/form-data; boundary=----x1";

std::string part(const std::string& disposition, const std::string& bytes)
{
    return "------x1\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + bytes +
           "\r\n";
}

const std::string end = "------x1--\r\n";

int status_of(const std::string& content_type, const std::string& body)
{
    const auto got = read_multipart(content_type, body);
    return got ? 200 : got.error().status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(fields_and_files_are_as_browsers_send_them)
{
    const std::string bytes{"\0\r\n--\r\n------x\xff", 16};
    const auto all =
        read_multipart(
            type,
            part("name=\"a b\"", "1\r\n2") +
                "------x1\r\nContent-Disposition: form-data; name=\"files\"; filename=\"lamba "
                "%22ş%22.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" +
                bytes + "\r\n" + part("name=\"files\"; filename=\"\"", "") + end)
            .value();
    BOOST_REQUIRE(all.size() == 3U);
    BOOST_TEST(all[0].name == "a b");
    BOOST_TEST(all[0].bytes == "1\r\n2");
    BOOST_TEST(!all[0].file_name.has_value());
    BOOST_TEST(all[1].name == "files");
    BOOST_TEST(all[1].file_name.value() == "lamba \"ş\".jpg");
    BOOST_TEST(all[1].bytes == bytes);
    BOOST_TEST(all[2].file_name.value().empty());
    BOOST_TEST(all[2].bytes.empty());
}

BOOST_AUTO_TEST_CASE(a_form_without_parts_is_one)
{
    BOOST_TEST(read_multipart(type, end).value().empty());
}

BOOST_AUTO_TEST_CASE(a_boundary_may_stand_in_quotes_and_has_at_most_70_characters)
{
    BOOST_TEST(status_of("Multipart/Form-Data; Boundary=\"----x1\"; charset=utf-8", end) == 200);
    const std::string longest(70, 'b');
    BOOST_TEST(status_of("multipart/form-data; boundary=" + longest, "--" + longest + "--") == 200);
    BOOST_TEST(
        status_of("multipart/form-data; boundary=b" + longest, "--b" + longest + "--") == 400);
    BOOST_TEST(status_of("multipart/form-data; boundary=", "----") == 400);
    BOOST_TEST(status_of("multipart/form-data", "----") == 400);
    BOOST_TEST(status_of("multipart/form-data; boundary=\"a", "--a--") == 400);
}

BOOST_AUTO_TEST_CASE(another_type_is_415)
{
    BOOST_TEST(status_of("multipart/mixed; boundary=----x1", end) == 415);
    BOOST_TEST(status_of("", end) == 415);
}

BOOST_AUTO_TEST_CASE(what_is_not_well_formed_is_400)
{
    const auto good = part("name=\"a\"", "1");
    for (const auto& bad : std::vector<std::string>{
             "",
             "x" + good + end,                                           // Something before it.
             good,                                                       // No end.
             good + end + "x",                                           // Something behind it.
             part("filename=\"a\"", "1") + end,                          // No name.
             part("name=\"\"", "1") + end,                               // An empty one.
             part("name=\"a", "1") + end,                                // A name without an end.
             "------x1\r\nContent-Type: text/plain\r\n\r\n1\r\n" + end,  // No disposition.
             "------x1Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n" + end,
             "------x1\r\n" + std::string(3'000, 'h') + "\r\n\r\n1\r\n" + end}) {
        BOOST_TEST(status_of(type, bad) == 400, bad.substr(0, 100));
    }
    // Cut anywhere, it is no form.
    const auto whole = good + part("name=\"b\"; filename=\"b\"", "2") + "------x1--";
    for (std::size_t n = 0; n < whole.size(); ++n) {
        BOOST_TEST(status_of(type, whole.substr(0, n)) == 400, n);
    }
}

BOOST_AUTO_TEST_CASE(there_are_at_most_100_parts)
{
    std::string all;
    for (int i = 0; i < 100; ++i) {
        all += part("name=\"a\"", "");
    }
    BOOST_TEST(status_of(type, all + end) == 200);
    BOOST_TEST(status_of(type, all + part("name=\"a\"", "") + end) == 400);
}

BOOST_AUTO_TEST_SUITE_END()
