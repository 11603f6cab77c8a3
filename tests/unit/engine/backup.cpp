#include <acikkapi/audit.hpp>

#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_backup)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

/// Remembers what it was given and says what it was told to say.
class remembering final : public notifier {
public:
    explicit remembering(hand_result how) : how_(std::move(how)) {}

    [[nodiscard]] std::vector<std::string> ids() const
    {
        const std::lock_guard lock{mutex_};
        return ids_;
    }

private:
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        {
            const std::lock_guard lock{mutex_};
            ids_.push_back(what.id);
        }
        std::move(done)(hand_result{how_});
    }

    hand_result how_;
    mutable std::mutex mutex_;
    std::vector<std::string> ids_;
};

/// A host whose store is backed up and restored.
struct site : host {
    std::string backups = where.str("backups");

    [[nodiscard]] engine_options options_of(const std::string& store, notifier* sms = nullptr)
    {
        auto out = options();
        out.directory = where.str(store);
        if (sms != nullptr) {
            out.notifiers["sms"] = sms;
        }
        return out;
    }
    [[nodiscard]] backup_info restored(const std::string& store)
    {
        return restore_backup(backups, where.str(store), time.now()).value();
    }
    [[nodiscard]] audit_report verified(audit_options what)
    {
        return audit<tally>::open(what).value().verify().value();
    }
};

/// Runs the background work of an engine until the application has been told so often.
bool runs_until_told(host& h, desk_of& e, stream_id stream, std::int64_t times)
{
    auto end = e.async_run(asio::use_future);
    const bool told = eventually([&] {
        h.time.set(h.time.now() + 1s);
        return e.views().find(stream).value().state.told >= times;
    });
    e.stop();
    end.get();
    return told && e.views().find(stream).value().state.told == times;
}

