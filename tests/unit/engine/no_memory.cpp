// Memory is short at any moment of a command: nothing is lost, nobody waits for ever, and no memory runs ahead of
// the disk.
#include "engine/committer.hpp"
#include "engine/desk.hpp"
#include "engine/notary.hpp"
#include "engine/opening.hpp"
#include "support/allocation_failure.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <new>

BOOST_AUTO_TEST_SUITE(engine_no_memory)

namespace {

using namespace acikkapi;
using namespace support;
namespace rows = acikkapi::journal;

/// A journal that always has memory for itself: RocksDB's own want of it is not tried here.
class rich_journal final : public rows::journal {
public:
    explicit rich_journal(std::unique_ptr<rows::journal> real) : real_(std::move(real)) {}

    std::function<void()> at_commit = [] {};  ///< Behind the write.
    bool is_full = false;

    error_code ready() override
    {
        const allocation_failure::pause rich;
        return real_->ready();
    }
    result<void> commit(const rows::batch& what) override
    {
        const allocation_failure::pause rich;
        if (is_full) {
            return errc::disk_full;
        }
        auto done = real_->commit(what);
        at_commit();
        return done;
    }
    position head() const noexcept override { return real_->head(); }
    tree_head tree() const override { return real_->tree(); }
    void publish_key(std::string_view text) override { real_->publish_key(text); }
    result<std::optional<std::string>> get(rows::table in, std::string_view key) const override
    {
        const allocation_failure::pause rich;
        return real_->get(in, key);
    }
    bool surely_absent(rows::table in, std::string_view key) const override
    {
        const allocation_failure::pause rich;
        return real_->surely_absent(in, key);
    }
    result<void>
    scan(rows::table in, std::string_view prefix, std::string_view from, const rows::visitor& visit)
        const override
    {
        const allocation_failure::pause rich;
        return real_->scan(in, prefix, from, visit);
    }
    result<std::optional<rows::row>> last(rows::table in, std::string_view prefix) const override
    {
        const allocation_failure::pause rich;
        return real_->last(in, prefix);
    }
    result<std::string> event(position at) const override
    {
        const allocation_failure::pause rich;
        return real_->event(at);
    }
    result<void>
    scan_events(position after, position last, const rows::event_visitor& visit) const override
    {
        const allocation_failure::pause rich;
        return real_->scan_events(after, last, visit);
    }
    result<void> copy_to(const std::string& directory) const override
    {
        return real_->copy_to(directory);
    }
    result<backup_info>
    back_up(const std::string& directory, const backup_progress& progress) const override
    {
        return real_->back_up(directory, progress);
    }

private:
    std::unique_ptr<rows::journal> real_;
};

detail::wishes add_one(std::string key, stream_id to = no_stream)
{
    detail::wish one{std::make_shared<const tally::add>(tally::add{1}), officer(), to, {}};
    detail::wishes out;
    out.list.push_back(std::move(one));
    out.key = std::move(key);
    return out;
}

/// The part of the engine that decides and writes, in the thread of who asks.
struct small_engine {
    explicit small_engine(const std::string& directory)
        : store(rows::open({directory, true, false, nullptr, {}}).value()),
          from(engine_room::rebuild(store, rules).value()),
          commits(
              store,
              *from.views.lists,
              *from.views.figures,
              from.head,
              {100, 1U << 20U},
              [this](const auto&) { after_commit(); },
              [this] { go_on(); }),
          desk(store, rules, keys, commits, {1, 100, from.head.newest, nullptr, nullptr}),
          signs(
              store,
              commits,
              {"test/log", verifier_key::kind::log, keys.signing_seed("test/log")},
              {},
              from.covered)
    {}

    result<receipt> give(const detail::wishes& what)
    {
        engine_room::waiter mine;
        desk.decide(what, instant{}, engine_room::completion{mine});
        const auto done = commits.wait_for(mine);
        return done ? result<receipt>{done->front()} : done.error();
    }
    std::int64_t sum_of(stream_id stream)
    {
        const auto now = desk.standing_of(stream).value();
        return static_cast<const tally::state*>(now.state.get())->sum;
    }

