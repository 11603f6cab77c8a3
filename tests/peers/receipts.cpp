// A host that is started anew between a message and its receipt (smsc.mjs holds it until somebody logs in again).
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/sent_letters.hpp>

#include "peers/environment.hpp"
#include "support/ask.hpp"
#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <random>

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::eventually;
using support::told;

origin by_desk()
{
    origin out;
    out.by = actor::parse("desk:34/1").value();
    out.via = channels::desk();
    out.on = authority::parse("law-3071").value();
    return out;
}

struct office {
    support::folder where;
    asio::thread_pool disk{2};
    asio::thread_pool network{1};
    system_clock time;
    std::unique_ptr<smpp_notifier> sms;
    std::optional<engine<petition>> desk;
    std::future<void> end;
    std::future<void> line;
    std::size_t expected = 0;

    office() { open(); }
    ~office() { close(); }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void open()
    {
        smpp_options centre;
        centre.host = "127.0.0.1";
        centre.port = told("SMSC_PORT");
        centre.system_id = "acikkapi";
        centre.password = "secret";
        centre.source = "VALILIK";
        centre.wording = [](const letter& what) -> result<std::string> { return what.reference; };
        centre.report = [this](std::string_view letter, hand_result how) {
            desk->async_report(std::string{letter}, std::move(how), [](error_code, receipt) {});
        };
        sms = make_smpp_notifier(centre, network.get_executor(), time).value();
        engine_options options;
        options.directory = where.str();
        options.create = true;
        options.executor = disk.get_executor();
        options.blocking = disk.get_executor();
        options.clock = &time;
        options.random = [dice = std::mt19937_64{7}]() mutable { return dice(); };
        options.notifiers["sms"] = sms.get();
        desk.emplace(engine<petition>::open(options).value());
        expected = 0;
        for (const auto& one : letters_sent(*desk, time.now() - 72h).value()) {
            sms->expect(one.id, message_ids(one.detail));
            ++expected;
        }
        line = sms->async_run(asio::use_future);
        end = desk->async_run(asio::use_future);
    }
    void close()
    {
        sms->stop();
        line.get();
        sms.reset();
        desk->stop();
        end.get();
        desk.reset();
    }
    stream_id applied(std::string_view mobile)
    {
        commands::submit wish;
        wish.where = province::from_plate(34).value();
        wish.category = "roads";
        wish.subject = "Çukur";
        wish.text = "Okulun önünde bir çukur var.";
        wish.applicant.mobile = phone::parse(mobile).value();
        return desk->submit({wish, by_desk(), no_stream, {}, {}}).value().stream;
    }
    [[nodiscard]] bool becomes(stream_id of, notice_state how) const
    {
        return eventually(
            [&] { return desk->views().find(of)->state.acknowledgement == how; }, 60s);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(peers_receipts, office)

BOOST_AUTO_TEST_CASE(a_receipt_that_comes_after_a_restart_is_on_record)
{
    const auto later = applied("+905320000914");
    const auto never = applied("+905320000905");
    const auto at_once = applied("+905320000100");
    BOOST_TEST_REQUIRE(becomes(later, notice_state::sent));
    BOOST_TEST_REQUIRE(becomes(never, notice_state::sent));
    BOOST_TEST_REQUIRE(becomes(at_once, notice_state::delivered));
    close();
    open();
    BOOST_TEST(expected == 2U);
    BOOST_TEST(becomes(later, notice_state::delivered));
    close();
    open();
    BOOST_TEST(expected == 1U);
    BOOST_TEST(becomes(never, notice_state::sent));
}

BOOST_AUTO_TEST_SUITE_END()
