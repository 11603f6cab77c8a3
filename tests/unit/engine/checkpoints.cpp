// What the journal signs about itself, and what is proved from it.
#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

namespace {

using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

engine_options every(host& h, std::uint64_t events, std::chrono::milliseconds time = 1h)
{
    auto out = h.options();
    out.log_name = "register.example.org/2026";
    out.checkpoints = {events, time};
    return out;
}

/// How many records the newest checkpoint covers; 0 if there is none.
std::uint64_t covered(const desk_of& e)
{
    const auto note = e.newest_checkpoint();
    if (!note) {
        BOOST_TEST((note.error() == errc::not_covered));
        return 0;
    }
    return open_checkpoint(*note, e.log_key()).value().tree.size;
}

/// The bytes of a record, as they lie in the store.
std::string record_of(const host& h, position at)
{
    return journal::open({h.where.str(), false, true, nullptr, {}}).value()->event(at).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_checkpoints)

BOOST_AUTO_TEST_CASE(after_so_many_events_a_checkpoint_is_signed)
{
    host h;
    auto e = desk_of::open(every(h, 3)).value();
    for (std::uint64_t i = 1; i <= 8; ++i) {
        BOOST_TEST(e.submit(adding(1)).has_value());
        BOOST_TEST(covered(e) == i / 3 * 3, i);
    }
}

BOOST_AUTO_TEST_CASE(after_so_long_a_checkpoint_is_signed_though_nothing_comes)
{
    host h;
    auto e = desk_of::open(every(h, 1'000, 60s)).value();
    auto end = e.async_run(asio::use_future);
    BOOST_TEST(e.submit(adding(1)).has_value());
    h.time.set(h.time.now() + 59s);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(covered(e) == 0U);
    h.time.set(h.time.now() + 1s);
    BOOST_TEST(eventually([&] { return covered(e) == 2U; }));
    // All is covered: the clock alone makes no other.
    h.time.set(h.time.now() + 600s);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(covered(e) == 2U);
    e.stop();
    end.get();
}

BOOST_AUTO_TEST_CASE(a_checkpoint_is_signed_when_it_is_asked_for)
{
    host h;
    auto e = desk_of::open(every(h, 1'000)).value();
    BOOST_TEST((error_of(e.sign_checkpoint()) == errc::not_covered));
    BOOST_TEST(e.submit(adding(1)).has_value());
    const auto note = e.sign_checkpoint().value();
    BOOST_TEST(open_checkpoint(note, e.log_key()).value().tree.size == 1U);
    BOOST_TEST(e.newest_checkpoint().value() == note);
    BOOST_TEST(e.sign_checkpoint().value() == note);
}

BOOST_AUTO_TEST_CASE(counting_goes_on_after_reopening)
{
    host h;
    for (int i = 0; i < 4; ++i) {
        auto e = desk_of::open(every(h, 3)).value();
        BOOST_TEST(e.submit(adding(1)).has_value());
    }
    auto e = desk_of::open(every(h, 3)).value();
    BOOST_TEST(covered(e) == 3U);
}

BOOST_AUTO_TEST_CASE(the_key_is_that_of_the_store_and_of_the_name)
{
    host h;
    auto options = every(h, 1);
    const auto key = desk_of::open(options).value().log_key();
    BOOST_TEST(key.name == "register.example.org/2026");
    BOOST_TEST((desk_of::open(options).value().log_key() == key));
    options.log_name = "register.example.org/2027";
    BOOST_TEST((desk_of::open(options).value().log_key().key != key.key));
    host other;
    auto theirs = every(other, 1);
    theirs.key.fill(std::byte{8});
    BOOST_TEST((desk_of::open(theirs).value().log_key().key != key.key));
}

BOOST_AUTO_TEST_CASE(a_name_that_no_line_can_hold_is_refused)
{
    host h;
    for (const auto& name :
         {std::string{},
          std::string{"a b"},
          std::string{"a+b"},
          std::string{"a\nb"},
          std::string(256, 'a')}) {
        auto options = h.options();
        options.log_name = name;
        BOOST_TEST((desk_of::open(options).error() == errc::bad_argument));
    }
}

BOOST_AUTO_TEST_CASE(a_record_is_proved_as_soon_as_it_is_covered)
{
    host h;
    verifier_key key;
    std::vector<record_proof> proofs;
    {
        auto e = desk_of::open(every(h, 5)).value();
        key = e.log_key();
        const auto done = e.submit(adding(1)).value();
        BOOST_TEST((error_of(e.prove(done.first)) == errc::not_covered));
        BOOST_TEST((error_of(e.prove(position{2})) == errc::beyond_head));
        BOOST_TEST((error_of(e.prove(position{0})) == errc::beyond_head));
        for (int i = 0; i < 6; ++i) {
            BOOST_TEST(e.submit(adding(1)).has_value());
        }
        for (std::uint64_t at = 1; at <= 5; ++at) {
            proofs.push_back(e.prove(position{at}).value());
        }
        BOOST_TEST((error_of(e.prove(position{6})) == errc::not_covered));
    }
    for (std::uint64_t at = 1; at <= 5; ++at) {
        // As a stranger has it: the text of the proof, and the bytes.
        const auto proof = record_proof::parse(proofs[at - 1].str()).value();
        const auto record = record_of(h, position{at});
        BOOST_TEST(check_record(proof, record, key).value().tree.size == 5U);
        const auto other = record_of(h, position{at % 5 + 1});
        BOOST_TEST((error_of(check_record(proof, other, key)) == errc::bad_proof));
    }
}

BOOST_AUTO_TEST_CASE(a_restored_store_signs_with_the_same_key_what_it_holds)
{
    host h;
    const folder copies;
    {
        auto e = desk_of::open(every(h, 2)).value();
        for (int i = 0; i < 4; ++i) {
            BOOST_TEST(e.submit(adding(1)).has_value());
        }
        BOOST_TEST(e.backup(copies.str("backups")).has_value());
        BOOST_TEST(e.submit_all({{adding(7), adding(8)}, {}, {}}).has_value());
        BOOST_TEST(covered(e) == 6U);
    }
    BOOST_TEST(
        restore_backup(copies.str("backups"), copies.str("again"), h.time.now()).has_value());
    auto options = every(h, 2);
    options.directory = copies.str("again");
    auto e = desk_of::open(options).value();
    BOOST_TEST(covered(e) == 4U);
    BOOST_TEST(e.submit_all({{adding(1), adding(2)}, {}, {}}).has_value());
    BOOST_TEST(covered(e) == 6U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_puts_a_checkpoint_off)
{
    host h;
    trial_disk disk;
    auto options = every(h, 2);
    options.environment = disk.environment();
    options.free_space_min = 0;
    auto e = desk_of::open(options).value();
    const auto stream = e.submit(adding(1)).value().stream;
    disk.fill();
    BOOST_TEST((error_of(e.submit(adding(2, stream, "key"))) == errc::outcome_unknown));
    disk.heal();
    BOOST_TEST(eventually([&] { return e.submit(adding(4, stream)).has_value(); }));
    BOOST_TEST(eventually([&] { return covered(e) >= 2U; }));
    BOOST_TEST(e.views().find(stream).value().state.sum == 7);
}

BOOST_AUTO_TEST_SUITE_END()
