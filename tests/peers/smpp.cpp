// The notifier over SMPP against smsc.mjs, and the counting of segments against segments.mjs.
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/adapters/sms_text.hpp>

#include "support/hex.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    BOOST_TEST_REQUIRE(value != nullptr, "run by smsc.mjs or segments.mjs");
    return value;
}

std::string long_text(std::size_t characters, const std::string& of)
{
    std::string out;
    while (out.size() < characters) {
        out += of;
    }
    return out;
}

/// A host with one thread, and what it was told.
struct office {
    asio::io_context io;
    system_clock clock;
    smpp_options options = defaults();
    std::string text = "Başvurunuz alındı";
    std::unique_ptr<smpp_notifier> notifier;
    std::optional<error_code> ended;
    std::map<std::string, std::vector<hand_result>> reports;
    std::vector<std::pair<std::string, std::string>> messages;
    std::vector<std::string> log;

    static smpp_options defaults()
    {
        smpp_options out;
        out.host = "localhost";
        out.port = variable("SMSC_PORT");
        out.system_id = "acikkapi";
        out.password = "secret";
        out.source = "VALILIK";
        out.price_per_part = 250;
        return out;
    }

    ~office() { notifier.reset(); }

    smpp_notifier& start()
    {
        options.wording = [this](const letter&) -> result<std::string> { return text; };
        options.report = [this](std::string_view id, hand_result how) {
            reports[std::string{id}].push_back(std::move(how));
        };
        options.on_message = [this](std::string_view from, std::string_view what) {
            messages.emplace_back(from, what);
        };
        options.log = [this](std::string_view line) { log.emplace_back(line); };
        notifier = make_smpp_notifier(options, io.get_executor(), clock).value();
        notifier->async_run([this](error_code why) { ended = why; });
        return *notifier;
    }

    /// Works until it is so. A minute is the limit of a peer that does not answer.
    template <class Condition>
    void until(const Condition& so)
    {
        const auto last = std::chrono::steady_clock::now() + 60s;
        while (!so() && std::chrono::steady_clock::now() < last) {
            io.restart();
            io.run_one_for(1s);
        }
        BOOST_TEST_REQUIRE(so(), "nothing came of it within a minute");
    }

    void hand_over(const std::string& id, const std::string& to, std::optional<hand_result>& into)
    {
        hand_over_of(id, to, [&into](hand_result how) { into = std::move(how); });
    }

    template <class Done>
    void hand_over_of(const std::string& id, const std::string& to, Done done)
    {
        acikkapi::hand_over what;
        what.id = id;
        what.what = {"sms", "received", to, "34-2026-000000001-0"};
        notifier->async_hand_over(std::move(what), std::move(done));
    }

    hand_result send(const std::string& to, const std::string& id = "letter")
    {
        std::optional<hand_result> out;
        hand_over(id, to, out);
        until([&] { return out.has_value(); });
        return *out;
    }

    void stop()
    {
        notifier->stop();
        until([&] { return ended.has_value(); });
        BOOST_TEST(!*ended);
    }

    [[nodiscard]] bool has_logged(std::string_view words) const
    {
        return std::any_of(log.begin(), log.end(), [&](const std::string& line) {
            return line.find(words) != line.npos;
        });
    }
};

bool is(const hand_result& how, std::optional<delivery> settled)
{
    return how.settled == settled;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peers_segments)

