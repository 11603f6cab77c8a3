#include "adapters/mail/headers.hpp"
#include "adapters/mail/session.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_mail)

using namespace acikkapi;
using namespace acikkapi::adapters;
using namespace std::chrono_literals;

namespace {

const mail_options sound{.host = "mail.example.org", .from = "bildirim@valilik.example"};

bool is_taken(const mail_options& options)
{
    asio::io_context io;
    return mail_notifier::make(
               io.get_executor(),
               options,
               [](const letter&) {
                   return result<mail_words>{mail_words{"a", "b"}};
               })
        .has_value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(plain_text_stands_in_a_header_as_it_is)
{
    BOOST_TEST(encoded_words("34-2026-000000001-2: received") == "34-2026-000000001-2: received");
    BOOST_TEST(encoded_words("").empty());
}

BOOST_AUTO_TEST_CASE(other_text_is_encoded_in_words_of_whole_characters)
{
    BOOST_TEST(encoded_words("Alındı") == "=?UTF-8?B?QWzEsW5kxLE=?=");
    std::string text;
    for (int i = 0; i < 30; ++i) {
        text += "ğ";
    }
    // The 45th byte is inside a character.
    BOOST_TEST(
        encoded_words(text) ==
        "=?UTF-8?B?xJ/En8SfxJ/En8SfxJ/En8SfxJ/En8SfxJ/En8SfxJ/En8SfxJ/En8SfxJ8=?=\r\n "
        "=?UTF-8?B?xJ/En8SfxJ/En8SfxJ/Enw==?=");
    BOOST_TEST(encoded_words("=?UTF-8?B?x?=").starts_with("=?UTF-8?B?PT9VVEYt"));
    BOOST_TEST(encoded_words(std::string(61, 'a')).starts_with("=?UTF-8?B?"));
    // What is no UTF-8 ends, too.
    BOOST_TEST(encoded_words(std::string(5'000, '\x80')).size() < 2'000U);
}

BOOST_AUTO_TEST_CASE(a_line_break_becomes_blanks)
{
    BOOST_TEST(encoded_words("a\r\nb") == "a  b");
    using namespace std::string_literals;
    BOOST_TEST(encoded_words("a\0b\x7f"s) == "a b ");
}

BOOST_AUTO_TEST_CASE(a_message_id_follows_from_the_letter_alone)
{
    const auto id = message_id("17-0", "a@b.example");
    BOOST_TEST(id == message_id("17-0", "other@b.example"));
    BOOST_TEST(id != message_id("17-1", "a@b.example"));
    BOOST_TEST(id.size() == 2 + 32 + std::string{"@b.example"}.size());
    BOOST_TEST(message_id("a>\r\nB", "a@b.example").find('\r') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_date_is_written_in_utc)
{
    const instant when = std::chrono::sys_days{std::chrono::year{2026} / 2 / 1} + 23h + 59min + 7s;
    BOOST_TEST(mail_date(when + 999ms) == "Sun, 1 Feb 2026 23:59:07 +0000");
}

BOOST_AUTO_TEST_CASE(lines_end_as_mail_wants_it)
{
    BOOST_TEST(with_line_ends("\na\nb\r\nc") == "\r\na\r\nb\r\nc");
    BOOST_TEST(with_line_ends("").empty());
}

BOOST_AUTO_TEST_CASE(a_session_is_judged_by_how_far_it_came)
{
    const auto is = [](const mail_end& end, std::optional<delivery> how) {
        return judge(end).settled == how;
    };
    BOOST_TEST(is({.done = true, .in_data = true, .code = 250}, delivery::sent));
    BOOST_TEST(is({.refused = true, .code = 550}, delivery::rejected));
    BOOST_TEST(is({.refused = true, .code = 450}, std::nullopt));
    // Where the server did not offer the login that it demands, it refuses the sender.
    for (const int demands_login : {530, 534, 535, 538}) {
        BOOST_TEST(is({.refused = true, .code = demands_login}, std::nullopt));
    }
    BOOST_TEST(is({.refused = true, .in_data = true, .code = 554}, delivery::rejected));
    BOOST_TEST(is({.refused = true, .in_data = true, .code = 451}, std::nullopt));
    BOOST_TEST(is({.in_data = true, .code = 354}, delivery::unknown));
    BOOST_TEST(is({.code = 535}, std::nullopt));
    BOOST_TEST(is({.code = 220}, std::nullopt));
    BOOST_TEST(is({}, std::nullopt));
}

BOOST_AUTO_TEST_CASE(options_that_cannot_work_make_no_notifier)
{
    BOOST_TEST(is_taken(sound));
    const auto with = [](auto change) {
        auto out = sound;
        change(out);
        return is_taken(out);
    };
    BOOST_TEST(!with([](auto& to) { to.host = ""; }));
    BOOST_TEST(!with([](auto& to) { to.host = "a/b"; }));
    BOOST_TEST(!with([](auto& to) { to.host = "user@host"; }));
    BOOST_TEST(!with([](auto& to) { to.port = 0; }));
    BOOST_TEST(!with([](auto& to) { to.greeting = "a\r\nb"; }));
    BOOST_TEST(!with([](auto& to) { to.from = "valilik"; }));
    BOOST_TEST(!with([](auto& to) { to.from = "a@b.org c@d.org"; }));
    BOOST_TEST(!with([](auto& to) { to.reply_to = "<a@b.org>"; }));
    BOOST_TEST(!with([](auto& to) { to.time_max = 0ms; }));
    BOOST_TEST(!with([](auto& to) { to.time_max = 11min; }));
    BOOST_TEST(!with([](auto& to) {
        to.security = mail_security::none;
        to.password = "x";
    }));
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_not_to_be_sent_is_settled_without_a_session)
{
    asio::io_context io;
    const auto made = mail_notifier::make(io.get_executor(), sound, [](const letter&) {
                          return result<mail_words>{errc::erased};
                      }).value();
    const auto outcome = [&](letter what) {
        std::optional<hand_result> out;
        made->async_hand_over(
            {"7-0", stream_id{1}, std::move(what)}, [&](hand_result how) { out = std::move(how); });
        io.restart();
        io.run();
        return out.value().settled;
    };
    BOOST_TEST((outcome({"mail", "erased", "", ""}) == delivery::sent));
    BOOST_TEST((outcome({"mail", "result", "+905321234567", ""}) == delivery::rejected));
    BOOST_TEST((outcome({"mail", "result", "a@b.org", ""}) == delivery::rejected));
}

BOOST_AUTO_TEST_SUITE_END()
