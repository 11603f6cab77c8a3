#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/stores.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(engine_reports)

// What a peer says of a letter after it has taken it, and who holds letters back.
namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;

/// Takes letters, and says so.
class gateway final : public notifier {
public:
    [[nodiscard]] std::vector<hand_over> taken() const
    {
        const std::lock_guard lock{mutex_};
        return taken_;
    }
    /// The next letter is taken and not answered yet.
    void hold_next()
    {
        const std::lock_guard lock{mutex_};
        hold_ = true;
    }
    /// The answer to the next letter does not come back.
    void lose_next()
    {
        const std::lock_guard lock{mutex_};
        lose_ = true;
    }
    void answer_held()
    {
        const std::lock_guard lock{mutex_};
        answer(std::move(held_));
    }

private:
    using handler = asio::any_completion_handler<void(hand_result)>;

    static void answer(handler done)
    {
        hand_result how{delivery::sent, "id=7"};
        how.cost = {1, 300};
        std::move(done)(std::move(how));
    }
    void do_hand_over(hand_over what, handler done) override
    {
        const std::lock_guard lock{mutex_};
        taken_.push_back(std::move(what));
        if (std::exchange(lose_, false)) {
            std::move(done)(hand_result{std::nullopt, "connection lost"});
        } else if (std::exchange(hold_, false)) {
            held_.swap(done);
        } else {
            answer(std::move(done));
        }
    }

    mutable std::mutex mutex_;
    std::vector<hand_over> taken_;
    bool hold_ = false;
    bool lose_ = false;
    handler held_;
};

struct site {
    host h;
    gateway sms;
    std::optional<engine<petition>> desk;
    std::future<void> end;

    explicit site(bool held = false) { open(held); }
    ~site() { close(); }
    site(const site&) = delete;
    site& operator=(const site&) = delete;

    void open(bool held = false)
    {
        auto options = h.options();
        options.notifiers["sms"] = &sms;
        options.adapters["sms"].held = held;
        // None is made again while a test looks.
        options.retries.first = 10min;
        options.retries.longest = 10min;
        desk.emplace(engine<petition>::open(options).value());
        end = desk->async_run(asio::use_future);
    }
    void close()
    {
        desk->stop();
        end.get();
        desk.reset();
    }
    stream_id applied()
    {
        return desk->submit({a_wish(), from("desk:34/7"), no_stream, {}, {}}).value().stream;
    }
    static origin from(const std::string& by)
    {
        origin out;
        out.by = actor::parse(by).value();
        out.via = channels::desk();
        out.on = authority::parse("law-3071").value();
        out.correlation = "a trace";
        return out;
    }
    [[nodiscard]] application state(stream_id stream) const
    {
        return desk->views().find(stream).value().state;
    }
    [[nodiscard]] bool is(stream_id stream, notice_state how) const
    {
        return eventually([&] { return state(stream).acknowledgement == how; });
    }
    result<receipt> report(const std::string& letter, delivery how, std::string why = "DELIVRD")
    {
        return ask_report(*desk, letter, hand_result{how, std::move(why)});
    }
    result<receipt> report_by(std::string means, const std::string& letter, delivery how)
    {
        hand_result word{how, means + " said so"};
        word.means = std::move(means);
        return ask_report(*desk, letter, word);
    }
    static result<receipt>
    ask_report(engine<petition>& desk, const std::string& letter, const hand_result& how)
    {
        std::promise<result<receipt>> told;
        auto answer = told.get_future();
        desk.async_report(letter, how, [&](error_code error, const receipt& done) {
            told.set_value(error ? result<receipt>{error} : result<receipt>{done});
        });
        return answer.get();
    }
    [[nodiscard]] std::size_t records(stream_id stream) const
    {
        return desk->views().timeline(stream).value().size();
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_receipt_that_comes_later_is_on_record_and_moves_the_notice)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front();
    BOOST_TEST(letter.correlation == "a trace");
    BOOST_TEST(s.report(letter.id, delivery::delivered).has_value());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::delivered));
}

