#include <acikkapi/adapters/mail_department.hpp>
#include <acikkapi/adapters/mail_notifier.hpp>

#include "peers/json_peer.hpp"
#include "support/ask.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <future>
#include <string_view>
#include <thread>

using namespace acikkapi;
using namespace std::chrono_literals;
using support::text_of;
using support::told;
using support::told_port;

namespace {

constexpr std::string_view turkish =
    "Sayın İlgili,\n\nBaşvurunuz alındı: ğüşöçıİĞÜŞÖÇ.\n.\nTek nokta yukarıda.\n";
constexpr std::string_view arabic = "<p dir=\"rtl\">تم استلام طلبكم — شكراً</p>";
constexpr std::string_view long_subject =
    "Başvurunuz ilgili birime iletildi: Çevre, Şehircilik ve İklim Değişikliği İl Müdürlüğü";

const manual_clock& sunday()
{
    static const manual_clock clock{
        std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 8h + 5min + 9s};
    return clock;
}

mail_options options(const char* port = "STARTTLS_PORT")
{
    return {
        .host = "localhost",
        .port = told_port(port),
        .user = "valilik",
        .password = "pa55",
        .ca_file = told("CA_FILE"),
        .from = "bildirim@valilik.example",
        .from_name = "İstanbul Valiliği \"Açık Kapı\"",
        .greeting = "valilik.example",
        .time = const_cast<manual_clock*>(&sunday())};
}

const mail_words words{std::string{long_subject}, std::string{turkish}, std::string{arabic}, "tr"};

hand_result send(mail_options by, std::string recipient, mail_words said = words)
{
    asio::io_context io;
    const auto made = mail_notifier::make(io.get_executor(), std::move(by), [=](const letter&) {
                          return result<mail_words>{said};
                      }).value();
    std::optional<hand_result> out;
    made->async_hand_over(
        {"17-0", stream_id{1}, {"mail", "result", std::move(recipient), "34-2026-000000001-2"}},
        [&](hand_result how) { out = std::move(how); });
    io.run();
    BOOST_TEST(out.value().means == "e-mail");
    BOOST_TEST(out->detail.find('@') == std::string::npos);
    BOOST_TEST(out->detail.size() <= 200U);
    return *out;
}

boost::json::array arrived()
{
    return support::ask_peer("/").as_array();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peers_smtp)

BOOST_AUTO_TEST_CASE(a_message_in_two_languages_arrives_as_it_is)
{
    const auto how = send(options(), "+905321234567 ayse@example.org");
    BOOST_TEST((how.settled == delivery::sent), how.detail);
    BOOST_TEST(how.detail == "SMTP code 250");
    const auto got = arrived().back();
    BOOST_TEST(text_of(got.at("to").at(0)) == "ayse@example.org");
    BOOST_TEST(text_of(got.at("from")) == "bildirim@valilik.example");
    BOOST_TEST(text_of(got.at("user")) == "valilik");
    BOOST_TEST(got.at("secure").as_bool());
    BOOST_TEST(text_of(got.at("subject")) == long_subject);
    BOOST_TEST(text_of(got.at("sender").at("name")) == "İstanbul Valiliği \"Açık Kapı\"");
    BOOST_TEST(text_of(got.at("sender").at("address")) == "bildirim@valilik.example");
    BOOST_TEST(text_of(got.at("text")) == turkish);
    BOOST_TEST(text_of(got.at("html")) == arabic);
}

BOOST_AUTO_TEST_CASE(the_header_says_what_kind_of_message_it_is)
{
    auto by = options();
    by.reply_to = "iletisim@valilik.example";
    BOOST_TEST((send(by, "ayse@example.org").settled == delivery::sent));
    const auto got = arrived().back();
    const auto& headers = got.at("headers").as_object();
    BOOST_TEST(text_of(headers.at("date")) == "Date: Sun, 29 Nov 2026 08:05:09 +0000");
    BOOST_TEST(text_of(headers.at("auto-submitted")) == "Auto-Submitted: auto-generated");
    BOOST_TEST(text_of(headers.at("content-language")) == "Content-Language: tr");
    BOOST_TEST(text_of(headers.at("reply-to")) == "Reply-To: <iletisim@valilik.example>");
    BOOST_TEST(
        text_of(headers.at("content-type")).starts_with("Content-Type: multipart/alternative"));
    BOOST_TEST(got.at("names").as_array().size() == 10U);  // And MIME-Version; none twice.
    // Nothing but ASCII in lines of bounded length is what every server must take.
    const auto raw = text_of(got.at("raw"));
    std::size_t line = 0;
    for (const char one : raw) {
        BOOST_TEST_REQUIRE(static_cast<unsigned char>(one) < 0x80U);
        line = one == '\n' ? 0 : line + 1;
        BOOST_TEST_REQUIRE(line <= 100U);
    }
}

BOOST_AUTO_TEST_CASE(a_repeat_has_the_same_message_id)
{
    for (int i = 0; i < 2; ++i) {
        BOOST_TEST((send(options(), "ayse@example.org").settled == delivery::sent));
    }
    const auto all = arrived();
    const auto id_of = [&](std::size_t i) {
        return std::string{text_of(all.at(i).at("headers").at("message-id"))};
    };
    BOOST_TEST(id_of(all.size() - 1) == id_of(all.size() - 2));
    BOOST_TEST(id_of(all.size() - 1).ends_with("@valilik.example>"));
}

BOOST_AUTO_TEST_CASE(a_message_without_html_arrives)
{
    auto said = words;
    said.html.clear();
    said.subject = "Plain subject";
    BOOST_TEST((send(options(), "ayse@example.org", said).settled == delivery::sent));
    const auto got = arrived().back();
    BOOST_TEST(text_of(got.at("text")) == turkish);
    BOOST_TEST(text_of(got.at("html")).empty());
    BOOST_TEST(text_of(got.at("headers").at("subject")) == "Subject: Plain subject");
}

BOOST_AUTO_TEST_CASE(no_word_begins_a_header_of_its_own)
{
    auto by = options();
    by.from_name = "Valilik\r\nBcc: other@example.org";
    auto said = words;
    said.subject = "x\r\nBcc: other@example.org\r\n\r\nbody";
    said.language = "tr\r\nBcc: other@example.org";
    BOOST_TEST((send(by, "ayse@example.org", said).settled == delivery::sent));
    const auto got = arrived().back();
    BOOST_TEST(!got.at("headers").as_object().contains("bcc"));
    BOOST_TEST(!got.at("headers").as_object().contains("content-language"));
    BOOST_TEST(text_of(got.at("subject")) == "x  Bcc: other@example.org    body");
    BOOST_TEST(got.at("to").as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_server_refuses_for_now_or_for_good)
{
    for (const auto* const name : {"nobody", "never"}) {
        const auto how = send(options(), std::string{name} + "@example.org");
        BOOST_TEST((how.settled == delivery::rejected), name << ": " << how.detail);
    }
    for (const auto* const name : {"busy", "later", "closing"}) {
        const auto how = send(options(), std::string{name} + "@example.org");
        BOOST_TEST(!how.settled, name << ": " << how.detail);
    }
    BOOST_TEST(send(options(), "nobody@example.org").detail == "SMTP code 550");
    BOOST_TEST(send(options(), "later@example.org").detail == "SMTP code 451");
    auto blocked = options();
    blocked.from = "blocked@valilik.example";
    BOOST_TEST((send(blocked, "ayse@example.org").settled == delivery::rejected));
}

BOOST_AUTO_TEST_CASE(what_was_cut_on_its_way_is_unknown)
{
    const auto how = send(options(), "cut@example.org");
    BOOST_TEST((how.settled == delivery::unknown), how.detail);
    BOOST_TEST(text_of(arrived().back().at("to").at(0)) == "cut@example.org");
    auto hasty = options();
    hasty.time_max = 2s;
    const auto begin = std::chrono::steady_clock::now();
    BOOST_TEST((send(hasty, "silent@example.org").settled == delivery::unknown));
    // Saying goodbye, libcurl would wait for two minutes more.
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 60s));
}

