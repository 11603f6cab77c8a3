#include "host/digits.hpp"
#include "host/pages/form.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_form)

namespace {

using namespace host;

request posted(std::string body, std::string type = "application/x-www-form-urlencoded")
{
    request out;
    out.headers.emplace_back("Content-Type", std::move(type));
    out.body = std::move(body);
    return out;
}

int status_of(const request& asked)
{
    const auto got = form::read(asked);
    return got ? 200 : got.error().status;
}

std::string field(const std::string& body, std::string_view name)
{
    return form::read(posted(body)).value().get(name);
}

}  // namespace

BOOST_AUTO_TEST_CASE(fields_are_as_browsers_send_them)
{
    BOOST_TEST(field("a=b+c&d=%C5%9F%26", "a") == "b c");
    BOOST_TEST(field("a=b+c&d=%C5%9F%26", "d") == "ş&");
    BOOST_TEST(field("a=1%2B1", "a") == "1+1");
    BOOST_TEST(field("text=one%0D%0Atwo%0D%0A", "text") == "one\ntwo");
    BOOST_TEST(field("a=++x++", "a") == "x");
    BOOST_TEST(field("a=1&a=2", "a") == "1");
    const std::vector<std::string> both{"1", "2"};
    BOOST_TEST(form::read(posted("a=1&b=x&a=+2")).value().all("a") == both);
    BOOST_TEST(field("a", "a").empty());
    BOOST_TEST(field("", "a").empty());
}

