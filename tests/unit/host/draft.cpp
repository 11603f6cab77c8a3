#include "host/pages/draft.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

BOOST_AUTO_TEST_SUITE(host_draft)

namespace {

using namespace host;
using namespace std::chrono_literals;

constexpr acikkapi::instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

struct bench {
    acikkapi::instant now = noon;
    cookies jar{sealer{sealer::key{}, std::nullopt, [this] { return now; }}, false};

    /// The browser takes what is set, and sends it with its next request.
    [[nodiscard]] static request next(const response& given)
    {
        request out;
        std::string all;
        for (const auto& [name, value] : given.headers) {
            if (name == "Set-Cookie" && value.find("Max-Age=0") == value.npos) {
                all += (all.empty() ? "" : "; ") + value.substr(0, value.find(';'));
            }
        }
        out.headers.emplace_back("Cookie", all);
        return out;
    }
};

std::string noise(std::size_t size)
{
    std::mt19937 chance{1};
    std::string out;
    for (std::size_t i = 0; i < size; ++i) {
        out += static_cast<char>('!' + chance() % 90);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_answered_comes_back_with_the_next_request)
{
    bench at;
    draft said;
    said.set("name", "Şükrü \"Ö\"\nÇelik");
    said.set("empty", "");
    response out;
    BOOST_TEST(said.keep(at.jar, out));
    const auto again = draft::read(at.jar, bench::next(out));
    BOOST_TEST(again.get("name") == "Şükrü \"Ö\"\nÇelik");
    BOOST_TEST(again.get("none").empty());
    BOOST_TEST(!again.empty());
    BOOST_TEST(draft::read(at.jar, request{}).empty());
}

BOOST_AUTO_TEST_CASE(the_longest_text_of_people_fits_and_noise_does_not)
{
    bench at;
    std::string long_text;
    while (long_text.size() < 7'900) {
        long_text += "Mahallemizdeki sokak lambaları üç haftadır yanmıyor " +
                     std::to_string(long_text.size()) + ". ";
    }
    draft said;
    said.set("text", long_text);
    response out;
    BOOST_TEST(said.keep(at.jar, out));
    for (const auto& [name, value] : out.headers) {
        BOOST_TEST(value.size() < 4'096U);  // What a browser takes.
    }
    BOOST_TEST(draft::read(at.jar, bench::next(out)).get("text") == long_text);
    // Several cookies.
    draft packed_badly;
    packed_badly.set("text", noise(8'000));
    response several;
    BOOST_TEST(packed_badly.keep(at.jar, several));
    BOOST_TEST(draft::read(at.jar, bench::next(several)).get("text") == noise(8'000));
    draft too_much;
    too_much.set("text", noise(16'000));
    response none;
    BOOST_TEST(!too_much.keep(at.jar, none));
}

BOOST_AUTO_TEST_CASE(what_was_altered_or_is_of_yesterday_is_no_draft)
{
    bench at;
    draft said;
    said.set("name", "x");
    response out;
    BOOST_TEST(said.keep(at.jar, out));
    auto asked = bench::next(out);
    asked.headers.front().second[20] ^= 1;
    BOOST_TEST(draft::read(at.jar, asked).empty());
    at.now += 25h;
    BOOST_TEST(draft::read(at.jar, bench::next(out)).empty());
}

BOOST_AUTO_TEST_CASE(afterwards_the_browser_forgets_it)
{
    bench at;
    response out;
    draft::end(at.jar, out);
    BOOST_TEST(out.headers.size() == 3U);
    BOOST_TEST(draft::read(at.jar, bench::next(out)).empty());
}

BOOST_AUTO_TEST_SUITE_END()