// By then it has the message: a host that ends has nothing to wait for.
BOOST_AUTO_TEST_CASE(who_says_nothing_to_a_goodbye_is_not_waited_for_by_a_host_that_ends)
{
    auto by = options("SILENT_PORT");
    by.security = mail_security::none;
    by.user.clear();
    by.password.clear();
    const auto before = arrived().size();
    asio::thread_pool thread{1};
    const auto made = mail_notifier::make(thread.get_executor(), by, [](const letter&) {
                          return result<mail_words>{words};
                      }).value();
    std::promise<hand_result> told;
    auto answer = told.get_future();
    made->async_hand_over(
        {"17-0", stream_id{1}, {"mail", "result", "ayse@example.org", ""}},
        [&](hand_result how) { told.set_value(std::move(how)); });
    BOOST_TEST_REQUIRE(support::eventually([&] { return arrived().size() > before; }, 20s));
    made->stop();
    BOOST_TEST((answer.wait_for(15s) == std::future_status::ready));
    const auto how = answer.get();
    BOOST_TEST((how.settled == delivery::sent), how.detail);
    BOOST_TEST(how.detail == "SMTP code 250");
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_know_us_does_not_reject_the_letter)
{
    auto by = options();
    by.password = "wrong";
    const auto how = send(by, "ayse@example.org");
    BOOST_TEST(!how.settled);
    BOOST_TEST(how.detail.find("wrong") == std::string::npos);
    by.user.clear();
    const auto without = send(by, "ayse@example.org");
    BOOST_TEST(!without.settled);
    BOOST_TEST(without.detail == "SMTP code 530");
}

