// What the journal signs about itself, and what is proved from it.
#include "support/ask.hpp"
#include "support/reminder.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <fstream>

BOOST_AUTO_TEST_SUITE(engine_checkpoints)

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

/// It is written behind the commands that made it due, which do not wait for it.
bool comes_to_cover(const desk_of& e, std::uint64_t records)
{
    return eventually([&] { return covered(e) == records; });
}

/// The bytes of a record, as they lie in the store.
std::string record_of(const host& h, position at)
{
    return journal::open({h.where.str(), false, true, nullptr, {}}).value()->event(at).value();
}

/// Counts how often somebody asks what time it is: who goes round without pause asks without end.
class asked_clock final : public acikkapi::clock {
public:
    explicit asked_clock(acikkapi::clock& inner) : inner_(inner) {}

    [[nodiscard]] std::uint64_t times() const { return times_; }

    instant now() noexcept override
    {
        ++times_;
        return inner_.now();
    }
    std::unique_ptr<acikkapi::alarm>
    make_alarm(asio::any_io_executor where, std::function<void()> call) override
    {
        return inner_.make_alarm(std::move(where), std::move(call));
    }

private:
    acikkapi::clock& inner_;
    std::atomic<std::uint64_t> times_{0};
};

}  // namespace

BOOST_AUTO_TEST_CASE(after_so_many_events_a_checkpoint_is_signed)
{
    host h;
    auto e = desk_of::open(every(h, 3)).value();
    for (std::uint64_t i = 1; i <= 8; ++i) {
        BOOST_TEST(e.submit(adding(1)).has_value());
        BOOST_TEST(comes_to_cover(e, i / 3 * 3), i);
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

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_puts_no_checkpoint_off)
{
    host h;
    auto e = desk_of::open(every(h, 1'000, 60s)).value();
    auto end = e.async_run(asio::use_future);
    BOOST_TEST(e.submit(adding(1)).has_value());
    h.time.set(h.time.now() - 240h);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(covered(e) == 0U);
    h.time.set(h.time.now() + 60s);
    BOOST_TEST(eventually([&] { return covered(e) == 2U; }));
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
          std::string(201, 'a')}) {
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
        BOOST_TEST_REQUIRE(comes_to_cover(e, 5));
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

BOOST_AUTO_TEST_CASE(all_records_of_an_application_are_proved_at_once)
{
    host h;
    auto e = desk_of::open(every(h, 1'000)).value();
    const auto stream = e.submit(adding(1)).value().stream;
    BOOST_TEST(e.submit(adding(2)).has_value());
    BOOST_TEST((error_of(e.submit(adding(-1, stream, "refused"))) == errc::not_permitted));
    BOOST_TEST((error_of(e.prove_all(stream, "1")) == errc::not_covered));
    BOOST_TEST(e.submit(adding(3, stream)).has_value());
    BOOST_TEST(e.sign_checkpoint().has_value());
    const auto all = bundle::parse(e.prove_all(stream, "1").value().str()).value();
    BOOST_TEST(check_bundle(all, e.log_key()).value().tree.size == 4U);
    BOOST_TEST(all.number == "1");
    std::vector<std::uint64_t> indexes;
    for (const auto& one : all.parts) {
        indexes.push_back(one.index);
    }
    BOOST_TEST((indexes == std::vector<std::uint64_t>{0, 2, 3}));
    BOOST_TEST((error_of(e.prove_all(stream_id{99}, "1")) == errc::no_such_application));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_is_shown_to_go_on_from_any_size_before_it)
{
    host h;
    auto e = desk_of::open(every(h, 1'000)).value();
    BOOST_TEST((error_of(e.prove_growth(0)) == errc::not_covered));
    std::vector<checkpoint> earlier;
    for (int i = 0; i < 7; ++i) {
        BOOST_TEST(e.submit(adding(1)).has_value());
        earlier.push_back(open_checkpoint(e.sign_checkpoint().value(), e.log_key()).value());
    }
    for (const auto& one : earlier) {
        const auto shown = growth_proof::parse(e.prove_growth(one.tree.size).value().str());
        BOOST_TEST((check_growth(shown.value(), one.tree, e.log_key()).value() == earlier.back()));
    }
    BOOST_TEST((error_of(e.prove_growth(8)) == errc::not_covered));
}

BOOST_AUTO_TEST_CASE(the_public_key_lies_beside_the_store_and_its_copies)
{
    host h;
    const folder copies;
    const auto read = [](const std::string& directory) {
        std::ifstream in{directory + "/checkpoint.pub"};
        std::string line;
        std::getline(in, line);
        return line;
    };
    {
        const auto e = desk_of::open(every(h, 2)).value();
        BOOST_TEST(read(h.where.str()) == e.log_key().str());
        BOOST_TEST(e.copy_to(copies.str("copy")).has_value());
        BOOST_TEST(read(copies.str("copy")) == e.log_key().str());
    }
    auto options = every(h, 2);
    options.log_name = "register.example.org/2027";
    const auto e = desk_of::open(options).value();
    BOOST_TEST(read(h.where.str()) == e.log_key().str());
    BOOST_TEST(read(h.where.str()).starts_with(options.log_name));
}

BOOST_AUTO_TEST_CASE(a_restored_store_signs_as_another_journal_that_begins_like_the_first)
{
    host h;
    const folder copies;
    std::optional<verifier_key> first_key;
    std::string before;
    std::string after;
    {
        auto e = desk_of::open(every(h, 2)).value();
        first_key = e.log_key();
        for (int i = 0; i < 4; ++i) {
            BOOST_TEST(e.submit(adding(1)).has_value());
        }
        BOOST_TEST_REQUIRE(comes_to_cover(e, 4));
        before = e.newest_checkpoint().value();
        BOOST_TEST(e.backup(copies.str("backups")).has_value());
        BOOST_TEST(e.submit_all({{adding(7), adding(8)}, {}, {}}).has_value());
        BOOST_TEST_REQUIRE(comes_to_cover(e, 6));
        after = e.newest_checkpoint().value();
    }
    BOOST_TEST(
        restore_backup(copies.str("backups"), copies.str("again"), h.time.now()).has_value());
    auto options = every(h, 2);
    options.directory = copies.str("again");
    auto e = desk_of::open(options).value();
    BOOST_TEST(
        e.log_key().name == options.log_name + "/restored-" + std::to_string(number_of(e.epoch())));
    BOOST_TEST((e.log_key().key != first_key->key));
    // What was signed before the backup stays as it was signed.
    BOOST_TEST(e.newest_checkpoint().value() == before);
    BOOST_TEST(e.submit_all({{adding(1), adding(2)}, {}, {}}).has_value());
    BOOST_TEST_REQUIRE(eventually([&] { return e.newest_checkpoint().value() != before; }));
    BOOST_TEST(covered(e) == 6U);
    // It goes on from what its backup held, and not from what its original did afterwards.
    const auto shown = [&](const std::string& note) {
        const auto earlier = open_checkpoint(note, *first_key).value().tree;
        return check_growth(e.prove_growth(earlier.size).value(), earlier, e.log_key());
    };
    BOOST_TEST(shown(before).has_value());
    BOOST_TEST((shown(after).error() == errc::bad_proof));
}

// Its note is in nobody's hands but the store's; copies that citizens have say the same.
BOOST_AUTO_TEST_CASE(what_the_original_signed_stays_though_the_restored_store_signs_as_much)
{
    host h;
    const folder copies;
    std::string before;
    {
        auto e = desk_of::open(every(h, 2)).value();
        BOOST_TEST(e.submit_all({{adding(1), adding(2)}, {}, {}}).has_value());
        BOOST_TEST_REQUIRE(comes_to_cover(e, 2));
        before = e.newest_checkpoint().value();
        BOOST_TEST(e.backup(copies.str("backups")).has_value());
    }
    BOOST_TEST(
        restore_backup(copies.str("backups"), copies.str("again"), h.time.now()).has_value());
    auto options = every(h, 2);
    options.directory = copies.str("again");
    auto e = desk_of::open(options).value();
    const auto own = e.sign_checkpoint().value();
    BOOST_TEST(open_checkpoint(own, e.log_key()).value().tree.size == 2U);
    BOOST_TEST(e.newest_checkpoint().value() == before);
}

/// Who can write into the store, and has not its key, can make everything fit but this.
BOOST_AUTO_TEST_CASE(a_store_whose_newest_checkpoint_it_has_not_signed_is_not_opened)
{
    host h;
    std::string note;
    {
        auto e = desk_of::open(every(h, 1'000)).value();
        for (int i = 0; i < 3; ++i) {
            static_cast<void>(e.submit(adding(1)).value());
        }
        note = e.sign_checkpoint().value();
    }
    const auto with = [&](const std::string& row) {
        raw_store raw{h.where.str()};
        raw.put(raw_store::family(journal::table::tree), journal::checkpoint_key(3), row);
    };
    const signer other{
        "register.example.org/2026", verifier_key::kind::log, std::array<std::byte, 32>{}};
    const auto text = signed_note::parse(note)->text;
    with(signed_note{text, {other.sign(text)}}.str());
    const auto before = contents(h.where.str());
    BOOST_TEST((error_of(desk_of::open(every(h, 1'000))) == errc::corrupt_journal));
    BOOST_TEST((contents(h.where.str()) == before));
    with(note);
    BOOST_TEST(desk_of::open(every(h, 1'000)).has_value());
}

BOOST_AUTO_TEST_CASE(a_store_of_another_key_or_workflow_is_left_as_it_is)
{
    host h;
    static_cast<void>(desk_of::open(every(h, 1'000)).value().submit(adding(1)).value());
    const auto before = contents(h.where.str());
    auto options = every(h, 1'000);
    options.key.fill(std::byte{8});
    BOOST_TEST((error_of(desk_of::open(options)) == errc::wrong_key));
    BOOST_TEST((contents(h.where.str()) == before));
    options = every(h, 1'000);
    BOOST_TEST((error_of(engine<reminder>::open(options)) == errc::other_workflow));
    BOOST_TEST((contents(h.where.str()) == before));
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

BOOST_AUTO_TEST_CASE(a_checkpoint_that_is_not_taken_is_not_tried_without_pause)
{
    for (const auto pause : {60s, 0s}) {
        host h;
        trial_disk disk;
        asked_clock time{h.time};
        auto options = every(h, 1'000, pause);
        options.environment = disk.environment();
        options.clock = &time;
        auto e = desk_of::open(options).value();
        BOOST_TEST(e.submit(adding(1)).has_value());
        disk.set_free_space(0);
        BOOST_TEST(eventually([&] { return error_of(e.submit(adding(2))) == errc::disk_full; }));
        const auto end = e.async_run(asio::use_future);
        h.time.set(h.time.now() + 60s);
        const auto before = time.times();
        constexpr std::uint64_t many = 1'000;
        BOOST_TEST(!eventually([&] { return time.times() > before + many; }, 300ms));
        disk.set_free_space(512U << 20U);
        BOOST_TEST(eventually([&] {
            h.time.set(h.time.now() + 60s);
            return covered(e) == number_of(e.head());
        }));
        e.stop();
        end.wait();
    }
}

BOOST_AUTO_TEST_SUITE_END()
