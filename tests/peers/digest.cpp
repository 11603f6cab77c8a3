// The governor's day: an engine, 500 applications that are late, and one e-mail (smtp.mjs).
#include <acikkapi/adapters/digest_department.hpp>
#include <acikkapi/adapters/mail_notifier.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "peers/json_peer.hpp"
#include "support/ask.hpp"
#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <atomic>
#include <random>
#include <set>
#include <sstream>

BOOST_AUTO_TEST_SUITE(peers_digest)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using support::eventually;
using support::told;
using support::told_port;

constexpr std::string_view governor = "vali.bey@valilik.example";
constexpr std::size_t many = 500;
/// Of 2 March 2026, a Monday, where the office is.
constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} - 3h;

origin by_desk()
{
    origin out;
    out.by = actor::parse("desk:34/1").value();
    out.via = channels::desk();
    out.on = authority::parse("law-3071").value();
    return out;
}

/// The other staff: reads at once.
class colleagues final : public department {
    void do_hand_over(hand_over, asio::any_completion_handler<void(hand_result)> done) override
    {
        std::move(done)(hand_result{delivery::delivered, "read"});
    }
};

mail_words words_of(const letter& what)
{
    mail_words out{"Geciken başvurular", "", "", "tr"};
    for (const auto& one : digest_lines(what)) {
        out.plain += one.number + " " + one.unit + " " + std::to_string(one.days_late) + "\n";
    }
    return out;
}

/// What has come to the governor.
std::vector<std::string> mailbox()
{
    std::vector<std::string> texts;
    const auto all = support::ask_peer("/").as_array();
    for (const auto& one : all) {
        if (one.at("to").at(0).as_string() == governor) {
            texts.emplace_back(one.at("text").as_string());
        }
    }
    return texts;
}

struct governorate {
    support::folder where;
    asio::thread_pool disk{2};
    manual_clock time{monday + 10h};
    std::unique_ptr<mail_notifier> mail;
    std::optional<engine<petition>> desk;
    std::optional<digest_department> staff;
    colleagues units;
    std::future<void> end;
    std::atomic<std::size_t> described{0};

    governorate()
    {
        mail = mail_notifier::make(
                   disk.get_executor(),
                   {.host = "localhost",
                    .port = told_port("STARTTLS_PORT"),
                    .user = "valilik",
                    .password = "pa55",
                    .ca_file = told("CA_FILE"),
                    .from = "bildirim@valilik.example"},
                   [](const letter& what) -> result<mail_words> { return words_of(what); })
                   .value();
        digest_options how;
        how.kinds = {"escalation-4", "escalation-5"};
        how.addresses["governor:34"] = governor;
        how.describe = [this](const hand_over& what) -> result<digest_line> {
            ++described;
            const auto now = desk->views().find(what.stream).value().state;
            return digest_line{
                now.number.str(),
                now.unit.str(),
                days_late(now.service, time.now(), calendar::turkey())};
        };
        staff.emplace(*mail, how, time, disk.get_executor(), calendar::turkey());
        engine_options options;
        options.directory = where.str();
        options.create = true;
        options.executor = disk.get_executor();
        options.blocking = disk.get_executor();
        options.clock = &time;
        options.random = [dice = std::mt19937_64{7}]() mutable { return dice(); };
        options.departments["staff"] = &*staff;
        options.departments["unit"] = &units;
        auto rules = petition_rules::acting();
        desk.emplace(engine<petition>::open(options, petition::with(rules).value()).value());
        end = desk->async_run(asio::use_future);
    }
    ~governorate()
    {
        desk->stop();
        end.get();
    }
    governorate(const governorate&) = delete;
    governorate& operator=(const governorate&) = delete;

    /// Registered and routed, without anybody who could be told.
    std::vector<stream_id> applied()
    {
        batch<petition> all;
        commands::submit wish;
        wish.where = province::from_plate(34).value();
        wish.category = "roads";
        wish.subject = "Çukur";
        wish.text = "Okulun önünde bir çukur var.";
        wish.anonymous = true;
        for (std::size_t i = 0; i < many; ++i) {
            all.requests.push_back({wish, by_desk(), no_stream, {}, {}});
        }
        std::vector<stream_id> out;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", ""};
        batch<petition> routed;
        for (const auto& one : desk->submit_all(std::move(all)).value()) {
            out.push_back(one.stream);
            routed.requests.push_back({to, by_desk(), one.stream, {}, {}});
        }
        BOOST_REQUIRE(desk->submit_all(std::move(routed)).has_value());
        return out;
    }
    [[nodiscard]] bool all_escalated(const std::vector<stream_id>& which, int step) const
    {
        return std::all_of(which.begin(), which.end(), [&](stream_id one) {
            return desk->views().find(one).value().state.escalation == step;
        });
    }
    /// Each once, and nothing else.
    void lists(const std::string& text, const std::vector<stream_id>& which, int days) const
    {
        std::multiset<std::string> lines;
        std::istringstream in{text};
        for (std::string line; std::getline(in, line) && !line.empty();) {
            lines.insert(line);
        }
        BOOST_TEST(lines.size() == which.size());
        for (const auto stream : which) {
            const auto number = desk->views().find(stream).value().state.number.str();
            BOOST_TEST_REQUIRE(lines.count(number + " 10000001 " + std::to_string(days)) == 1U);
        }
    }
    [[nodiscard]] std::size_t settled() const
    {
        for (const auto& one : desk->letters()) {
            if (one.adapter == "staff") {
                return one.settled;
            }
        }
        return 0;
    }
};

}  // namespace

// Due on Monday the 9th: the first late day is the 10th, the third the 12th.
BOOST_AUTO_TEST_CASE(five_hundred_applications_that_are_late_are_one_e_mail_a_day_to_the_governor)
{
    governorate g;
    const auto streams = g.applied();
    std::size_t settled = 3 * many;  // Of the first three steps nobody has an address here.
    for (const auto& [step, days] : {std::pair{4, 8}, std::pair{5, 10}}) {
        const instant midnight = monday + days * 24h;
        g.time.set(midnight);
        BOOST_TEST_REQUIRE(eventually([&] { return g.all_escalated(streams, step); }, 120s));
        BOOST_TEST_REQUIRE(eventually([&] { return g.settled() == settled; }, 120s));
        const auto before = mailbox().size();
        g.described = 0;
        g.time.set(midnight + 8h);
        BOOST_TEST_REQUIRE(eventually([&] { return g.described == many; }, 120s));
        BOOST_TEST(mailbox().size() == before);
        instant now = midnight + 8h + 30s;
        g.time.set(now);
        BOOST_TEST_REQUIRE(eventually([&] { return mailbox().size() == before + 1; }, 60s));
        settled += many;
        const auto all_told = [&] {
            g.time.set(now += 1s);
            return g.settled() == settled;
        };
        BOOST_TEST_REQUIRE(eventually(all_told, 60s));
        const auto box = mailbox();
        BOOST_TEST_REQUIRE(box.size() == before + 1);
        g.lists(box.back(), streams, days - 7);
    }
}

BOOST_AUTO_TEST_SUITE_END()