BOOST_AUTO_TEST_CASE(our_segments_are_those_of_another_calculator)
{
    std::ifstream in{variable("SEGMENTS")};
    std::string encoding;
    std::size_t segments = 0;
    std::string hex;
    std::size_t count = 0;
    while (in >> encoding >> segments >> hex) {
        sms_rules rules;
        rules.allowed = {encoding == "GSM-7" ? sms_alphabet::gsm7 : sms_alphabet::ucs2};
        rules.parts_max = 255;
        const auto message = encode_sms(support::bytes_of(hex), rules, 1);
        BOOST_TEST_REQUIRE(message.has_value(), hex);
        BOOST_TEST_REQUIRE(message->parts.size() == segments, encoding << ' ' << hex);
        ++count;
    }
    BOOST_TEST(count == 4'000U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(peers_smpp, office)

BOOST_AUTO_TEST_CASE(a_letter_is_sent_and_then_delivered)
{
    start();
    const auto how = send("a.citizen@example.org +905320000100");
    BOOST_TEST(is(how, delivery::sent));
    BOOST_TEST(how.detail.starts_with("id=0"));
    BOOST_TEST(how.detail.ends_with(" parts=1 alphabet=turkish_single"));
    BOOST_TEST(how.means == "sms");
    BOOST_TEST((how.cost == charge{1, 250}));
    until([&] { return !reports.empty(); });
    BOOST_TEST_REQUIRE(reports["letter"].size() == 1U);
    BOOST_TEST(is(reports["letter"][0], delivery::delivered));
    stop();
}

BOOST_AUTO_TEST_CASE(a_phone_reads_what_was_written_in_every_alphabet_and_length)
{
    options.source = "ECHO";
    const std::vector<std::pair<sms_alphabet, std::string>> samples{
        {sms_alphabet::gsm7, "Çözüm [34]: ödendi {€} ~"},
        {sms_alphabet::turkish_single, "Başvurunuz alındı. Ğ İ Ş ç ğ ı ş € [1]"},
        {sms_alphabet::turkish_locking, "Sayın ilgili, işleminiz sonuçlandı. ĞĞ İ ŞÇ {€}"},
        {sms_alphabet::turkish_both, "Sayın ilgili, işleminiz sonuçlandı. ĞĞ İ ŞÇ {€}"},
        {sms_alphabet::ucs2, "Hakkâri: تم قبول الطلب 😀"}};
    for (const auto& [alphabet, sample] : samples) {
        for (const std::size_t size : {1, 400, 700}) {
            for (const bool long_reference : {false, true}) {
                options.text.allowed = {alphabet};
                options.text.parts_max = 20;
                options.text.long_reference = long_reference;
                text = long_text(size, sample);
                start();
                const auto how = send("+905320000100");
                BOOST_TEST(is(how, delivery::sent));
                until([&] { return !messages.empty(); });
                BOOST_TEST((messages[0].first == "+905320000100"));
                BOOST_TEST(messages[0].second == text);
                stop();
                messages.clear();
                ended.reset();
                notifier.reset();
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(two_thousand_letters_go_through_the_window)
{
    options.queue_max = 2'000;
    start();
    std::size_t sent = 0;
    for (int i = 0; i < 2'000; ++i) {
        hand_over_of("letter-" + std::to_string(i), "+905320000100", [&](hand_result how) {
            sent += is(how, delivery::sent);
        });
    }
    until([&] { return reports.size() == 2'000; });
    BOOST_TEST(sent == 2'000U);
    stop();
}

BOOST_AUTO_TEST_CASE(what_the_centre_has_no_room_for_is_put_off_and_goes_later)
{
    start();
    for (const std::string number : {"+905320000902", "+905320000909"}) {
        const auto first = send(number);
        BOOST_TEST(is(first, std::nullopt));
        BOOST_TEST_REQUIRE(first.not_before.has_value());
        BOOST_TEST((*first.not_before > clock.now() - 60s));
        BOOST_TEST(is(send(number), delivery::sent));
    }
}

BOOST_AUTO_TEST_CASE(the_centres_refusals_are_told_apart)
{
    start();
    const auto wrong = send("+905320000901");
    BOOST_TEST(is(wrong, delivery::rejected));
    BOOST_TEST(wrong.detail == "ESME_RINVDSTADR");
    const auto trouble = send("+905320000913");
    BOOST_TEST(is(trouble, std::nullopt));
    BOOST_TEST(!trouble.not_before.has_value());
    BOOST_TEST(is(send("nobody@example.org"), delivery::rejected));
}

BOOST_AUTO_TEST_CASE(without_an_answer_nobody_knows_and_the_connection_goes_on)
{
    options.times.response = 1s;
    start();
    until([&] { return has_logged("logged in"); });
    log.clear();
    BOOST_TEST(is(send("+905320000903"), delivery::unknown));
    BOOST_TEST(is(send("+905320000100"), delivery::sent));
    BOOST_TEST(!has_logged("logged in"));
}

BOOST_AUTO_TEST_CASE(what_was_cut_off_before_its_answer_is_unknown_and_a_new_connection_is_made)
{
    options.times.retry = 10ms;
    start();
    BOOST_TEST(is(send("+905320000906"), delivery::unknown));
    BOOST_TEST(is(send("+905320000100"), delivery::sent));
    stop();
}

BOOST_AUTO_TEST_CASE(what_was_cut_off_is_tried_again_where_the_host_says_so)
{
    options.times.retry = 10ms;
    options.resend_unknown = true;
    start();
    const auto how = send("+905320000906");
    BOOST_TEST(is(how, std::nullopt));
    BOOST_TEST(!how.not_before.has_value());
}

BOOST_AUTO_TEST_CASE(each_letter_is_reported_once_and_as_the_centre_says)
{
    text = long_text(400, "Başvurunuz alındı. ");
    start();
    for (const std::string last : {"904", "905", "908", "910", "911", "100"}) {
        BOOST_TEST(is(send("+905320000" + last, last), delivery::sent), last);
    }
    // The last in the stream has had its receipts after all the others.
    until([&] { return reports.contains("100"); });
    BOOST_TEST(reports.size() == 5U);
    const std::vector<std::pair<std::string, delivery>> expected{
        {"904", delivery::rejected},
        {"908", delivery::expired},
        {"910", delivery::delivered},
        {"911", delivery::delivered},
        {"100", delivery::delivered}};
    for (const auto& [id, how] : expected) {
        BOOST_TEST_REQUIRE(reports[id].size() == 1U, id);
        BOOST_TEST(is(reports[id][0], how), id << ' ' << reports[id][0].detail);
    }
}

BOOST_AUTO_TEST_CASE(ids_that_are_hexadecimal_in_the_answer_are_found_in_the_receipts)
{
    options.ids = smpp_ids::hex_then_decimal;
    start();
    BOOST_TEST(is(send("+905320000912"), delivery::sent));
    until([&] { return !reports.empty(); });
    BOOST_TEST(is(reports["letter"][0], delivery::delivered));
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_said_and_the_letters_are_kept)
{
    options.password = "wrong";
    options.times.queue = 300ms;
    start();
    until([&] { return has_logged("ESME_RINVPASWD"); });
    const auto how = send("+905320000100");
    BOOST_TEST(is(how, std::nullopt));
    BOOST_TEST(how.detail == "login refused: ESME_RINVPASWD");
    stop();
}

BOOST_AUTO_TEST_CASE(the_same_goes_over_tls)
{
    options.port = variable("SMSC_TLS_PORT");
    options.tls = {true, variable("SMSC_CA")};
    start();
    BOOST_TEST(is(send("+905320000100"), delivery::sent));
    until([&] { return !reports.empty(); });
    stop();
}

BOOST_AUTO_TEST_CASE(what_the_page_shows_works)
{
    const std::string host = "localhost";
    const auto port = variable("SMSC_TLS_PORT");
    const auto ca_file = variable("SMSC_CA");
    std::vector<std::pair<std::string, hand_result>> outcomes;
    // clang-format off
    // [configuration]
    smpp_options centre;
    centre.host = host;
    centre.port = port;
    centre.tls = {true, ca_file};
    centre.system_id = "acikkapi";
    centre.password = "secret";
    centre.source = "VALILIK";
    centre.price_per_part = 250;  // 0.0250 of the currency
    centre.text.allowed = {
        sms_alphabet::gsm7, sms_alphabet::turkish_single, sms_alphabet::turkish_locking, sms_alphabet::ucs2};
    centre.wording = [](const letter& of) -> result<std::string> {
        return "Başvurunuz alındı: " + of.reference;
    };
    centre.report = [&](std::string_view letter_id, hand_result how) {
        outcomes.emplace_back(letter_id, how);
    };
    auto sms = make_smpp_notifier(std::move(centre), io.get_executor(), clock).value();
    sms->async_run([&](error_code why) { ended = why; });
    // [configuration end]
    // clang-format on
    notifier = std::move(sms);
    BOOST_TEST(is(send("+905320000100"), delivery::sent));
    until([&] { return !outcomes.empty(); });
    BOOST_TEST(is(outcomes[0].second, delivery::delivered));
    stop();
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_name_or_authority_is_not_taken)
{
    options.port = variable("SMSC_TLS_PORT");
    options.times.queue = 500ms;
    for (const bool other_name : {true, false}) {
        options.host = other_name ? "127.0.0.1" : "localhost";
        options.tls = {true, other_name ? variable("SMSC_CA") : ""};
        start();
        const auto how = send("+905320000100");
        BOOST_TEST(is(how, std::nullopt));
        until([&] { return has_logged("verify failed"); });
        BOOST_TEST(!has_logged("logged in"));
        stop();
        notifier.reset();
        ended.reset();
        log.clear();
    }
}

BOOST_AUTO_TEST_CASE(destroying_it_answers_what_is_under_way)
{
    start();
    std::optional<hand_result> how;
    BOOST_TEST(is(send("+905320000100"), delivery::sent));
    hand_over("letter", "+905320000903", how);
    io.poll();
    notifier.reset();
    until([&] { return how.has_value() && ended.has_value(); });
    BOOST_TEST(is(*how, std::nullopt));
    BOOST_TEST((*ended == errc::stopping));
}

BOOST_AUTO_TEST_SUITE_END()
