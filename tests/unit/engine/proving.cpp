// A receipt gets its proof as soon as a checkpoint covers it.
#include "engine/provers.hpp"
#include "journal/journal.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_proving)

namespace {

using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

using answer = std::future<result<record_proof>>;

answer proof_of(desk_of& e, position at)
{
    auto kept = std::make_shared<std::promise<result<record_proof>>>();
    auto out = kept->get_future();
    e.async_prove(at, [kept](error_code error, record_proof proof) {
        kept->set_value(error ? result<record_proof>{error} : std::move(proof));
    });
    return out;
}

bool is_waiting(const answer& what)
{
    return what.wait_for(20ms) == std::future_status::timeout;
}

engine_options every(host& h, std::uint64_t events, std::chrono::milliseconds time = 1h)
{
    auto out = h.options();
    out.checkpoints = {events, time};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_comes_with_the_checkpoint_that_covers_the_record)
{
    host h;
    std::vector<record_proof> proofs;
    verifier_key key;
    {
        auto e = desk_of::open(every(h, 3)).value();
        key = e.log_key();
        const auto first = e.submit(adding(1)).value();
        auto proof = proof_of(e, first.first);
        static_cast<void>(e.submit(adding(2)).value());
        BOOST_TEST(is_waiting(proof));
        static_cast<void>(e.submit(adding(3)).value());
        proofs.push_back(proof.get().value());
        // What is covered already is there at once.
        proofs.push_back(proof_of(e, position{3}).get().value());
        auto later = proof_of(e, e.submit(adding(4)).value().first);
        BOOST_TEST(is_waiting(later));
        static_cast<void>(e.sign_checkpoint().value());
        proofs.push_back(later.get().value());
        e.stop();
    }
    const auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    const std::vector<position> whose{position{1}, position{3}, position{4}};
    for (std::size_t i = 0; i < whose.size(); ++i) {
        const auto bytes = store->event(whose[i]).value();
        BOOST_TEST(proofs[i].index == number_of(whose[i]) - 1);
        BOOST_TEST(check_record(proofs[i], bytes, key).has_value());
    }
}

BOOST_AUTO_TEST_CASE(it_comes_by_itself_when_the_engine_runs)
{
    host h;
    auto e = desk_of::open(every(h, 1'000, 60s)).value();
    auto end = e.async_run(asio::use_future);
    auto proof = proof_of(e, e.submit(adding(1)).value().first);
    BOOST_TEST(is_waiting(proof));
    h.time.set(h.time.now() + 61s);
    BOOST_TEST(proof.get().has_value());
    e.stop();
    end.get();
}

BOOST_AUTO_TEST_CASE(many_who_ask_while_checkpoints_are_signed_all_get_theirs)
{
    host h;
    auto e = desk_of::open(every(h, 7)).value();
    std::vector<answer> proofs;
    for (int i = 0; i < 300; ++i) {
        proofs.push_back(proof_of(e, e.submit(adding(1)).value().first));
    }
    static_cast<void>(e.sign_checkpoint().value());
    for (auto& one : proofs) {
        BOOST_TEST(one.get().has_value());
    }
}

BOOST_AUTO_TEST_CASE(who_is_covered_goes_though_somebody_behind_him_waits_on)
{
    host h;
    {
        auto e = desk_of::open(every(h, 1'000)).value();
        for (int i = 0; i < 3; ++i) {
            static_cast<void>(e.submit(adding(1)).value());
        }
    }
    const auto store = journal::open({h.where.str(), false, true, nullptr, {}}).value();
    asio::io_context work;
    const auto here = work.get_executor();
    engine_room::provers all{*store, std::make_shared<engine_room::gate>(), here, here, 10};
    std::vector<error_code> told(3);
    for (std::size_t i = 0; i < told.size(); ++i) {
        all.start(position{i + 1}, [&told, i](error_code error, const record_proof&) {
            told[i] = error;
        });
    }
    work.poll();
    all.wake(1);  // Says so, and there is no checkpoint: he comes back.
    work.poll();
    all.wake(2);
    work.poll();
    all.stop();
    work.run();
    for (const auto& one : told) {
        BOOST_TEST((one == errc::stopping));
    }
}

BOOST_AUTO_TEST_CASE(who_still_waits_at_the_end_is_told_so)
{
    host h;
    auto e = desk_of::open(every(h, 1'000)).value();
    const auto head = e.submit(adding(1)).value().first;
    auto waits = proof_of(e, head);
    BOOST_TEST(is_waiting(waits));
    BOOST_TEST((error_of(proof_of(e, position{2}).get()) == errc::beyond_head));
    BOOST_TEST((error_of(proof_of(e, position{0}).get()) == errc::beyond_head));
    e.stop();
    BOOST_TEST((error_of(waits.get()) == errc::stopping));
    BOOST_TEST((error_of(proof_of(e, head).get()) == errc::stopping));
}

BOOST_AUTO_TEST_SUITE_END()
