#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>

BOOST_AUTO_TEST_SUITE(engine_letters)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;
using answer = asio::any_completion_handler<void(hand_result)>;

/// An adapter that does what a test says, and remembers what it was given.
class any_adapter final : public notifier {
public:
    using call = std::function<void(const hand_over&, answer)>;
    explicit any_adapter(call what) : what_(std::move(what)) {}

    [[nodiscard]] std::vector<std::string> ids() const
    {
        const std::lock_guard lock{mutex_};
        return ids_;
    }

private:
    void do_hand_over(hand_over what, answer done) override
    {
        {
            const std::lock_guard lock{mutex_};
            ids_.push_back(what.id);
        }
        what_(what, std::move(done));
    }

    mutable std::mutex mutex_;
    std::vector<std::string> ids_;
    call what_;
};

const hand_result arrived{delivery::delivered, "ok"};

void say_yes(const hand_over&, answer done)
{
    std::move(done)(hand_result{arrived});
}

class own_words final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "own"; }
    [[nodiscard]] std::string message(int) const override { return "not here"; }
    [[nodiscard]] bool
    equivalent(int, const boost::system::error_condition& wanted) const noexcept override
    {
        return wanted == make_error_condition(condition::rejected);
    }
};

/// What an adapter rejected is refused in words of its own.
struct of_own_words : tally {
    static result<std::vector<event>>
    decide(const state& before, const add& wish, const context& about)
    {
        static const own_words words;
        auto out = tally::decide(before, wish, about);
        return out || out.error() != errc::not_permitted ? out : error_code{7, words};
    }
};

struct bench {
    host h;
    std::optional<desk_of> e;
    std::future<void> end;

