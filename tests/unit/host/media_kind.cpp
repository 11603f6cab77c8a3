#include "host/files/media_kind.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(host_media_kind)

namespace {

using acikkapi::media;
using namespace host;
using namespace std::string_view_literals;

constexpr auto jpeg = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"sv;
constexpr auto png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\x90wS\xde"sv;
constexpr auto pdf = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"sv;

}  // namespace

BOOST_AUTO_TEST_CASE(bytes_say_what_they_are)
{
    BOOST_TEST(knows_media());
    BOOST_TEST((media_of(jpeg) == media::jpeg));
    BOOST_TEST((media_of(png) == media::png));
    BOOST_TEST((media_of(pdf) == media::pdf));
}

BOOST_AUTO_TEST_CASE(all_else_is_nothing_whatever_it_says_later)
{
    for (const auto& one : std::vector<std::string>{
             "",
             "x",
             "GIF89a\1\0\1\0",
             "<svg xmlns='http://www.w3.org/2000/svg'/>",
             "<!doctype html><script>alert(1)</script>",
             "MZ\x90",
             "PK\3\4",
             "\x7f"
             "ELF",
             "%PDF",
             " " + std::string{pdf},
             "<html>" + std::string{jpeg},
             "\xff\xd8",
             "\x89PNG\r\n\x1a\n"  // A signature and nothing of a picture.
         }) {
        BOOST_TEST(!media_of(one).has_value(), one);
    }
}

BOOST_AUTO_TEST_CASE(each_thread_may_ask)
{
    std::vector<std::thread> all;
    std::vector<int> good(4);
    for (auto& one : good) {
        all.emplace_back([&one] { one = media_of(png) == media::png ? 1 : 0; });
    }
    for (auto& one : all) {
        one.join();
    }
    BOOST_TEST((good == std::vector<int>{1, 1, 1, 1}));
}

BOOST_AUTO_TEST_CASE(each_has_a_type_and_an_ending)
{
    BOOST_TEST(type_of(media::jpeg) == "image/jpeg");
    BOOST_TEST(type_of(media::pdf) == "application/pdf");
    BOOST_TEST(ending_of(media::png) == "png");
}

BOOST_AUTO_TEST_SUITE_END()
