// A register whose checkpoints others cosign.
#include <acikkapi/backup.hpp>

#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(engine_witnesses)

namespace {

using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;
using answer = asio::any_completion_handler<void(witness_answer)>;

const signer somebody{"example.org/witness", verifier_key::kind::witness, {std::byte{9}}};

/// A witness that does what a test says.
class any_witness final : public witness {
public:
    using call = std::function<void(const growth_proof&, answer)>;
    explicit any_witness(call what) : what_(std::move(what)) {}

private:
    void do_add_checkpoint(std::string request, answer done) override
    {
        what_(growth_proof::parse(request).value(), std::move(done));
    }
    call what_;
};

/// One that keeps to the rules, in memory.
class honest_witness final : public witness {
public:
    tree_head seen{};
    std::optional<verifier_key> log;

private:
    void do_add_checkpoint(std::string request, answer done) override
    {
        std::move(done)(judge(growth_proof::parse(request).value()));
    }
    witness_answer judge(const growth_proof& asked)
    {
        const auto newest = open_checkpoint(asked.note, *log).value();
        if (asked.from != seen.size) {
            return {409, std::to_string(seen.size) + "\n"};
        }
        if (seen.size != 0 && !check_growth(asked, seen, *log)) {
            return {422, ""};
        }
        seen = newest.tree;
        return {200, somebody.sign(newest.str(), 1'700'000'000).str()};
    }
};

/// To be closed before those whom it asks are gone.
struct bench {
    host h;
    std::optional<desk_of> e;
    std::future<void> end;
    std::vector<std::string> said;
    std::mutex mutex;

    void open(witness* peer, const std::string& directory = {}, rocksdb::Env* disk = nullptr)
    {
        auto options = h.options();
        options.environment = disk;
        options.directory = directory.empty() ? options.directory : directory;
        options.log_name = "register.example.org/2026";
        options.checkpoints = {3, 1h};
        options.witnesses[somebody.key().str()] = peer;
        options.log = [this](std::string_view line) {
            const std::lock_guard lock{mutex};
            said.emplace_back(line);
        };
        e.emplace(desk_of::open(options).value());
        end = e->async_run(asio::use_future);
    }
    void close()
    {
        e->stop();
        end.get();
        e.reset();
    }
    ~bench()
    {
        if (e) {
            close();
        }
    }
    void grow(int events)
    {
        for (int i = 0; i < events; ++i) {
            BOOST_TEST_REQUIRE(e->submit(adding(1)).has_value());
        }
    }
    /// How many records the newest checkpoint has that both have signed.
    [[nodiscard]] std::uint64_t witnessed() const
    {
        const auto text = e->newest_checkpoint();
        const auto note = text ? signed_note::parse(*text) : text.error();
        return note && check_signature(*note, somebody.key())
                   ? open_checkpoint(*text, e->log_key()).value().tree.size
                   : 0;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_checkpoint_is_cosigned_and_so_is_what_goes_on_from_it)
{
    bench b;
    honest_witness other;
    b.open(&other);
    other.log = b.e->log_key();
    b.grow(3);
    BOOST_TEST(eventually([&] { return b.witnessed() == 3U; }));
    b.grow(3);
    BOOST_TEST(eventually([&] { return b.witnessed() == 6U; }));
    // A receipt carries the word of both.
    const auto proof = b.e->prove(position{2}).value();
    const auto note = signed_note::parse(proof.note).value();
    BOOST_TEST(check_signature(note, somebody.key()).value() == 1'700'000'000U);
    BOOST_TEST(check_signature(note, b.e->log_key()).has_value());
    BOOST_TEST(b.said.empty());
    b.close();
}

BOOST_AUTO_TEST_CASE(a_checkpoint_that_is_signed_again_stays_cosigned)
{
    bench b;
    honest_witness other;
    b.open(&other);
    other.log = b.e->log_key();
    b.grow(3);
    BOOST_TEST(eventually([&] { return b.witnessed() == 3U; }));
    BOOST_TEST(b.e->sign_checkpoint().has_value());
    BOOST_TEST(b.witnessed() == 3U);
    b.close();
    b.open(&other);
    BOOST_TEST(b.e->sign_checkpoint().has_value());
    BOOST_TEST(b.witnessed() == 3U);
    b.close();
}

BOOST_AUTO_TEST_CASE(after_a_restart_it_goes_on_where_the_witness_is)
{
    bench b;
    honest_witness other;
    b.open(&other);
    other.log = b.e->log_key();
    b.grow(3);
    BOOST_TEST(eventually([&] { return b.witnessed() == 3U; }));
    b.close();
    b.open(&other);
    BOOST_TEST(b.witnessed() == 3U);
    b.grow(3);
    BOOST_TEST(eventually([&] { return b.witnessed() == 6U; }));
    BOOST_TEST(b.said.empty());
    b.close();
}

// It would say that the journal was set back: that line means that somebody is to stop the host.
BOOST_AUTO_TEST_CASE(of_a_restored_store_the_originals_checkpoint_is_asked_of_nobody)
{
    bench b;
    const folder copies;
    any_witness away{[](const growth_proof&, answer done) { std::move(done)(witness_answer{}); }};
    b.open(&away);
    const auto original = b.e->log_key();
    b.grow(3);
    BOOST_TEST(b.e->backup(copies.str("backups")).has_value());
    b.close();
    b.said.clear();
    BOOST_TEST(
        restore_backup(copies.str("backups"), copies.str("again"), b.h.time.now()).has_value());
    std::atomic<int> of_original{0};
    std::atomic<int> of_own{0};
    any_witness peer{[&](const growth_proof& asked, answer done) {
        ++(open_checkpoint(asked.note, original) ? of_original : of_own);
        std::move(done)(witness_answer{409, "6\n"});
    }};
    b.open(&peer, copies.str("again"));
    b.grow(3);
    BOOST_TEST(eventually([&] { return of_own > 0; }));
    BOOST_TEST(of_original == 0);
    b.close();
}

BOOST_AUTO_TEST_CASE(a_witness_that_fails_holds_nobody_up_and_is_asked_again)
{
    for (const auto& fail : std::vector<any_witness::call>{
             [](const growth_proof&, answer done) { std::move(done)(witness_answer{}); },
             [](const growth_proof&, answer done) {
                 std::move(done)(witness_answer{500, "no"});
             },
             [](const growth_proof&, answer) {},
             [](const growth_proof&, answer) { throw std::runtime_error{"no"}; }}) {
        bench b;
        std::atomic<int> asked{0};
        any_witness other{[&](const growth_proof& about, answer done) {
            if (++asked == 1) {
                fail(about, std::move(done));
            } else {
                const auto text = signed_note::parse(about.note).value().text;
                std::move(done)(witness_answer{200, somebody.sign(text, 1).str()});
            }
        }};
        b.open(&other);
        b.grow(3);
        BOOST_TEST(eventually([&] {
            const std::lock_guard lock{b.mutex};
            return b.said.size() == 1;
        }));
        BOOST_TEST(b.witnessed() == 0U);
        b.grow(1);
        b.h.time.set(b.h.time.now() + 1min);
        BOOST_TEST(eventually([&] { return b.witnessed() == 3U; }));
        b.close();
    }
}

BOOST_AUTO_TEST_CASE(the_end_waits_for_a_witness_that_was_asked)
{
    bench b;
    std::optional<answer> held;
    std::mutex mutex;
    any_witness other{[&](const growth_proof&, answer done) {
        const std::lock_guard lock{mutex};
        held.emplace(std::move(done));
    }};
    b.open(&other);
    b.grow(3);
    BOOST_TEST(eventually([&] {
        const std::lock_guard lock{mutex};
        return held.has_value();
    }));
    b.e->stop();
    BOOST_TEST((b.end.wait_for(50ms) == std::future_status::timeout));
    std::move (*held)(witness_answer{});
    b.end.get();
    b.e.reset();
}

BOOST_AUTO_TEST_CASE(a_witness_without_a_key_or_a_peer_is_refused)
{
    host h;
    honest_witness other;
    const signer log{"example.org/log", verifier_key::kind::log, {std::byte{1}}};
    for (const auto& [key, peer] : std::vector<std::pair<std::string, witness*>>{
             {"example.org/witness", &other},
             {log.key().str(), &other},
             {somebody.key().str(), nullptr}}) {
        auto options = h.options();
        options.witnesses[key] = peer;
        BOOST_TEST((desk_of::open(options).error() == errc::bad_argument), key);
    }
}

// There may be no other for days that takes it with it.
BOOST_AUTO_TEST_CASE(a_cosignature_for_which_there_is_no_space_is_kept_when_there_is_some)
{
    trial_disk disk;
    std::optional<answer> open;
    std::optional<std::string> asked;
    std::mutex mutex;
    any_witness other{[&](const growth_proof& about, answer done) {
        const std::lock_guard lock{mutex};
        if (asked) {
            std::move(done)(witness_answer{});
            return;
        }
        asked = signed_note::parse(about.note).value().text;
        open.emplace(std::move(done));
    }};
    bench b;
    b.open(&other, {}, disk.environment());
    b.grow(3);
    BOOST_TEST_REQUIRE(eventually([&] {
        const std::lock_guard lock{mutex};
        return open.has_value();
    }));
    disk.set_free_space(0);
    BOOST_TEST(eventually(
        [&] { return error_of(b.e->save_checkpoint("reader", position{1})) == errc::disk_full; }));
    std::move (*open)(witness_answer{200, somebody.sign(*asked, 1).str()});
    BOOST_TEST(b.witnessed() == 0U);
    disk.set_free_space(std::uint64_t{1} << 40U);
    BOOST_TEST(eventually([&] {
        b.h.time.set(b.h.time.now() + 10ms);
        return b.witnessed() == 3U;
    }));
}

BOOST_AUTO_TEST_SUITE_END()
