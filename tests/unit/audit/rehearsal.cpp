// What newer rules make of applications that older ones have begun.
#include "support/ask.hpp"
#include "support/reminder.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

BOOST_AUTO_TEST_SUITE(audit_rehearsal)

namespace {

using namespace acikkapi;
using namespace support;

/// The rules after some years: what a test changes of them hides what was there.
struct newer : reminder {
    static constexpr std::uint32_t version = 2;
};

/// Plans are no longer read.
struct without_plans : newer {
    static result<event> decode_event(const encoded_view& bytes)
    {
        auto out = reminder::decode_event(bytes);
        return out && out->what == act::plan ? result<event>{errc::unknown_schema} : out;
    }
};

/// Who fired does not fire again.
struct once_only : newer {
    static result<state> evolve(const state& before, const event& fact)
    {
        return before.fired > 0 && fact.what == act::fire ? result<state>{errc::corrupt_journal}
                                                          : reminder::evolve(before, fact);
    }
};

/// Firings count double: the states that were kept say otherwise.
struct counted_double : newer {
    static result<state> evolve(const state& before, const event& fact)
    {
        auto out = reminder::evolve(before, fact);
        if (out && fact.what == act::fire) {
            ++out->fired;
        }
        return out;
    }
};

/// States are kept in another form, and the old one is still read.
struct kept_otherwise : newer {
    static encoded encode(const event& fact) { return reminder::encode(fact); }
    static encoded encode(const state& now)
    {
        auto out = reminder::encode(now);
        out.schema = 2;
        return out;
    }
};

/// Likewise, and it is not.
struct not_read_any_more : kept_otherwise {
    static result<state> decode_state(const encoded_view& bytes)
    {
        return bytes.schema == 1 ? result<state>{errc::unknown_schema}
                                 : reminder::decode_state(bytes);
    }
};

/// What has fired is over.
struct over_when_fired : newer {
    static void index(const state& now, index_rows& rows)
    {
        reminder::index(now, rows);
        if (now.fired > 0) {
            rows.close();
        }
    }
};

/// Applications can be found by when they are due.
struct found_by_due : newer {
    static void index(const state& now, index_rows& rows)
    {
        reminder::index(now, rows);
        rows.find_by("due", std::to_string(now.due));
    }
};

/// A store of four: one planned, one that fired, one that fired twice, and one that ended.
struct site : host {
    stream_id planned{};
    stream_id fired{};
    stream_id fired_twice{};
    std::int64_t due = 0;

    site()
    {
        auto desk = engine<reminder>::open(options()).value();
        due =
            std::chrono::duration_cast<std::chrono::seconds>(time.now().time_since_epoch()).count();
        const auto plan = [&] { return given(desk, no_stream, reminder::act::plan); };
        planned = plan();
        fired = plan();
        fired_twice = plan();
        const auto ended = plan();
        for (const auto stream : {fired, fired_twice, fired_twice}) {
            given(desk, stream, reminder::act::fire);
        }
        given(desk, fired, reminder::act::plan);
        given(desk, fired_twice, reminder::act::plan);
        given(desk, ended, reminder::act::end);
    }

    stream_id given(engine<reminder>& desk, stream_id to, reminder::act what) const
    {
        return desk.submit({{what, due}, officer(), to, {}, {}}).value().stream;
    }

    template <class Rules>
    result<audit<Rules>> opened(bool with_key = false) const
    {
        audit_options options;
        options.directory = where.str();
        if (with_key) {
            options.key = key_of_store();
        }
        return audit<Rules>::open(options);
    }

