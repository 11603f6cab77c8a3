// What a peer says of a letter that an earlier run has handed over, and whose answer that run did not hear.
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_reports_left_open)

namespace {

using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;
using ids = std::vector<std::string>;

/// Takes letters, and says so unless it is deaf.
class gateway final : public notifier {
public:
    explicit gateway(bool deaf) : deaf_(deaf) {}
    [[nodiscard]] ids taken() const
    {
        const std::lock_guard lock{mutex_};
        return taken_;
    }

private:
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        const std::lock_guard lock{mutex_};
        taken_.push_back(what.id);
        std::move(done)(deaf_ ? hand_result{} : hand_result{delivery::sent, "id=7"});
    }

    bool deaf_;
    mutable std::mutex mutex_;
    ids taken_;
};

/// A store with two letters that were handed over, and whose outcome is not on record.
struct office {
    host h;
    gateway deaf{true};
    gateway sms{false};
    std::optional<desk_of> e;
    std::future<void> end;
    std::vector<stream_id> streams;

    office()
    {
        open(deaf);
        run();
        for (int i = 0; i < 2; ++i) {
            streams.push_back(e->submit(adding(1)).value().stream);
        }
        BOOST_TEST_REQUIRE(eventually([&] { return deaf.taken() == (ids{"1-0", "2-0"}); }));
        close();
    }
    ~office()
    {
        if (e) {
            close();
        }
    }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void open(notifier& to, const adapter_rule& rule = {})
    {
        auto options = h.options();
        options.notifiers["sms"] = &to;
        options.adapters["sms"] = rule;
        options.retries.first = 10min;
        options.retries.longest = 10min;
        e.emplace(desk_of::open(options).value());
    }
    void run() { end = e->async_run(asio::use_future); }
    void close()
    {
        e->stop();
        if (end.valid()) {
            end.get();
        }
        e.reset();
    }
    /// There is room for the first letter only, and it is held.
    void open_narrow()
    {
        open(sms, {.waiting_max = 1, .held = true});
        run();
        BOOST_TEST_REQUIRE(eventually([&] { return e->letters().front().waiting == 1U; }));
    }
    std::future<error_code> report(const std::string& letter, delivery how)
    {
        auto kept = std::make_shared<std::promise<error_code>>();
        auto out = kept->get_future();
        e->async_report(letter, {how, "said later"}, [kept](error_code error, const receipt&) {
            kept->set_value(error);
        });
        return out;
    }
    [[nodiscard]] std::int64_t told(std::size_t which) const
    {
        return e->views().find(streams[which]).value().state.told;
    }
};

bool is_told(std::future<error_code>& what)
{
    return what.wait_for(20s) == std::future_status::ready && !what.get();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_letter_that_has_no_room_yet_and_whose_receipt_comes_is_not_sent_again)
{
    office o;
    o.open_narrow();
    auto word = o.report("2-0", delivery::delivered);
    BOOST_TEST(o.e->release_letters("sms"));
    BOOST_TEST(is_told(word));
    // Its outcome, and behind it what was said of it.
    BOOST_TEST(eventually([&] { return o.told(0) == 1 && o.told(1) == 2; }));
    BOOST_TEST(eventually([&] { return o.e->letters().front().waiting == 0U; }));
    BOOST_TEST(o.sms.taken() == ids{"1-0"});
    o.close();
    o.open(o.sms);
    o.run();
    BOOST_TEST(o.e->submit(adding(1, o.streams[1])).has_value());
    BOOST_TEST(eventually([&] { return o.told(1) == 3; }));
    BOOST_TEST(o.sms.taken().size() == 2U);
}

// On record it would end the letter's tries, which it still has before it.
BOOST_AUTO_TEST_CASE(that_nobody_knows_of_a_letter_that_has_no_room_yet_waits_for_its_outcome)
{
    office o;
    o.open_narrow();
    auto word = o.report("2-0", delivery::unknown);
    // Others are answered meanwhile: whatever was to be done of it has had its turn.
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST((o.report("9-0", delivery::sent).get() == errc::bad_argument));
    }
    o.e->stop();
    BOOST_TEST_REQUIRE((word.wait_for(20s) == std::future_status::ready));
    BOOST_TEST((word.get() == errc::stopping));
    o.close();
    o.open(o.sms);
    o.run();
    BOOST_TEST(eventually([&] { return o.sms.taken() == (ids{"1-0", "2-0"}); }));
}

BOOST_AUTO_TEST_CASE(so_does_what_is_said_before_the_letters_were_looked_for)
{
    office o;
    o.open(o.sms);
    auto unknown = o.report("1-0", delivery::unknown);
    auto delivered = o.report("2-0", delivery::delivered);
    o.run();
    BOOST_TEST(is_told(unknown));
    BOOST_TEST(is_told(delivered));
    BOOST_TEST((o.told(0) == 2 && o.told(1) == 2));
    BOOST_TEST(o.sms.taken() == ids{"1-0"});
}

BOOST_AUTO_TEST_CASE(a_word_of_a_letter_whose_adapter_is_gone_does_not_wait_for_it)
{
    office o;
    o.e.emplace(desk_of::open(o.h.options()).value());
    auto told = o.report("1-0", delivery::delivered);
    o.run();
    BOOST_TEST(is_told(told));
    BOOST_TEST(o.told(0) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