/// How many records settle a letter.
std::size_t settlements(const desk_of& e)
{
    std::size_t out = 0;
    const auto records = e.feed().next(10'000).value();
    for (const auto& one : records) {
        out += one.caused_by.letter ? 1U : 0U;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_backup_taken_while_commands_run_is_a_beginning_of_the_journal)
{
    site s;
    auto e = desk_of::open(s.options()).value();
    std::atomic<bool> enough{false};
    std::thread writer{[&] {
        while (!enough) {
            BOOST_REQUIRE(e.submit(adding(1)).has_value());
        }
    }};
    std::vector<backup_info> taken;
    for (int i = 0; i < 4; ++i) {
        const position before = e.head();
        taken.push_back(e.backup(s.backups).value());
        BOOST_TEST((taken.back().head >= before && taken.back().head <= e.head()));
        eventually([&] { return e.head() > taken.back().head; });
    }
    enough = true;
    writer.join();
    const auto all = e.feed().next(10'000).value();
    for (const auto& one : taken) {
        const auto read = audit<tally>::open({s.backups, one.number, {}, 1, {}, {}, nullptr});
        BOOST_TEST((read.value().head() == one.head));
        std::vector<record> kept;
        BOOST_TEST(read.value()
                       .replay([&](const replayed<tally>& step) {
                           kept.push_back(step.what);
                           return true;
                       })
                       .has_value());
        BOOST_TEST(kept.size() == number_of(one.head));
        BOOST_TEST(
            (kept.size() <= all.size() && std::equal(kept.begin(), kept.end(), all.begin())));
        BOOST_TEST(!read.value().verify().value().first_divergence.has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_restored_store_is_the_same_to_the_last_byte_of_its_journal)
{
    site s;
    std::string root;
    {
        auto e = desk_of::open(s.options()).value();
        BOOST_TEST(e.submit(adding(5, no_stream, "once")).has_value());
        BOOST_TEST(e.submit(adding(7)).has_value());
        BOOST_TEST(e.backup(s.backups).has_value());
        BOOST_TEST((e.epoch() == restore_epoch{}));
    }
    root = s.verified({s.where.str(), {}, {}, 1, {}, {}, nullptr}).root;
    BOOST_TEST(s.verified({s.backups, newest_backup, {}, 1, {}, {}, nullptr}).root == root);
    const auto done = s.restored("again");
    BOOST_TEST(s.verified({s.where.str("again"), {}, {}, 1, {}, {}, nullptr}).root == root);
    auto e = desk_of::open(s.options_of("again")).value();
    BOOST_TEST((e.epoch() == done.epoch));
    BOOST_TEST(e.submit(adding(5, no_stream, "once")).value().repeated);
}

// The original may have sent them after the backup was taken; nobody can say.
BOOST_AUTO_TEST_CASE(a_letter_that_was_open_in_the_backup_is_settled_as_unknown_and_not_sent)
{
    site s;
    stream_id stream{};
    {
        auto e = desk_of::open(s.options()).value();
        stream = e.submit(adding(1)).value().stream;
        BOOST_TEST(e.submit(adding(2, stream)).has_value());
        BOOST_TEST(e.backup(s.backups).has_value());
    }
    static_cast<void>(s.restored("again"));
    remembering sms{{delivery::delivered, "ok"}};
    {
        auto e = desk_of::open(s.options_of("again", &sms)).value();
        BOOST_TEST(runs_until_told(s, e, stream, 2));
        BOOST_TEST(settlements(e) == 2U);
    }
    BOOST_TEST(sms.ids().empty());
    // Settled for good: another run neither sends nor settles them.
    auto e = desk_of::open(s.options_of("again", &sms)).value();
    const auto third = e.submit(adding(3, stream)).value();
    BOOST_TEST(runs_until_told(s, e, stream, 3));
    BOOST_TEST(
        sms.ids() == (std::vector<std::string>{
                         std::to_string(number_of(third.first)) + "-0-" +
                         std::to_string(number_of(e.epoch()))}));
}

BOOST_AUTO_TEST_CASE(a_letter_that_was_settled_before_the_backup_stays_as_it_was_settled)
{
    site s;
    remembering sms{{delivery::delivered, "ok"}};
    stream_id stream{};
    {
        auto e = desk_of::open(s.options_of("store", &sms)).value();
        stream = e.submit(adding(1)).value().stream;
        BOOST_TEST(runs_until_told(s, e, stream, 1));
        BOOST_TEST(sms.ids() == (std::vector<std::string>{"1-0"}));
        BOOST_TEST(e.backup(s.backups).has_value());
    }
    static_cast<void>(s.restored("again"));
    auto e = desk_of::open(s.options_of("again", &sms)).value();
    const auto next = e.submit(adding(2)).value();
    BOOST_TEST(runs_until_told(s, e, next.stream, 1));
    BOOST_TEST(e.views().find(stream).value().state.told == 1);
    BOOST_TEST(sms.ids().size() == 2U);
}

// Another host may have had the adapter.
BOOST_AUTO_TEST_CASE(a_letter_that_was_open_is_settled_also_if_no_adapter_is_there_for_it)
{
    site s;
    stream_id stream{};
    {
        auto e = desk_of::open(s.options()).value();
        stream = e.submit(adding(1)).value().stream;
        BOOST_TEST(e.backup(s.backups).has_value());
    }
    static_cast<void>(s.restored("again"));
    auto e = desk_of::open(s.options_of("again")).value();
    BOOST_TEST(runs_until_told(s, e, stream, 1));
}

// A citizen holds the number of an application that the backup never knew.
BOOST_AUTO_TEST_CASE(numbers_given_after_the_backup_are_not_given_again)
{
    site s;
    stream_id lost{};
    {
        auto e = desk_of::open(s.options()).value();
        BOOST_TEST(e.submit(adding(1)).has_value());
        BOOST_TEST(e.backup(s.backups).has_value());
        lost = e.submit(adding(1)).value().stream;
    }
    std::vector<stream_id> given{lost};
    for (const std::string name : {"second", "third"}) {
        s.time.set(s.time.now() + 1s);
        static_cast<void>(s.restored(name));
        for (const std::size_t parts : {1U, 3U}) {
            audit_options how{s.where.str(name), {}, {}, parts, {}, {}, nullptr};
            how.run = [](const std::function<void()>& work) { work(); };
            BOOST_TEST(!s.verified(how).first_divergence.has_value());
            auto e = desk_of::open(s.options_of(name)).value();
            const auto next = e.submit(adding(1)).value().stream;
            BOOST_TEST((std::find(given.begin(), given.end(), next) == given.end()));
            given.push_back(next);
        }
        audit_options how{s.where.str(name), {}, {}, 1, {}, {}, nullptr};
        BOOST_TEST(!s.verified(how).first_divergence.has_value());
    }
}

// The subscriber has read what the restored store never knew: it would wait, and then miss it.
BOOST_AUTO_TEST_CASE(a_reader_that_is_further_than_a_restored_journal_is_told_so)
{
    site s;
    auto e = desk_of::open(s.options()).value();
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(e.backup(s.backups).has_value());
    BOOST_TEST(e.submit(adding(2)).has_value());
    BOOST_TEST(e.save_checkpoint("map", position{2}).has_value());
    static_cast<void>(s.restored("again"));
    auto again = desk_of::open(s.options_of("again")).value();
    BOOST_TEST((again.epoch() > e.epoch()));
    BOOST_TEST((error_of(again.feed(position{2}).next(10)) == errc::beyond_head));
    auto feed = again.feed(position{2});
    const auto kept = std::make_shared<std::promise<error_code>>();
    auto answer = kept->get_future();
    feed.async_next(
        10, [kept](error_code error, const std::vector<record>&) { kept->set_value(error); });
    BOOST_REQUIRE((answer.wait_for(10s) == std::future_status::ready));
    BOOST_TEST((answer.get() == errc::beyond_head));
    BOOST_TEST((error_of(again.save_checkpoint("map", position{2})) == errc::beyond_head));
    BOOST_TEST(number_of(again.load_checkpoint("map").value()) == 0U);
    BOOST_TEST(again.feed(position{1}).next(10).value().empty());
}

BOOST_AUTO_TEST_CASE(a_store_that_says_it_was_restored_further_than_it_goes_is_corrupt)
{
    site s;
    BOOST_TEST(desk_of::open(s.options()).value().submit(adding(1)).has_value());
    {
        auto store = open_store(s.where.str(), false);
        support::journal::batch change{position{2}, {}, {}};
        change.rows.push_back(
            {support::journal::table::meta,
             std::string{support::journal::restored_key},
             support::journal::encode_restored({restore_epoch{1}, position{2}})});
        BOOST_TEST(store->commit(change).has_value());
    }
    BOOST_TEST((error_of(desk_of::open(s.options())) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