    /// @return What became of each application under way.
    template <class Rules>
    std::map<stream_id, rehearsed> tried(bool with_key = false) const
    {
        std::map<stream_id, rehearsed> out;
        const auto store = opened<Rules>(with_key);
        BOOST_REQUIRE(store.has_value());
        const auto done = store->rehearse([&](const rehearsed& one, const reminder::state&) {
            out.emplace(one.stream, one);
            return true;
        });
        BOOST_REQUIRE(done.has_value());
        BOOST_TEST(out.size() == 3U);
        for (const auto& [stream, one] : out) {
            BOOST_TEST(one.begun_under == "reminder/1");
            BOOST_TEST(((one.how == fitness::fits) == one.what.empty()));
        }
        return out;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_rules_understand_fits)
{
    const site here;
    for (const auto& [stream, one] : here.tried<newer>(true)) {
        BOOST_TEST((one.how == fitness::fits));
        BOOST_TEST((one.at == position{0}));
        BOOST_TEST((one.due == instant{std::chrono::seconds{here.due}}));
    }
    for (const auto& [stream, one] : here.tried<reminder>()) {
        BOOST_TEST((one.how == fitness::fits));
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_is_not_read_any_more_needs_a_mapping)
{
    const site here;
    for (const auto& [stream, one] : here.tried<without_plans>()) {
        BOOST_TEST((one.how == fitness::needs_mapping));
        BOOST_TEST((one.at == position{number_of(stream)}));
    }
}

BOOST_AUTO_TEST_CASE(a_history_that_cannot_happen_any_more_is_stuck_where_it_fails)
{
    const site here;
    const auto found = here.tried<once_only>();
    BOOST_TEST((found.at(here.planned).how == fitness::fits));
    BOOST_TEST((found.at(here.fired).how == fitness::fits));
    BOOST_TEST((found.at(here.fired_twice).how == fitness::stuck));
    BOOST_TEST((found.at(here.fired_twice).at == position{7}));
}

BOOST_AUTO_TEST_CASE(a_state_that_does_not_follow_by_these_rules_needs_a_mapping)
{
    const site here;
    const auto found = here.tried<counted_double>();
    BOOST_TEST((found.at(here.planned).how == fitness::fits));
    BOOST_TEST((found.at(here.fired).how == fitness::needs_mapping));
    BOOST_TEST((found.at(here.fired).at == position{0}));
}

BOOST_AUTO_TEST_CASE(another_form_of_states_fits_as_long_as_the_old_one_is_read)
{
    const site here;
    for (const auto& [stream, one] : here.tried<kept_otherwise>()) {
        BOOST_TEST((one.how == fitness::fits));
    }
    for (const auto& [stream, one] : here.tried<not_read_any_more>()) {
        BOOST_TEST((one.how == fitness::needs_mapping));
    }
}

BOOST_AUTO_TEST_CASE(what_these_rules_end_or_would_never_see_again_is_told)
{
    site here;
    const auto ended = here.tried<over_when_fired>();
    BOOST_TEST((ended.at(here.planned).how == fitness::fits));
    BOOST_TEST((ended.at(here.fired).how == fitness::needs_mapping));
    {
        auto desk = engine<reminder>::open(here.options()).value();
        here.given(desk, here.fired, reminder::act::fire);
    }
    // It stands in no list, and nothing is planned for it.
    const auto lost = here.tried<newer>();
    BOOST_TEST((lost.at(here.planned).how == fitness::fits));
    BOOST_TEST((lost.at(here.fired).how == fitness::stuck));
    BOOST_TEST(!lost.at(here.fired).due.has_value());
}

BOOST_AUTO_TEST_CASE(what_these_rules_find_it_by_must_be_there)
{
    const site here;
    for (const auto& [stream, one] : here.tried<found_by_due>(true)) {
        BOOST_TEST((one.how == fitness::needs_mapping));
    }
    // Without the store's key nobody can say.
    for (const auto& [stream, one] : here.tried<found_by_due>(false)) {
        BOOST_TEST((one.how == fitness::fits));
    }
}

BOOST_AUTO_TEST_CASE(it_ends_when_it_is_told_to_and_says_where_the_store_is_damaged)
{
    const site here;
    int seen = 0;
    const auto one = [&](const rehearsed&, const reminder::state&) { return ++seen < 1; };
    BOOST_TEST(here.opened<newer>().value().rehearse(one).has_value());
    BOOST_TEST(seen == 1);
    const auto all = [](const rehearsed&, const reminder::state&) { return true; };
    const auto stopped =
        here.opened<newer>().value().rehearse(all, [](std::uint64_t done, std::uint64_t total) {
            BOOST_TEST(done == 1U);
            BOOST_TEST(total == 3U);
            return false;
        });
    BOOST_TEST((stopped.has_error() && stopped.error() == errc::cancelled));
    journal::batch hole;
    hole.first = position{1};
    hole.events.emplace_back("no record");
    tamper(here, hole);
    const auto damaged = here.opened<newer>();
    BOOST_TEST((!damaged || damaged->rehearse(all).error() == condition::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()
