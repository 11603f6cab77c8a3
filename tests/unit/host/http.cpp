#include "host/http.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_http)

BOOST_AUTO_TEST_CASE(a_header_is_found_whatever_its_letters)
{
    host::request asked;
    asked.headers = {{"Lookup-Code", "first"}, {"lookup-code", "second"}};
    BOOST_TEST(asked.header("LOOKUP-CODE") == "first");
    BOOST_TEST(asked.header("Lookup").empty());
}

BOOST_AUTO_TEST_CASE(percent_encoding_is_undone_or_refused)
{
    BOOST_TEST(host::percent_decoded("a%20b%C4%b1").value() == "a bı");
    for (const auto* bad : {"%", "%4", "%4g", "a%"}) {
        BOOST_TEST(!host::percent_decoded(bad).has_value(), bad);
    }
}

BOOST_AUTO_TEST_CASE(a_parameter_is_found_in_a_query)
{
    const std::string query = "key=a+b&after=%2B%26&empty=&bare&key=second";
    BOOST_TEST(host::query_value(query, "key").value() == "a b");
    BOOST_TEST(host::query_value(query, "after").value() == "+&");
    BOOST_TEST(host::query_value(query, "empty").value().empty());
    BOOST_TEST(host::query_value(query, "bare").value().empty());
    BOOST_TEST(!host::query_value(query, "ey").has_value());
    BOOST_TEST(!host::query_value("", "key").has_value());
    BOOST_TEST(!host::query_value("key=%4", "key").has_value());
}

BOOST_AUTO_TEST_CASE(a_string_of_structured_fields_is_unquoted)
{
    BOOST_TEST(host::unquoted("\"a b\"").value() == "a b");
    BOOST_TEST(host::unquoted("\"\"").value().empty());
    BOOST_TEST(host::unquoted(R"("a\"\\b")").value() == R"(a"\b)");
    for (const auto* bad :
         {"", "\"", "abc", "\"a", "a\"", R"("a"b")", R"("a\")", R"("a\n")", "\"ı\"", "\"\x01\""}) {
        BOOST_TEST(!host::unquoted(bad).has_value(), bad);
    }
}

BOOST_AUTO_TEST_SUITE_END()