BOOST_AUTO_TEST_CASE(a_receipt_that_is_faster_than_the_peers_own_word_comes_after_it)
{
    site s;
    s.sms.hold_next();
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(eventually([&] { return s.sms.taken().size() == 1U; }));
    std::promise<result<receipt>> told;
    auto answer = told.get_future();
    s.desk->async_report(
        s.sms.taken().front().id,
        {delivery::expired, "EXPIRED"},
        [&](error_code error, const receipt& done) {
            told.set_value(error ? result<receipt>{error} : result<receipt>{done});
        });
    // Meanwhile others come and are told: whatever was to be done of the receipt has had its turn.
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST_REQUIRE(s.is(s.applied(), notice_state::sent));
    }
    BOOST_TEST(s.records(stream) == 1U);
    s.sms.answer_held();
    BOOST_TEST_REQUIRE(answer.get().has_value());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::failed));
    BOOST_TEST(s.records(stream) == 3U);
}

/// It may still be in time: then it is on record, and says so.
BOOST_AUTO_TEST_CASE(a_receipt_that_waits_when_the_engine_stops_is_told_what_became_of_it)
{
    site s;
    s.sms.hold_next();
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(eventually([&] { return s.sms.taken().size() == 1U; }));
    std::promise<error_code> told;
    auto answer = told.get_future();
    s.desk->async_report(
        s.sms.taken().front().id,
        {delivery::expired, "EXPIRED"},
        [&](error_code error, const receipt&) { told.set_value(error); });
    s.desk->stop();
    const auto error = answer.get();
    BOOST_TEST((!error || error == errc::stopping), error.message());
    s.sms.answer_held();
    s.close();
    s.open(true);
    BOOST_TEST(s.records(stream) == (error ? 1U : 2U));
}

/// The next life may find out: on record it would end the letter's tries.
BOOST_AUTO_TEST_CASE(that_nobody_knows_is_not_put_on_record_when_the_engine_stops)
{
    site s;
    s.sms.hold_next();
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(eventually([&] { return s.sms.taken().size() == 1U; }));
    std::promise<error_code> told;
    auto answer = told.get_future();
    s.desk->async_report(
        s.sms.taken().front().id,
        {delivery::unknown, "no receipt"},
        [&](error_code error, const receipt&) { told.set_value(error); });
    s.desk->stop();
    BOOST_TEST((answer.get() == errc::stopping));
    s.sms.answer_held();
    s.close();
    s.open();
    BOOST_TEST(s.is(stream, notice_state::sent));
    BOOST_TEST(s.sms.taken().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_same_receipt_twice_is_on_record_once)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front().id;
    const auto first = s.report(letter, delivery::delivered).value();
    const auto records = s.records(stream);
    const auto second = s.report(letter, delivery::delivered).value();
    BOOST_TEST(second.repeated);
    BOOST_TEST((second.first == first.first));
    BOOST_TEST(s.records(stream) == records);
}

// An SMS that did not arrive is followed by an e-mail, and that may come back too: then nobody has been told.
BOOST_AUTO_TEST_CASE(the_same_word_about_another_means_is_on_record_beside_it)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front().id;
    BOOST_TEST_REQUIRE(s.report_by("sms", letter, delivery::rejected).has_value());
    BOOST_TEST_REQUIRE(s.report_by("e-mail", letter, delivery::sent).has_value());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::sent));
    const auto records = s.records(stream);
    const auto last = s.report_by("e-mail", letter, delivery::rejected);
    BOOST_TEST(last.has_value(), last.error().message());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::failed));
    BOOST_TEST(s.records(stream) == records + 1);
    // Each of them once.
    BOOST_TEST(s.report_by("e-mail", letter, delivery::rejected).value().repeated);
    BOOST_TEST(s.report_by("sms", letter, delivery::rejected).value().repeated);
    BOOST_TEST(s.records(stream) == records + 1);
}

