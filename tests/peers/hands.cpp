// The whole way: an engine, the notifier of applicants over SMS and e-mail, and real peers for both (smsc.mjs, smtp.mjs).
#include <acikkapi/adapters/applicant_notifier.hpp>
#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/adapters/message_catalog.hpp>
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "peers/json_peer.hpp"
#include "support/ask.hpp"
#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>

#include <random>

BOOST_AUTO_TEST_SUITE(peers_hands)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::told;
using support::told_port;

origin from(const std::string& by)
{
    origin out;
    out.by = actor::parse(by).value();
    out.via = channels::desk();
    out.on = authority::parse("law-3071").value();
    return out;
}

/// A host as it would be put together.
struct governorate {
    support::folder where;
    asio::thread_pool disk{2};
    asio::thread_pool network{1};
    system_clock time;
    const message_catalog words =
        message_catalog::standard().with("office", "İstanbul Valiliği").value();
    std::unique_ptr<smpp_notifier> sms;
    std::unique_ptr<mail_notifier> mail;
    std::unique_ptr<applicant_notifier> applicants;
    std::optional<engine<petition>> desk;
    std::future<void> end;
    std::future<void> line;

    governorate()
    {
        sms = make_smpp_notifier(centre(), network.get_executor(), time).value();
        line = sms->async_run(asio::use_future);
        mail = mail_notifier::make(disk.get_executor(), server(), words.mail_wording()).value();
        courtesy_rule at_any_time;
        at_any_time.quiet_from = at_any_time.quiet_to;
        applicants = std::make_unique<applicant_notifier>(
            std::vector<applicant_channel>{{"sms", sms.get()}, {"e-mail", mail.get()}},
            at_any_time,
            time,
            calendar::turkey(),
            applicant_follow_up{
                disk.get_executor(), [this](std::string_view letter, hand_result how) {
                    desk->async_report(
                        std::string{letter}, std::move(how), [](error_code, receipt) {});
                }});
        engine_options options;
        options.directory = where.str();
        options.create = true;
        options.executor = disk.get_executor();
        options.blocking = disk.get_executor();
        options.clock = &time;
        options.random = [dice = std::mt19937_64{7}]() mutable { return dice(); };
        options.notifiers["sms"] = applicants.get();
        desk.emplace(engine<petition>::open(options).value());
        end = desk->async_run(asio::use_future);
    }
    ~governorate()
    {
        sms->stop();
        line.get();
        desk->stop();
        end.get();
    }
    governorate(const governorate&) = delete;
    governorate& operator=(const governorate&) = delete;

    smpp_options centre()
    {
        smpp_options out;
        out.host = "127.0.0.1";
        out.port = told("SMSC_PORT");
        out.system_id = "acikkapi";
        out.password = "secret";
        out.source = "VALILIK";
        out.price_per_part = 250;
        out.text.allowed.push_back(sms_alphabet::turkish_locking);
        out.wording = words.sms_wording();
        out.report = [this](std::string_view letter, const hand_result& how) {
            applicants->heard(letter, how);
        };
        return out;
    }
    static mail_options server()
    {
        return {
            .host = "localhost",
            .port = told_port("STARTTLS_PORT"),
            .user = "valilik",
            .password = "pa55",
            .ca_file = told("CA_FILE"),
            .from = "bildirim@valilik.example",
            .from_name = "İstanbul Valiliği"};
    }

    stream_id
    applied(std::string_view mobile, std::string e_mail, language speaks = language::turkish)
    {
        commands::submit wish;
        wish.where = province::from_plate(34).value();
        wish.category = "roads";
        wish.subject = "Çukur";
        wish.text = "Okulun önünde bir çukur var.";
        wish.applicant.mobile = phone::parse(mobile).value();
        wish.applicant.e_mail = std::move(e_mail);
        wish.speaks = speaks;
        return desk->submit({wish, from("desk:34/1"), no_stream, {}, {}}).value().stream;
    }
    [[nodiscard]] application state(stream_id of) const { return desk->views().find(of)->state; }
    [[nodiscard]] bool becomes(stream_id of, notice_state how) const
    {
        return support::eventually([&] { return state(of).acknowledgement == how; }, 60s);
    }
    [[nodiscard]] std::vector<commands::record_notice> notices(stream_id of) const
    {
        std::vector<commands::record_notice> out;
        for (const auto& one : desk->views().timeline(of).value()) {
            const auto fact = decode_event(view_of(one.payload));
            if (const auto* notice =
                    fact ? std::get_if<events::notice_recorded>(&*fact) : nullptr) {
                out.push_back(notice->notice);
            }
        }
        return out;
    }
};

boost::json::array mailbox()
{
    return support::ask_peer("/").as_array();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_message_that_arrives_is_on_record_with_its_means_its_parts_and_its_price)
{
    governorate g;
    const auto stream = g.applied("+905320000100", "");
    BOOST_TEST_REQUIRE(g.becomes(stream, notice_state::delivered));
    const auto notices = g.notices(stream);
    BOOST_TEST_REQUIRE(!notices.empty());
    // The receipt may be faster than the word that the centre has it; then it alone may be on record first.
    for (const auto& one : notices) {
        BOOST_TEST(one.means == "sms");
        BOOST_TEST((one.which == notice::acknowledgement));
    }
    const auto sent = std::find_if(
        notices.begin(), notices.end(), [](const auto& one) { return one.how == delivery::sent; });
    BOOST_TEST_REQUIRE((sent != notices.end()));
    BOOST_TEST((sent->cost == charge{1, 250}));
    BOOST_TEST(sent->detail.find("parts=1 alphabet=turkish_") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_that_expires_is_followed_by_an_e_mail)
{
    governorate g;
    const auto stream = g.applied("+905320000908", "kimse@example.org", language::arabic);
    BOOST_TEST_REQUIRE(support::eventually(
        [&] {
            const auto all = g.notices(stream);
            return std::any_of(all.begin(), all.end(), [](const auto& one) {
                return one.means == "e-mail" && one.how == delivery::sent;
            });
        },
        60s));
    const auto notices = g.notices(stream);
    BOOST_TEST(std::any_of(notices.begin(), notices.end(), [](const auto& one) {
        return one.means == "sms" && one.how == delivery::expired;
    }));
    const auto number = g.state(stream).number.str();
    const auto box = mailbox();
    BOOST_TEST_REQUIRE(!box.empty());
    const auto& mail = box.back().as_object();
    BOOST_TEST(mail.at("to").as_array().at(0).as_string() == "kimse@example.org");
    BOOST_TEST(std::string{mail.at("subject").as_string()}.find(number) != std::string::npos);
    BOOST_TEST(std::string{mail.at("html").as_string()}.find("dir=\"rtl\"") != std::string::npos);
    BOOST_TEST((g.state(stream).acknowledgement == notice_state::sent));
}

BOOST_AUTO_TEST_CASE(a_number_that_nobody_has_and_no_mailbox_is_somebodys_task)
{
    governorate g;
    const auto stream = g.applied("+905320000901", "");
    BOOST_TEST_REQUIRE(g.becomes(stream, notice_state::failed));
    // Lists are a moment behind what `find` shows of a command that nobody here waits for.
    BOOST_TEST(support::eventually(
        [&] {
            const auto tasks = g.desk->views().list({"task", "undelivered", false, {}, 50}).value();
            return tasks.streams == std::vector{stream};
        },
        60s));
}

BOOST_AUTO_TEST_SUITE_END()
