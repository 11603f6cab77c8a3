#include "host/files/attachments.hpp"
#include "host/files/uploads.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_uploads)

namespace {

using namespace acikkapi;
using namespace host;

form_part pdf(std::string name, std::size_t size = 20)
{
    std::string bytes = "%PDF-1.4\n";
    bytes.resize(size, ' ');
    return {"files", std::move(name), std::move(bytes)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(files_are_taken_by_what_they_are)
{
    const auto got = read_uploads({pdf("a.exe"), {"files", "", ""}});
    BOOST_REQUIRE(got.files.size() == 1U);
    BOOST_TEST((got.wrong == file_fault::none));
    BOOST_TEST((got.files[0].type == media::pdf));
    BOOST_TEST(got.files[0].name == "a.exe");
    BOOST_TEST(read_uploads({}).files.empty());
}

BOOST_AUTO_TEST_CASE(one_that_is_wrong_stops_all)
{
    const auto wrong = [](form_part one) {
        const auto got = read_uploads({pdf("a"), std::move(one)});
        BOOST_TEST(got.files.empty());
        BOOST_TEST(got.wrong_name == "b");
        return std::string{name_of(got.wrong)};
    };
    BOOST_TEST(wrong({"files", "b", "<html>"}) == "kind");
    BOOST_TEST(wrong({"files", "b", ""}) == "kind");
    BOOST_TEST(wrong(pdf("b", attachment_bytes_max + 1)) == "large");
    BOOST_TEST(wrong({"files", "b", "\xff\xd8\xff\xe1 no end"}) == "damaged");
    BOOST_TEST(read_uploads({pdf("b", attachment_bytes_max)}).files.size() == 1U);
}

BOOST_AUTO_TEST_CASE(there_are_not_more_than_an_application_may_have)
{
    std::vector<form_part> all(attachments_max, pdf("a"));
    BOOST_TEST(read_uploads(all).files.size() == attachments_max);
    all.push_back(pdf("a"));
    BOOST_TEST((read_uploads(all).wrong == file_fault::many));
}

BOOST_AUTO_TEST_CASE(a_name_is_one_line_of_text)
{
    BOOST_TEST(tidy_file_name("C:\\users\\ali\\lamba.jpg") == "lamba.jpg");
    BOOST_TEST(tidy_file_name("/etc/şehir 1.pdf") == "şehir 1.pdf");
    BOOST_TEST(tidy_file_name("a\r\nb\x7f\x01.png") == "ab.png");
    BOOST_TEST(tidy_file_name("a\xff\xc0\xaf\xed\xa0\x80z") == "az");
    BOOST_TEST(tidy_file_name("ab\xe2\x82") == "ab");
    for (const auto* const none : {"", "/", "  ", "\n", "\xff"}) {
        BOOST_TEST(tidy_file_name(none) == "file");
    }
    std::string longest;
    for (int i = 0; i < 101; ++i) {
        longest += "ş";
    }
    BOOST_TEST(tidy_file_name(longest) == longest.substr(0, 200));
}

BOOST_AUTO_TEST_CASE(the_same_file_has_the_same_key)
{
    const commands::attach one{media::pdf, "a", "1"};
    BOOST_TEST(key_of_file("k", one) == key_of_file("k", one));
    BOOST_TEST(key_of_file("k", one) != key_of_file("l", one));
    BOOST_TEST(key_of_file("k", one) != key_of_file("k", {media::pdf, "a", "2"}));
    BOOST_TEST(key_of_file("k", one) != key_of_file("k", {media::pdf, "b", "1"}));
}

BOOST_AUTO_TEST_CASE(some_addresses_take_files_and_others_do_not)
{
    BOOST_TEST(takes_files("POST", "/tr/apply/check"));
    BOOST_TEST(takes_files("POST", "/api/v1/applications/34-2026-000000001-7/attachments"));
    BOOST_TEST(takes_files("POST", "/ar/staff/desk/new"));
    BOOST_TEST(!takes_files("GET", "/tr/apply/check"));
    BOOST_TEST(!takes_files("POST", "/tr/apply/text"));
    BOOST_TEST(!takes_files("POST", "/api/v1/applications"));
}

BOOST_AUTO_TEST_CASE(sizes_are_for_people)
{
    BOOST_TEST(size_text(1, ',') == "1 kB");
    BOOST_TEST(size_text(340'900, ',') == "340 kB");
    BOOST_TEST(size_text(1'450'000, ',') == "1,4 MB");
    BOOST_TEST(size_text(4'194'304, '.') == "4.1 MB");
}

BOOST_AUTO_TEST_SUITE_END()