BOOST_AUTO_TEST_CASE(nothing_is_said_to_a_server_that_is_not_trusted)
{
    const auto before = arrived().size();
    auto untrusting = options();
    untrusting.ca_file.clear();
    BOOST_TEST(!send(untrusting, "ayse@example.org").settled);
    BOOST_TEST(!send(options("OTHER_PORT"), "ayse@example.org").settled);
    // Whoever strips STARTTLS from the server's words gets nothing to read.
    auto stripped = options("PLAIN_PORT");
    BOOST_TEST(!send(stripped, "ayse@example.org").settled);
    auto nowhere = options();
    nowhere.port = 1;
    BOOST_TEST(!send(nowhere, "ayse@example.org").settled);
    BOOST_TEST(arrived().size() == before);
}

BOOST_AUTO_TEST_CASE(tls_from_the_beginning_and_a_server_without_it)
{
    auto tls = options("TLS_PORT");
    tls.security = mail_security::tls;
    BOOST_TEST((send(tls, "ayse@example.org").settled == delivery::sent));
    auto plain = options("PLAIN_PORT");
    plain.security = mail_security::none;
    plain.user.clear();
    plain.password.clear();
    BOOST_TEST((send(plain, "ayse@example.org").settled == delivery::sent));
    auto without_login = options("OPEN_STARTTLS_PORT");
    without_login.user.clear();
    BOOST_TEST((send(without_login, "ayse@example.org").settled == delivery::sent));
}

BOOST_AUTO_TEST_CASE(a_unit_without_a_system_gets_its_letters_at_its_mailbox)
{
    asio::io_context io;
    const auto roads = unit_id::parse("24301265").value();
    const auto made = mail_department::make(
                          io.get_executor(),
                          options(),
                          {{roads, "yol@belediye.example"}},
                          [](const letter& what) {
                              mail_words out{what.reference, what.kind + " to " + what.recipient};
                              return result<mail_words>{out};
                          })
                          .value();
    const auto outcome = [&](letter what) {
        std::optional<hand_result> out;
        made->async_hand_over({"18-0", stream_id{1}, std::move(what)}, [&](hand_result how) {
            out = std::move(how);
        });
        io.restart();
        io.run();
        BOOST_TEST(out.value().means == "e-mail");
        return out->settled;
    };
    for (const auto* const kind : {"routed", "erased"}) {
        BOOST_TEST(
            (outcome({"unit", kind, "24301265", "34-2026-000000001-2", true}) == delivery::sent));
        const auto got = arrived().back();
        BOOST_TEST(text_of(got.at("to").at(0)) == "yol@belediye.example");
        BOOST_TEST(text_of(got.at("text")) == std::string{kind} + " to 24301265");
        BOOST_TEST(text_of(got.at("subject")) == "34-2026-000000001-2");
    }
    BOOST_TEST((outcome({"unit", "routed", "24301266", "", true}) == delivery::rejected));
    BOOST_TEST((outcome({"unit", "routed", "a@b.example", "", true}) == delivery::rejected));
    BOOST_TEST(
        !mail_department::make(io.get_executor(), options(), {{roads, "yol"}}, [](const letter&) {
            return result<mail_words>{errc::busy};
        }));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(peers_postfix)

BOOST_AUTO_TEST_CASE(a_real_relay_takes_a_message_and_passes_it_on_as_it_is)
{
    auto by = options();
    by.user.clear();
    by.password.clear();
    const auto how = send(by, "ayse@example.org");
    BOOST_TEST_REQUIRE((how.settled == delivery::sent), how.detail);
    auto got = arrived();
    for (const auto begin = std::chrono::steady_clock::now();
         got.empty() && std::chrono::steady_clock::now() - begin < 60s;
         got = arrived()) {
        std::this_thread::sleep_for(50ms);  // Postfix passes it on when it likes.
    }
    BOOST_TEST_REQUIRE(got.size() == 1U);
    BOOST_TEST(text_of(got.back().at("subject")) == long_subject);
    BOOST_TEST(text_of(got.back().at("text")) == turkish);
    BOOST_TEST(text_of(got.back().at("html")) == arabic);
    BOOST_TEST(text_of(got.back().at("id")).ends_with("@valilik.example>"));
}

BOOST_AUTO_TEST_CASE(a_real_relay_refuses_for_now_or_for_good)
{
    auto by = options();
    by.user.clear();
    by.password.clear();
    BOOST_TEST((send(by, "nobody@example.org").settled == delivery::rejected));
    BOOST_TEST(!send(by, "busy@example.org").settled);
    auto untrusting = by;
    untrusting.ca_file.clear();
    BOOST_TEST(!send(untrusting, "ayse@example.org").settled);
}

BOOST_AUTO_TEST_SUITE_END()