    std::function<void()> after_commit = [] {};
    std::function<void()> go_on = [] {};
    detail::workflow_of<tally> rules{tally{}};
    vault::secrets keys{store_key{}};
    rich_journal store;
    engine_room::memory from;
    engine_room::committer commits;
    engine_room::desk desk;
    engine_room::notary signs;
};

/// An executor that has no memory for anything.
struct poor_executor {
    asio::io_context* of;

    asio::execution_context& query(asio::execution::context_t) const noexcept { return *of; }
    static constexpr asio::execution::blocking_t query(asio::execution::blocking_t) noexcept
    {
        return asio::execution::blocking.never;
    }
    template <class Function>
    void execute(const Function&) const
    {
        throw std::bad_alloc{};
    }
    friend bool operator==(const poor_executor& a, const poor_executor& b) noexcept
    {
        return a.of == b.of;
    }
    friend bool operator!=(const poor_executor& a, const poor_executor& b) noexcept
    {
        return a.of != b.of;
    }
};

/// A tally for whose next decision there is no memory.
struct poor_tally : tally {
    static inline std::atomic<bool> is_poor = false;

    static result<std::vector<event>>
    decide(const state& before, const add& wish, const context& about)
    {
        if (is_poor) {
            throw std::bad_alloc{};
        }
        return tally::decide(before, wish, about);
    }
};

request<poor_tally> adding_poorly(std::int64_t amount, std::string key)
{
    return {{amount, 1}, officer(), no_stream, std::move(key), {}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_command_for_which_memory_is_short_at_any_allocation_is_done_or_is_not)
{
    folder where;
    auto e = std::make_unique<small_engine>(where.str());
    const auto stream = e->give(add_one("first")).value().stream;
    std::int64_t sum = 1;
    std::size_t refused = 0;
    std::size_t unknown = 0;
    bool came = true;
    for (std::size_t nth = 1; came; ++nth) {
        BOOST_TEST_CONTEXT("allocation " << nth)
        {
            const auto what = add_one("add " + std::to_string(nth), stream);
            error_code why;
            {
                const allocation_failure poor{nth};
                const auto done = e->give(what);
                came = poor.came();
                why = done ? error_code{} : done.error();
            }
            BOOST_TEST((!why || why == errc::overloaded || why == errc::outcome_unknown));
            if (why == errc::outcome_unknown) {
                // Halted: memory may have been ahead of the disk, or behind it.
                ++unknown;
                const auto other = add_one("other", stream);
                BOOST_TEST((error_of(e->give(other)) == errc::outcome_unknown));
                e.reset();
                e = std::make_unique<small_engine>(where.str());
            }
            refused += why == errc::overloaded ? 1 : 0;
            // Whatever was said, the same command under its key is done once.
            BOOST_TEST(e->give(what).has_value());
            BOOST_TEST(e->sum_of(stream) == ++sum);
            BOOST_REQUIRE(nth < 1'000);
        }
    }
    BOOST_TEST(refused > 20U);
    BOOST_TEST(unknown > 5U);
}

BOOST_AUTO_TEST_CASE(a_registration_for_which_memory_is_short_at_any_allocation_is_made_once)
{
    folder where;
    auto e = std::make_unique<small_engine>(where.str());
    std::uint64_t made = 0;
    bool came = true;
    for (std::size_t nth = 1; came; ++nth) {
        BOOST_TEST_CONTEXT("allocation " << nth)
        {
            const auto what = add_one("register " + std::to_string(nth));
            error_code why;
            {
                const allocation_failure poor{nth};
                const auto done = e->give(what);
                came = poor.came();
                why = done ? error_code{} : done.error();
            }
            if (why == errc::outcome_unknown) {
                e.reset();
                e = std::make_unique<small_engine>(where.str());
            }
            const auto again = e->give(what);
            BOOST_TEST(again.has_value());
            BOOST_TEST(number_of(again.value().last) == ++made);
            BOOST_REQUIRE(nth < 1'000);
        }
    }
}

BOOST_AUTO_TEST_CASE(where_the_journal_itself_has_no_memory_the_outcome_is_unknown)
{
    folder where;
    {
        small_engine e{where.str()};
        e.store.at_commit = [] { throw std::bad_alloc{}; };
        BOOST_TEST((error_of(e.give(add_one("first"))) == errc::outcome_unknown));
        BOOST_TEST((error_of(e.give(add_one("other"))) == errc::outcome_unknown));
        e.commits.stop();
    }
    small_engine e{where.str()};
    BOOST_TEST(e.give(add_one("first")).value().repeated);
}

BOOST_AUTO_TEST_CASE(who_could_not_be_told_of_a_commit_halts_the_engine_and_not_the_host)
{
    folder where;
    small_engine e{where.str()};
    e.after_commit = [] { throw std::bad_alloc{}; };
    BOOST_TEST(e.give(add_one("first")).has_value());
    BOOST_TEST((error_of(e.give(add_one("other"))) == errc::outcome_unknown));
    e.commits.stop();
}

BOOST_AUTO_TEST_CASE(where_nobody_can_be_found_who_commits_whoever_waits_is_told)
{
    folder where;
    asio::io_context handlers;
    small_engine e{where.str()};
    e.go_on = [] { throw std::bad_alloc{}; };
    error_code told;
    detail::kernel::one_handler tell = [&](error_code error, const receipt&) { told = error; };
    e.desk.decide(
        add_one("first"),
        instant{},
        engine_room::completion{handlers.get_executor(), std::move(tell)});
    e.commits.commit_soon();
    handlers.run_for(std::chrono::seconds{10});
    BOOST_TEST((told == errc::outcome_unknown));
    e.commits.stop();
}

BOOST_AUTO_TEST_CASE(a_checkpoint_for_which_memory_is_short_at_any_allocation_is_kept_or_is_not)
{
    folder where;
    auto e = std::make_unique<small_engine>(where.str());
    bool came = true;
    for (std::size_t nth = 1; came; ++nth) {
        BOOST_TEST_CONTEXT("allocation " << nth)
        {
            const auto another = e->give(add_one("another " + std::to_string(nth)));
            if (!another) {
                BOOST_TEST((another.error() == errc::outcome_unknown));
                e = nullptr;
                e = std::make_unique<small_engine>(where.str());
            }
            try {
                const allocation_failure poor{nth};
                const auto note = e->signs.sign();
                came = poor.came();
            } catch (const std::bad_alloc&) {
                came = true;
            }
            BOOST_REQUIRE(nth < 1'000);
        }
    }
    BOOST_TEST(e->signs.sign().has_value());
}

BOOST_AUTO_TEST_CASE(whoever_waits_while_there_is_neither_space_nor_memory_is_told)
{
    bool came = true;
    for (std::size_t nth = 1; came; ++nth) {
        BOOST_TEST_CONTEXT("allocation " << nth)
        {
            folder where;
            small_engine e{where.str()};
            e.store.is_full = true;
            const auto what = add_one("first");
            {
                const allocation_failure poor{nth};
                const auto done = e.give(what);
                came = poor.came();
                BOOST_TEST(done.has_error());
            }
            e.commits.stop();
            BOOST_REQUIRE(nth < 1'000);
        }
    }
}

// It was told once, and its executor has lost it: it is not called again.
BOOST_AUTO_TEST_CASE(an_answer_that_finds_no_memory_is_not_given_twice)
{
    folder where;
    asio::io_context none;
    small_engine e{where.str()};
    BOOST_TEST(e.give(add_one("first")).has_value());
    detail::kernel::one_handler tell = [](error_code, const receipt&) {};
    engine_room::completion done{poor_executor{&none}, std::move(tell)};
    BOOST_CHECK_THROW(e.desk.decide(add_one("first"), instant{}, std::move(done)), std::bad_alloc);
}

BOOST_AUTO_TEST_CASE(rules_that_have_no_memory_refuse_a_command_for_now)
{
    host h;
    auto e = engine<poor_tally>::open(h.options()).value();
    poor_tally::is_poor = true;
    BOOST_TEST((error_of(e.submit(adding_poorly(1, "a"))) == errc::overloaded));
    BOOST_TEST((error_of(ask(e, adding_poorly(1, "b")).get()) == errc::overloaded));
    poor_tally::is_poor = false;
    BOOST_TEST(e.submit(adding_poorly(1, "a")).has_value());
    BOOST_TEST(ask(e, adding_poorly(1, "b")).get().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
