#include "host/pages/embedded.hpp"
#include "host/pages/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(host_texts)

namespace {

using namespace host;
using namespace std::chrono_literals;

/// Three files, of which one may be changed.
auto files_with(std::string_view changed, std::string_view bytes)
{
    return [changed, bytes](std::string_view name) -> std::string_view {
        return name == changed ? bytes : std::string_view{R"({"a": "x", "b": "y"})"};
    };
}

std::string wrong_with(std::string_view changed, std::string_view bytes)
{
    std::string wrong;
    (void)texts::read(files_with(changed, bytes), wrong);
    return wrong;
}

/// What stands in a text for a value: `{{PROMISED}}`, `%{count}`.
std::multiset<std::string> markers_of(std::string_view text)
{
    std::multiset<std::string> out;
    for (std::size_t at = 0; (at = text.find('{', at)) != text.npos;) {
        const auto end = std::min(text.find('}', at), text.size());
        out.emplace(text.substr(at, end - at));
        at = end;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(our_own_are_whole_in_all_languages)
{
    std::string wrong;
    const auto all = texts::read(embedded, wrong);
    BOOST_TEST(wrong.empty(), wrong);
    for (const auto& [key, turkish] : all.all(language::turkish)) {
        for (const auto other : languages_of_pages) {
            BOOST_TEST(!all.get(other, key).empty(), key);
            BOOST_TEST((markers_of(turkish) == markers_of(all.get(other, key))), key);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_is_missing_in_one_language_is_named)
{
    BOOST_TEST(wrong_with("none.json", "").empty());
    BOOST_TEST(wrong_with("en.json", R"({"a": "x"})") == "b: is in ar and not in en");
    BOOST_TEST(wrong_with("ar.json", "[]") == "ar.json: no object of texts");
    BOOST_TEST(wrong_with("tr.json", "{") == "tr.json: no object of texts");
}

BOOST_AUTO_TEST_CASE(a_browser_says_what_it_prefers)
{
    BOOST_TEST((preferred("ar,en;q=0.8") == language::arabic));
    BOOST_TEST((preferred("de-DE, de;q=0.9, en-US;q=0.8") == language::english));
    BOOST_TEST((preferred("fr") == language::turkish));
    BOOST_TEST((preferred("") == language::turkish));
    BOOST_TEST((preferred(",,,") == language::turkish));
}

BOOST_AUTO_TEST_CASE(days_and_times_are_those_of_turkey)
{
    const auto late = std::chrono::sys_days{std::chrono::year{2026} / 12 / 31} + 22h + 5min;
    BOOST_TEST(time_text(language::turkish, late) == "1 Ocak 2027 01:05");
    BOOST_TEST(time_text(language::english, late) == "1 January 2027 01:05");
    BOOST_TEST(
        date_text(language::arabic, std::chrono::local_days{std::chrono::year{2026} / 8 / 30}) ==
        "30 أغسطس 2026");
}

BOOST_AUTO_TEST_SUITE_END()