// It would make a key that is none.
BOOST_AUTO_TEST_CASE(an_overlong_name_of_a_means_does_not_cost_us_the_word)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front().id;
    const auto came = s.report_by(std::string(1'000, 'x'), letter, delivery::delivered);
    BOOST_TEST(came.has_value(), came.error().message());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::delivered));
}

BOOST_AUTO_TEST_CASE(what_is_no_letter_of_this_store_is_refused)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    for (const std::string bad : {"", "x", "0-0", "1-9", "999-0", "1-0-5", "2-0"}) {
        const auto came = s.report(bad, delivery::delivered);
        BOOST_TEST((came.has_error() && came.error() == errc::bad_argument), bad);
    }
    const auto unsettled = site::ask_report(*s.desk, "1-0", hand_result{});
    BOOST_TEST((unsettled.has_error() && unsettled.error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(after_a_restart_a_receipt_finds_its_letter_and_nothing_goes_out_again)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front().id;
    s.close();
    s.open();
    BOOST_TEST(s.report(letter, delivery::expired, "EXPIRED").has_value());
    BOOST_TEST((s.state(stream).acknowledgement == notice_state::failed));
    s.close();
    s.open();
    const auto next = s.applied();
    BOOST_TEST(s.is(next, notice_state::sent));
    BOOST_TEST(s.sms.taken().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_failed_goes_out_again_when_an_officer_says_so)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    BOOST_TEST(s.report(s.sms.taken().front().id, delivery::rejected).has_value());
    const commands::tell_again again{notice::acknowledgement};
    BOOST_TEST(s.desk->submit({again, site::from("officer:34/7"), stream, {}, {}}).has_value());
    BOOST_TEST(s.is(stream, notice_state::sent));
    const auto taken = s.sms.taken();
    BOOST_TEST_REQUIRE(taken.size() == 2U);
    BOOST_TEST(taken[0].id != taken[1].id);
    BOOST_TEST(taken[0].what.kind == taken[1].what.kind);
}

BOOST_AUTO_TEST_CASE(letters_that_are_held_wait_until_they_are_released)
{
    site s{true};
    const auto stream = s.applied();
    BOOST_TEST(eventually([&] { return s.desk->letters().front().waiting == 1U; }));
    const auto held = s.desk->letters().front();
    BOOST_TEST((held.adapter == "sms" && held.held && held.oldest));
    BOOST_TEST(s.sms.taken().empty());
    BOOST_TEST(s.desk->release_letters("sms"));
    BOOST_TEST(s.is(stream, notice_state::sent));
    BOOST_TEST(s.desk->hold_letters("sms"));
    BOOST_TEST((!s.desk->hold_letters("nobody") && !s.desk->release_letters("SMS")));
    BOOST_TEST(eventually([&] { return s.desk->letters().front().held; }));
    BOOST_TEST(eventually([&] { return s.desk->letters().front().settled == 1U; }));
}

// Its answer was lost on the way back: a citizen must not be told twice.
BOOST_AUTO_TEST_CASE(a_receipt_between_two_tries_ends_the_tries)
{
    site s;
    s.sms.lose_next();
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(eventually([&] { return s.desk->letters().at(0).failed_tries == 1U; }));
    const auto letter = s.sms.taken().front();
    BOOST_TEST_REQUIRE(s.report(letter.id, delivery::delivered).has_value());
    BOOST_TEST(s.is(stream, notice_state::delivered));
    BOOST_TEST(eventually([&] { return s.desk->letters().at(0).waiting == 0U; }));
    BOOST_TEST(s.sms.taken().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stopped_engine_takes_no_report)
{
    site s;
    const auto stream = s.applied();
    BOOST_TEST_REQUIRE(s.is(stream, notice_state::sent));
    const auto letter = s.sms.taken().front().id;
    s.desk->stop();
    const auto came = s.report(letter, delivery::delivered);
    BOOST_TEST((came.has_error() && came.error() == errc::stopping));
}

BOOST_AUTO_TEST_SUITE_END()
