#include <acikkapi/adapters/message_catalog.hpp>

#include "adapters/messages/template_text.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(adapters_message_catalog)

// The words of messages: templates in, texts out.
namespace {

using namespace acikkapi;
using adapters::template_text;

letter of_kind(std::string kind)
{
    return {"sms", std::move(kind), "+99955500001 kimse@example.org", "34-2026-48213975-6"};
}

std::string why_not(std::string_view json)
{
    std::string why;
    const auto read = message_catalog::parse(json, &why);
    BOOST_TEST((read.has_error() && read.error() == errc::bad_argument));
    return why;
}

bool finds(const message_catalog& all, const std::string& where, std::string_view word)
{
    for (const auto& one : all.lint()) {
        if (one.where == where && one.what.find(word) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_comes_with_the_library_has_every_letter_in_three_languages)
{
    const auto& all = message_catalog::standard();
    std::set<std::string> texts;
    for (const std::string kind :
         {"received",
          "question",
          "reminder",
          "interim",
          "result",
          "closed",
          "sent_on",
          "rating",
          "problem",
          "problem_planned",
          "problem_over",
          "contact_changed"}) {
        for (const std::string language : {"", ".en", ".ar"}) {
            const auto sms = all.words_of("sms", of_kind(kind + language));
            const auto mail = all.words_of("e-mail", of_kind(kind + language));
            BOOST_TEST_REQUIRE((sms && mail), kind + language);
            BOOST_TEST(sms->language == (language.empty() ? "tr" : language.substr(1)));
            BOOST_TEST(sms->subject.empty());
            BOOST_TEST(!mail->subject.empty());
            for (const auto& text : {sms->text, mail->text}) {
                BOOST_TEST(text.find("34-2026-48213975-6") != std::string::npos);
                BOOST_TEST(text.find('{') == std::string::npos);
                BOOST_TEST(text.find("+999") == std::string::npos);
                BOOST_TEST(texts.insert(text).second);
            }
        }
    }
    BOOST_TEST(all.lint().empty());
}

BOOST_AUTO_TEST_CASE(the_catalogues_own_language_stands_in_for_one_that_is_missing)
{
    const auto all = message_catalog::parse(
        R"({"language": "tr", "messages": {"sms": {"result": "Sonuç: {number}"}}})");
    const auto found = all->words_of("sms", of_kind("result.ar"));
    BOOST_TEST(found->text == "Sonuç: 34-2026-48213975-6");
    BOOST_TEST(found->language == "tr");
}

BOOST_AUTO_TEST_CASE(a_constant_can_be_changed_and_only_one_that_there_is)
{
    const auto own = message_catalog::standard().with("office", "İstanbul Valiliği");
    BOOST_TEST(own->words_of("sms", of_kind("result"))->text.ends_with("İstanbul Valiliği"));
    BOOST_TEST((message_catalog::standard().with("king", "x").error() == errc::bad_argument));
    for (const std::string bad : {"", "two\nlines"}) {
        BOOST_TEST((message_catalog::standard().with("office", bad).error() == errc::bad_text));
    }
}

BOOST_AUTO_TEST_CASE(a_letter_without_a_template_or_with_a_strange_number_has_no_words)
{
    const auto& all = message_catalog::standard();
    BOOST_TEST((all.words_of("sms", of_kind("birthday")).error() == errc::bad_argument));
    BOOST_TEST((all.words_of("pigeon", of_kind("result")).error() == errc::bad_argument));
    auto strange = of_kind("result");
    strange.reference = "1\nSubject: x";
    BOOST_TEST((all.words_of("sms", strange).error() == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_catalogue_is_named)
{
    BOOST_TEST(why_not("{") == "the text: is no JSON object, or too long");
    BOOST_TEST(why_not("{}").starts_with("language:"));
    BOOST_TEST(why_not(R"({"language": "tr"})").starts_with("messages:"));
    BOOST_TEST(why_not(R"({"language": "tr", "x": 1, "messages": {}})").starts_with("x:"));
    const auto with = [](const std::string& sms) {
        return R"({"language": "tr", "constants": {"office": "O"}, "messages": {"sms": )" + sms +
               "}}";
    };
    BOOST_TEST(why_not(with(R"({"a": 1})")).starts_with("sms/a:"));
    BOOST_TEST(why_not(with(R"({"a": "{number"})")).find("brace") != std::string::npos);
    BOOST_TEST(why_not(with(R"({"a": "number}"})")).find("brace") != std::string::npos);
    BOOST_TEST(why_not(with(R"({"a": "{name} {number}"})")).find("{name}") != std::string::npos);
    BOOST_TEST(why_not(with(R"({"a": {"subject": "x"}})")).starts_with("sms/a:"));
    BOOST_TEST(
        why_not(with(R"({"a": {"subject": "x\ny", "text": "z"}})")).find("lines") !=
        std::string::npos);
    BOOST_TEST(why_not(R"({"language": "tr", "constants": {"number": "1"}, "messages": {}})")
                   .starts_with("constants/number:"));
    BOOST_TEST(message_catalog::parse(with(R"({"a": "{{{office}}} {number}"})")).has_value());
}

BOOST_AUTO_TEST_CASE(what_comes_with_the_library_takes_one_part_and_two_in_arabic)
{
    sms_rules rules;
    rules.allowed.push_back(sms_alphabet::turkish_locking);
    std::size_t texts = 0;
    for (const auto& one : message_catalog::standard().sizes(rules)) {
        const bool arabic = one.where.ends_with(".ar");
        BOOST_TEST(one.parts >= 1U, one.where);
        BOOST_TEST(one.parts <= (arabic ? 2U : 1U), one.where);
        BOOST_TEST((one.alphabet == sms_alphabet::ucs2) == arabic, one.where);
        ++texts;
    }
    BOOST_TEST(texts == 39U);  // Thirteen kinds in three languages.
    rules.allowed = {sms_alphabet::gsm7};
    const auto plain = message_catalog::standard().with("office", "Governor's office").value();
    for (const auto& one : plain.sizes(rules)) {
        BOOST_TEST((one.parts == 0) == !one.where.ends_with(".en"), one.where);
    }
}

BOOST_AUTO_TEST_CASE(the_wording_for_sms_is_the_text)
{
    const auto wording = message_catalog::standard().sms_wording();
    BOOST_TEST(
        wording(of_kind("result")).value() ==
        message_catalog::standard().words_of("sms", of_kind("result"))->text);
    BOOST_TEST((wording(of_kind("birthday")).error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(the_wording_for_e_mail_is_the_text_twice)
{
    const auto wording = message_catalog::standard().mail_wording();
    const auto words = wording(of_kind("result.ar")).value();
    const auto text = message_catalog::standard().words_of("e-mail", of_kind("result.ar")).value();
    BOOST_TEST(words.subject == text.subject);
    BOOST_TEST(words.plain == text.text);
    BOOST_TEST(words.html == html_of(text));
    BOOST_TEST(words.language == "ar");
    BOOST_TEST((wording(of_kind("birthday")).error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(what_should_be_looked_at_is_found)
{
    const auto all = message_catalog::parse(R"({
        "language": "tr",
        "constants": {"office": "O"},
        "messages": {"sms": {
            "a": "Merhaba {office}",
            "b": "{number} 0532 123 45 67",
            "c": "{number} ayse@example.org",
            "d": "{number}", "d.en": "{number}",
            "e.en": "{number}"}}})");
    BOOST_TEST_REQUIRE(all.has_value());
    BOOST_TEST(finds(*all, "sms/a", "number"));
    BOOST_TEST(finds(*all, "sms/b", "somebody's"));
    BOOST_TEST(finds(*all, "sms/c", "somebody's"));
    BOOST_TEST(finds(*all, "sms/a", "en"));
    BOOST_TEST(finds(*all, "sms/e.en", "own language"));
    BOOST_TEST(!finds(*all, "sms/d", ""));
}

BOOST_AUTO_TEST_CASE(a_kind_of_letter_that_has_no_words_is_found_in_each_channel_that_there_is)
{
    const auto all = message_catalog::parse(
        R"({"language": "tr", "messages": {"sms": {"received": "{number}", "result.en": "{number}"}}})");
    BOOST_TEST_REQUIRE(all.has_value());
    BOOST_TEST(!finds(*all, "sms/received", "standard"));
    BOOST_TEST(finds(*all, "sms/result", "standard"));
    BOOST_TEST(finds(*all, "sms/question", "standard"));
    BOOST_TEST(!finds(*all, "sms/question.ar", ""));
    BOOST_TEST(!finds(*all, "e-mail/question", ""));
}

BOOST_AUTO_TEST_CASE(in_html_everything_is_escaped_and_addresses_are_links)
{
    const message what{
        "a < b", "Bir & iki.\nÜç: https://x.example/?a=1&b=\"2\".\n\n<script>", "ar"};
    const auto html = html_of(what);
    BOOST_TEST(html.find("<html lang=\"ar\" dir=\"rtl\">") != std::string::npos);
    BOOST_TEST(html.find("<title>a &lt; b</title>") != std::string::npos);
    BOOST_TEST(
        html.find("<p>Bir &amp; iki.<br>Üç: <a href=\"https://x.example/?a=1&amp;b=\">"
                  "https://x.example/?a=1&amp;b=</a>&quot;2&quot;.</p>") != std::string::npos);
    BOOST_TEST(html.find("<p>&lt;script&gt;</p>") != std::string::npos);
    BOOST_TEST(html_of({"", "x", "tr"}).find("dir=\"ltr\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_template_gives_back_its_text_with_its_places_filled)
{
    const auto fill = [](std::string_view name) -> std::string_view {
        return name == "a" ? "1" : "2";
    };
    BOOST_TEST(template_text::parse("x{a}y{b}{a}")->fill(fill) == "x1y21");
    BOOST_TEST(template_text::parse("{{a}}")->fill(fill) == "{a}");
    BOOST_TEST(template_text::parse("")->fill(fill).empty());
    for (const auto* const bad : {"{", "}", "{}", "{A}", "{a", "a}", "{a b}", "{{a}"}) {
        BOOST_TEST((template_text::parse(bad).error() == errc::bad_text), bad);
    }
}

BOOST_AUTO_TEST_SUITE_END()
