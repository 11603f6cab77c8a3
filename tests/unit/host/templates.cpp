#include "host/pages/site.hpp"
#include "host/pages/templates.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_templates)

namespace {

using namespace host;

texts some_texts()
{
    std::string wrong;
    return texts::read(
        [](std::string_view name) -> std::string_view {
            return name == "ar.json" ? R"({"hello": "مرحبا {{NAME}}", "amp": "ا & ب"})"
                                     : R"({"hello": "Merhaba {{NAME}}", "amp": "A & B"})";
        },
        wrong);
}

std::string
written(std::string_view source, const filling& with, language speaks = language::turkish)
{
    std::string wrong;
    const templates all{
        {{"page.html", source}, {"part.html", "<i>{{NAME}}</i>"}}, some_texts(), wrong};
    return wrong.empty() ? all.write(speaks, "page.html", with) : "wrong: " + wrong;
}

filling named(std::string name)
{
    filling out;
    out.set("NAME", std::move(name));
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(texts_stand_in_the_language_of_the_page)
{
    BOOST_TEST(written("<p>[[hello]]</p>", named("Ali")) == "<p>Merhaba Ali</p>");
    BOOST_TEST(written("<p>[[hello]]</p>", named("Ali"), language::arabic) == "<p>مرحبا Ali</p>");
    BOOST_TEST(written("<p>[[amp]]</p>", {}) == "<p>A &amp; B</p>");
}

BOOST_AUTO_TEST_CASE(what_people_write_is_escaped_for_the_place_where_it_stands)
{
    const auto evil = named("\"><script>alert(1)</script>");
    BOOST_TEST(written("<p>{{NAME}}</p>", evil).find("<script") == std::string::npos);
    BOOST_TEST(written("<p title=\"{{NAME}}\"></p>", evil).find("<script") == std::string::npos);
    const auto address = named("javascript:alert(1)");
    BOOST_TEST(
        written("<a href=\"{{NAME}}\">x</a>", address).find("javascript:") == std::string::npos);
    BOOST_TEST(
        written("<pre>{{NAME:pre_escape}}</pre>", named("a\n<b>")) == "<pre>a\n&lt;b&gt;</pre>");
    // Also where it comes into a text.
    BOOST_TEST(written("<p>[[hello]]</p>", named("<b>")) == "<p>Merhaba &lt;b&gt;</p>");
}

BOOST_AUTO_TEST_CASE(a_section_stands_as_often_as_it_was_added)
{
    filling with;
    BOOST_TEST(written("<ul>{{#ROW}}<li>{{X}}</li>{{/ROW}}</ul>", with) == "<ul></ul>");
    with.add("ROW").set("X", "1");
    with.add("ROW").set("X", "2");
    BOOST_TEST(
        written("<ul>{{#ROW}}<li>{{X}}</li>{{/ROW}}</ul>", with) ==
        "<ul><li>1</li><li>2</li></ul>");
}

BOOST_AUTO_TEST_CASE(a_template_holds_others)
{
    BOOST_TEST(written("<b>[[>part.html]]</b>", named("x")) == "<b><i>x</i></b>");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_template_is_said_at_the_start)
{
    BOOST_TEST(written("[[nothing]]", {}) == "wrong: page.html: nothing: no such text");
    BOOST_TEST(written("[[>none.html]]", {}) == "wrong: page.html: >none.html: no such template");
    BOOST_TEST(written("[[hello", {}) == "wrong: page.html: [[ without ]]");
    BOOST_TEST(written("[[>page.html]]", {}) == "wrong: page.html: templates hold each other");
    BOOST_TEST(written("{{#ROW}}", {}) == "wrong: page.html: not well formed");
}

BOOST_AUTO_TEST_CASE(our_own_are_well_formed)
{
    std::unique_ptr<site> here;
    const auto wrong = site::open(here);
    BOOST_TEST(wrong.empty(), wrong);
    const auto page = here->tell(language::arabic, {404, "not_found", ""});
    BOOST_TEST(page.status == 404);
    BOOST_TEST(page.body.find("dir=\"rtl\"") != std::string::npos);
    BOOST_TEST(page.body.find("{{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_problem_is_a_page_for_who_asked_for_one)
{
    std::unique_ptr<site> here;
    BOOST_TEST_REQUIRE(site::open(here).empty());
    request asked;
    asked.path = "/en/none";
    const auto wrong = to_response({429, "too_many_requests", "x", {}, std::chrono::seconds{7}});
    BOOST_TEST(for_people(*here, asked, wrong).body == wrong.body);
    asked.headers.emplace_back("Accept", "text/html,*/*");
    const auto page = for_people(*here, asked, wrong);
    BOOST_TEST(page.status == 429);
    BOOST_TEST(page.body.find("lang=\"en\"") != std::string::npos);
    const bool waits = std::any_of(page.headers.begin(), page.headers.end(), [](const auto& one) {
        return one.first == "Retry-After" && one.second == "7";
    });
    BOOST_TEST(waits);
}

BOOST_AUTO_TEST_SUITE_END()