BOOST_AUTO_TEST_CASE(a_number_is_one_on_every_keyboard)
{
    const auto read = [](std::string_view typed) { return field("a=" + std::string{typed}, "a"); };
    BOOST_TEST(read("٩٩٠٠٠٠٠٠١١٠") == "99000000110");
    BOOST_TEST(read("۰۵۳۲+123+۴۵+۶۷") == "0532 123 45 67");
    BOOST_TEST(read("\u200e34-2026-000000001-2\u200f") == "34-2026-000000001-2");
    BOOST_TEST(read("\u2066٧MBEE٩P\u2069") == "7MBEE9P");
    // Words are somebody's own.
    BOOST_TEST(read("منزل+٢٥") == "منزل ٢٥");
    BOOST_TEST(read("Çukur+٢") == "Çukur ٢");
    BOOST_TEST(with_plain_digits("\xd9") == "\xd9");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_too_long_is_the_one_that_is_called_so)
{
    control text;
    text.characters_max = 3;
    text.value = "ğüş";  // Six bytes.
    control name;
    name.bytes_max = 5;
    name.value = "ğüş";
    control other;
    other.value = std::string(5'000, 'a');
    std::vector<control> all{text, other};
    BOOST_TEST(check_lengths(all, "too long"));
    all = {text, name, other};
    BOOST_TEST(!check_lengths(all, "too long"));
    BOOST_TEST(all[0].error.empty());
    BOOST_TEST(all[1].error == "too long");
    BOOST_TEST(all[2].error.empty());
    all = {text};
    all[0].value += 'i';
    BOOST_TEST(!check_lengths(all, "too long"));
    BOOST_TEST(all[0].error == "too long");
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_called_that)
{
    const auto code = [](const reply<form>& got) {
        return got ? std::string{} : std::to_string(got.error().status) + got.error().code;
    };
    for (const auto* const bad :
         {"a=%C3%28", "%FF=a", "a=%ED%A0%80", "a=%C0%AF", "b=x&a=%F0%9F%98"}) {
        BOOST_TEST(code(form::read(posted(bad))) == "400not_utf8", bad);
    }
    BOOST_TEST(code(form::read(posted("a=%F0%9F%98%80&b=%C5%9F&c"))).empty());
    const auto part = [&](const std::string& more, const std::string& bytes) {
        const auto body = "--x\r\nContent-Disposition: form-data; name=\"a\"" + more + "\r\n\r\n" +
                          bytes + "\r\n--x--\r\n";
        return code(form::read_with_files(posted(body, "multipart/form-data; boundary=x")));
    };
    BOOST_TEST(part("", "\xc3(") == "400not_utf8");
    BOOST_TEST(part("", "ş").empty());
    BOOST_TEST(part("; filename=\"a.jpg\"", "\xff\xd8").empty());  // No photo is a text.
}

BOOST_AUTO_TEST_CASE(what_is_no_form_is_refused)
{
    BOOST_TEST(status_of(posted("{}", "application/json")) == 415);
    BOOST_TEST(status_of(posted("a=%zz")) == 400);
    BOOST_TEST(status_of(posted("a=1", "application/x-www-form-urlencoded; charset=UTF-8")) == 200);
    std::string many;
    for (int i = 0; i < 101; ++i) {
        many += "a=1&";
    }
    BOOST_TEST(status_of(posted(many)) == 400);
}

BOOST_AUTO_TEST_CASE(one_question_is_the_heading_and_errors_stand_in_the_summary)
{
    control one;
    one.name = "name";
    one.hint = "so";
    filling page;
    add_controls(page, {one});
    const auto& alone = page.sections.at("CONTROL").front().sections.at("LINE").front();
    BOOST_TEST(alone.sections.count("AS_HEADING") == 1U);
    BOOST_TEST(page.sections.count("ERRORS") == 0U);
    one.error = "missing";
    control two = one;
    two.name = "other";
    filling both;
    add_controls(both, {one, two});
    const auto& first = both.sections.at("CONTROL").front().sections.at("LINE").front();
    BOOST_TEST(first.sections.count("AS_HEADING") == 0U);
    BOOST_TEST(
        first.sections.at("DESCRIBED").front().values.at("DESCRIBED_BY") == "name-hint name-error");
    BOOST_TEST_REQUIRE(both.sections.at("ERRORS").size() == 1U);
    BOOST_TEST(both.sections.at("ERRORS").front().sections.at("ERROR").size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_first_of_the_options_bears_the_name_that_the_summary_leads_to)
{
    control one;
    one.what = control::shape::choice;
    one.name = "for";
    one.options = {{"a", "A"}, {"b", "B", "so"}};
    one.value = "b";
    filling page;
    add_controls(page, {one});
    const auto& options =
        page.sections.at("CONTROL").front().sections.at("CHOICE").front().sections.at("OPTION");
    BOOST_TEST(options.front().values.at("OPTION_ID") == "for");
    BOOST_TEST(options.front().sections.count("CHOSEN") == 0U);
    BOOST_TEST(options.back().values.at("OPTION_ID") == "for-1");
    BOOST_TEST(options.back().sections.count("CHOSEN") == 1U);
    BOOST_TEST(options.back().sections.count("OPTION_HINT") == 1U);
}

BOOST_AUTO_TEST_CASE(a_form_that_may_bring_files_is_read_either_way)
{
    const std::string body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n x\r\ny "
                             "\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; "
                             "filename=\"f.pdf\"\r\n\r\n%PDF-\r\n--b--\r\n";
    const auto asked = posted(body, "multipart/form-data; boundary=b");
    auto got = form::read_with_files(asked).value();
    BOOST_TEST(got.get("a") == "x\ny");
    BOOST_TEST(got.get("f").empty());
    const auto files = got.take_files();
    BOOST_REQUIRE(files.size() == 1U);
    BOOST_TEST(files[0].bytes == "%PDF-");
    BOOST_TEST(got.take_files().empty());
    BOOST_TEST(form::read_with_files(posted("a=b")).value().get("a") == "b");
    BOOST_TEST(form::read_with_files(posted(body, "text/plain")).error().status == 415);
    // A form that asks for none takes none.
    BOOST_TEST(status_of(asked) == 415);
}

BOOST_AUTO_TEST_SUITE_END()