    void open(notifier* sms, retry_rule rule = {}, const adapter_rule& own = {})
    {
        auto options = h.options();
        options.retries = rule;
        if (sms != nullptr) {
            options.adapters["sms"] = own;
            options.notifiers["sms"] = sms;
        }
        e.emplace(desk_of::open(options).value());
        end = e->async_run(asio::use_future);
    }
    void close()
    {
        e->stop();
        end.get();
        e.reset();
    }
    [[nodiscard]] std::int64_t told(stream_id stream) const
    {
        return e->views().find(stream).value().state.told;
    }
    /// Time goes on until the application has been told so often.
    bool is_told(stream_id stream, std::int64_t times = 1)
    {
        return eventually([&] {
                   h.time.set(h.time.now() + 1s);
                   return told(stream) >= times;
               }) &&
               told(stream) == times;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_adapter_that_throws_has_failed_once_and_is_asked_again)
{
    bench b;
    any_adapter sms{[&](const hand_over& what, answer done) {
        if (what.attempt == 1) {
            throw std::runtime_error{"no"};
        }
        say_yes(what, std::move(done));
    }};
    b.open(&sms);
    BOOST_TEST(b.is_told(b.e->submit(adding(1)).value().stream));
    BOOST_TEST(sms.ids() == (std::vector<std::string>{"1-0", "1-0"}));
    b.close();
}

BOOST_AUTO_TEST_CASE(an_adapter_that_answers_and_then_throws_has_answered)
{
    bench b;
    any_adapter sms{[](const hand_over& what, answer done) {
        say_yes(what, std::move(done));
        throw std::runtime_error{"no"};
    }};
    b.open(&sms);
    for (int i = 0; i < 20; ++i) {
        BOOST_TEST(b.is_told(b.e->submit(adding(1)).value().stream));
    }
    BOOST_TEST(sms.ids().size() == 20U);
    b.close();
}

BOOST_AUTO_TEST_CASE(an_adapter_that_drops_its_handler_has_failed_and_is_asked_again)
{
    bench b;
    any_adapter sms{[](const hand_over& what, answer done) {
        if (what.attempt > 1) {
            say_yes(what, std::move(done));
        }
    }};
    b.open(&sms);
    BOOST_TEST(b.is_told(b.e->submit(adding(1)).value().stream));
    BOOST_TEST(sms.ids().size() == 2U);
    b.close();
}

BOOST_AUTO_TEST_CASE(an_adapter_that_answers_at_once_needs_no_deeper_stack)
{
    bench b;
    any_adapter sms{say_yes};
    b.open(&sms, {1s, 1s, 1h, 1});
    constexpr std::int64_t count = 5'000;
    auto wish = adding(0);
    wish.wish.times = 32;
    std::vector<std::future<result<receipt>>> waiting;
    for (std::int64_t i = 0; i < count / 32; ++i) {
        waiting.push_back(ask(*b.e, wish));
    }
    for (auto& one : waiting) {
        BOOST_TEST(b.is_told(one.get().value().stream, 32));
    }
    b.close();
}

/// A length that a peer made up: one letter must not end the host each time it is tried.
BOOST_AUTO_TEST_CASE(a_function_that_wants_too_much_memory_has_failed)
{
    bench b;
    asio::thread_pool theirs{1};
    function_adapter<notifier> sms{theirs.get_executor(), [](const hand_over& what) {
                                       if (what.attempt == 1) {
                                           throw std::bad_alloc{};
                                       }
                                       return arrived;
                                   }};
    b.open(&sms);
    BOOST_TEST(b.is_told(b.e->submit(adding(1)).value().stream));
    b.close();
}

BOOST_AUTO_TEST_CASE(answers_may_come_from_many_threads_at_once)
{
    bench b;
    asio::thread_pool theirs{4};
    function_adapter<notifier> sms{theirs.get_executor(), [](const hand_over& what) {
                                       return what.attempt == 1 ? hand_result{} : arrived;
                                   }};
    // All fail at first: an adapter that is taken for one that is down would have one letter in half a minute.
    b.open(&sms, {}, {.failures_max = 1'000});
    std::vector<std::future<result<receipt>>> waiting;
    for (int i = 0; i < 500; ++i) {
        waiting.push_back(ask(*b.e, adding(1)));
    }
    for (auto& one : waiting) {
        BOOST_TEST(b.is_told(one.get().value().stream));
    }
    b.close();
}

BOOST_AUTO_TEST_CASE(an_adapter_that_never_answers_does_not_hold_up_the_end_of_the_engine)
{
    bench b;
    std::mutex mutex;
    std::vector<answer> kept;
    any_adapter sms{[&](const hand_over&, answer done) {
        const std::lock_guard lock{mutex};
        kept.push_back(std::move(done));
    }};
    b.open(&sms);
    BOOST_TEST(b.e->submit(adding(1)).has_value());
    BOOST_TEST(eventually([&] { return sms.ids().size() == 1; }));
    b.e->stop();
    b.e.reset();
    // The run has not ended: the adapter still holds a letter. When it lets go, it has.
    BOOST_TEST((b.end.wait_for(20ms) == std::future_status::timeout));
    {
        const std::lock_guard lock{mutex};
        say_yes({}, std::move(kept.front()));
        kept.clear();
    }
    b.end.get();
}

BOOST_AUTO_TEST_CASE(a_letter_whose_outcome_is_recorded_is_not_sent_again_after_reopening)
{
    bench b;
    any_adapter sms{say_yes};
    for (std::int64_t round = 1; round <= 3; ++round) {
        b.open(&sms);
        const auto stream = b.e->submit(adding(1)).value().stream;
        BOOST_TEST(b.is_told(stream));
        b.close();
    }
    BOOST_TEST(sms.ids() == (std::vector<std::string>{"1-0", "3-0", "5-0"}));
}

// The mark below which no letter is open: where the next run begins to read.
BOOST_AUTO_TEST_CASE(the_mark_of_letters_that_are_done_is_written_with_the_next_commit)
{
    bench b;
    any_adapter sms{say_yes};
    b.open(&sms);
    const auto stream = b.e->submit(adding(1)).value().stream;
    BOOST_TEST(b.is_told(stream));
    BOOST_TEST(b.e->submit(adding(1, stream)).has_value());
    BOOST_TEST(b.is_told(stream, 2));
    b.close();
    const auto row =
        raw_store{b.h.where.str()}.get(raw_store::family(journal::table::meta), "head");
    const auto head = journal::decode_head(row).value();
    BOOST_TEST((head.letters_done >= position{1} && head.letters_done < position{4}));
}

BOOST_AUTO_TEST_CASE(a_letter_whose_outcome_is_not_recorded_is_sent_again_under_its_id)
{
    bench b;
    any_adapter deaf{[](const hand_over&, answer) {}};
    for (int round = 0; round < 2; ++round) {
        b.open(&deaf);
        if (round == 0) {
            BOOST_TEST(b.e->submit(adding(1)).has_value());
        }
        BOOST_TEST(eventually([&] { return deaf.ids().size() > static_cast<std::size_t>(round); }));
        b.close();
    }
    any_adapter sms{say_yes};
    b.open(&sms);
    BOOST_TEST(b.is_told(stream_id{1}));
    BOOST_TEST(sms.ids() == std::vector<std::string>{"1-0"});
    b.close();
}

BOOST_AUTO_TEST_CASE(a_letter_for_an_adapter_that_is_not_there_waits_until_it_is)
{
    bench b;
    b.open(nullptr);
    const auto stream = b.e->submit(adding(1)).value().stream;
    BOOST_TEST(b.e->submit(adding(2, stream)).has_value());
    b.close();
    any_adapter sms{say_yes};
    b.open(&sms);
    BOOST_TEST(b.is_told(stream, 2));
    b.close();
    BOOST_TEST(sms.ids() == (std::vector<std::string>{"1-0", "2-0"}));
}

BOOST_AUTO_TEST_CASE(letters_that_had_no_room_go_out_once_each_and_in_their_order)
{
    constexpr std::size_t streams = 5;
    constexpr std::size_t each = 12;
    bench b;
    any_adapter sms{say_yes};
    adapter_rule narrow{.waiting_max = 4, .held = true};
    b.open(&sms, {}, narrow);
    std::vector<stream_id> all;
    for (std::size_t i = 0; i < streams; ++i) {
        all.push_back(b.e->submit(adding(1)).value().stream);
    }
    for (std::size_t i = 1; i < each; ++i) {
        for (const auto stream : all) {
            BOOST_TEST(b.e->submit(adding(1, stream)).has_value());
        }
    }
    BOOST_TEST(eventually([&] { return b.e->letters().front().waiting == narrow.waiting_max; }));
    b.close();
    // The next run begins to read where the first one stood, and has no more room.
    narrow.held = false;
    b.open(&sms, {}, narrow);
    for (const auto stream : all) {
        BOOST_TEST(b.is_told(stream, each));
    }
    const auto ids = sms.ids();
    std::map<std::string, int> times;
    for (const auto& id : ids) {
        ++times[id];
    }
    BOOST_TEST((times.size() == streams * each && ids.size() == times.size()));
    std::map<std::uint64_t, std::uint64_t> last;  // Applications took turns with their events.
    for (const auto& id : ids) {
        const auto cause = std::stoull(id);
        auto& before = last[(cause - 1) % streams];
        BOOST_TEST((before < cause && cause <= streams * each));
        before = cause;
    }
    b.close();
}

BOOST_AUTO_TEST_CASE(a_letter_nobody_takes_is_given_up_and_that_is_on_record)
{
    bench b;
    any_adapter deaf{[](const hand_over&, answer done) { std::move(done)(hand_result{}); }};
    b.open(&deaf, {1s, 4s, 10s, 4});
    const auto stream = b.e->submit(adding(1)).value().stream;
    BOOST_TEST(b.is_told(stream));
    const auto fact = b.e->views().timeline(stream).value().back();
    BOOST_TEST((fact.caused_by == causation{position{1}, 0, true}));
    BOOST_TEST(fact.by.str() == "engine");
    b.close();
}

BOOST_AUTO_TEST_CASE(a_host_that_is_restarted_again_and_again_gives_up_in_time)
{
    bench b;
    any_adapter sms{[](const hand_over&, answer done) {
        std::move(done)(hand_result{std::nullopt, "no answer"});
    }};
    const retry_rule rule{.first = 20h, .longest = 20h, .give_up_after = 72h};
    b.open(&sms, rule);
    const auto stream = b.e->submit(adding(1)).value().stream;
    // One try after each start: after 0, 24, 48 and 72 hours, and the next would be too late.
    for (std::size_t day = 0; day < 4; ++day) {
        BOOST_TEST(eventually([&] { return sms.ids().size() == day + 1; }));
        if (day < 3) {
            BOOST_TEST(b.told(stream) == 0);
            b.close();
            b.h.time.set(b.h.time.now() + 24h);
            b.open(&sms, rule);
        }
    }
    BOOST_TEST(eventually([&] { return b.told(stream) == 1; }));
    b.close();
}

BOOST_AUTO_TEST_CASE(an_outcome_that_the_rules_refuse_is_on_record_as_a_refusal_and_settles)
{
    bench b;
    any_adapter sms{[](const hand_over& what, answer done) {
        const auto how = what.id == "1-0" ? delivery::rejected : delivery::delivered;
        std::move(done)(hand_result{how, {}});
    }};
    b.open(&sms);
    const auto stream = b.e->submit(adding(1)).value().stream;
    BOOST_TEST(b.e->submit(adding(1, stream)).has_value());
    BOOST_TEST(b.is_told(stream));
    const auto all = b.e->views().timeline(stream).value();
    const auto refusals = std::count_if(all.begin(), all.end(), [](const auto& one) {
        return one.kind == record_kind::refusal && one.caused_by == causation{position{1}, 0, true};
    });
    BOOST_TEST(refusals == 1);
    b.close();
    b.open(&sms);
    BOOST_TEST(b.e->submit(adding(1, stream)).has_value());
    BOOST_TEST(b.is_told(stream, 2));
    BOOST_TEST(sms.ids().size() == 3U);
    b.close();
}

BOOST_AUTO_TEST_CASE(an_outcome_that_is_refused_in_words_of_their_own_is_on_record_too)
{
    host h;
    any_adapter sms{[](const hand_over&, answer done) {
        std::move(done)(hand_result{delivery::rejected, {}});
    }};
    auto options = h.options();
    options.notifiers["sms"] = &sms;
    auto desk = engine<of_own_words>::open(options).value();
    auto end = desk.async_run(asio::use_future);
    request<of_own_words> wish{{1, 1}, officer(), no_stream, {}, {}};
    const auto stream = desk.submit(wish).value().stream;
    record last;
    BOOST_TEST(eventually([&] {
        h.time.set(h.time.now() + 1s);
        last = desk.views().timeline(stream).value().back();
        return last.kind == record_kind::refusal;
    }));
    BOOST_TEST((last.refused_with == static_cast<int>(errc::illegal_transition)));
    wish.stream = stream;
    wish.wish.amount = -1;
    wish.key = "of a host";
    const auto told = desk.submit(wish).error();
    BOOST_TEST((told.value() == 7 && told == condition::rejected));
    desk.stop();
    end.get();
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_before_its_event_is_durable)
{
    bench b;
    std::atomic<bool> early{false};
    any_adapter sms{[&](const hand_over& what, answer done) {
        early = early || !b.e->views().find(what.stream).has_value();
        say_yes(what, std::move(done));
    }};
    b.open(&sms);
    for (int i = 0; i < 50; ++i) {
        BOOST_TEST(b.is_told(b.e->submit(adding(1)).value().stream));
    }
    BOOST_TEST(!early);
    b.close();
}

// A host that only runs its executor must not find it out of work while the engine runs.
BOOST_AUTO_TEST_CASE(a_running_engine_keeps_its_executor_running_until_it_is_stopped)
{
    host h;
    asio::io_context context;
    auto options = h.options();
    options.executor = context.get_executor();
    auto e = desk_of::open(options).value();
    bool ended = false;
    e.async_run([&](error_code error) { ended = !error; });
    std::atomic<bool> out_of_work{false};
    std::thread runner{[&] {
        context.run();
        out_of_work = true;
    }};
    std::this_thread::sleep_for(20ms);
    BOOST_TEST(!out_of_work);
    e.stop();
    runner.join();
    BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(a_run_that_begins_after_the_stop_ends_at_once)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    e.stop();
    auto end = e.async_run(asio::use_future);
    BOOST_TEST((end.wait_for(20s) == std::future_status::ready));
}

// Its outcome is recorded under a key of the engine's own, which no host can use up.
BOOST_AUTO_TEST_CASE(a_key_that_begins_with_a_zero_byte_is_refused)
{
    host h;
    auto e = engine<tally>::open(h.options()).value();
    auto wish = adding(1);
    wish.key = std::string("\0letter/1-0", 11);
    BOOST_TEST((error_of(e.submit(wish)) == errc::bad_argument));
    wish.key = "letter/1-0";
    BOOST_TEST(e.submit(wish).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
