// A workflow is the host's code: what it writes wrongly is refused, before anything is on record that nobody can read.
#include <acikkapi/audit.hpp>
#include <acikkapi/keys.hpp>

#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(engine_wrong_workflow)

namespace {

using namespace acikkapi;
using namespace support;

/// As a first draft may be: what it does wrongly is said by the amount.
struct draft : tally {
    static constexpr std::int64_t no_type = 1;
    static constexpr std::int64_t no_schema = 2;
    static constexpr std::int64_t falling = 3;
    static constexpr std::int64_t twice = 4;
    static constexpr std::int64_t beyond = 5;
    static constexpr std::int64_t falling_state = 6;
    static constexpr std::int64_t sound = 7;

    static std::vector<personal_part> others_for(std::int64_t what)
    {
        switch (what) {
        case falling:
        case falling_state: return {{2, "b", false}, {1, "a", false}};
        case twice: return {{1, "a", false}, {1, "b", false}};
        case beyond: return {{whose_max + 1, "a", false}};
        default: return {{1, "", true}, {2, "b", false}};
        }
    }
    static encoded encode(const event& fact)
    {
        auto out = tally::encode(fact);
        out.type = fact == no_type ? 0 : 1;
        out.schema = fact == no_schema ? 0 : 1;
        out.others = others_for(fact == falling_state ? sound : fact);
        return out;
    }
    static encoded encode(const state& now)
    {
        auto out = tally::encode(now);
        out.others = others_for(now.sum == falling_state ? falling : sound);
        return out;
    }
};

/// Names the persons of a state also when there is nothing to say: in JSON, say.
struct with_names : tally {
    static encoded encode(const event& fact)
    {
        auto out = tally::encode(fact);
        out.personal = "Deneme";
        return out;
    }
    static encoded encode(const state& now)
    {
        auto out = tally::encode(now);
        out.personal = "{}";
        return out;
    }
};

/// Ended long ago, but for the second; and the first names whom nobody may name any more.
struct leaving : with_names {
    static encoded encode(const event& fact) { return with_names::encode(fact); }
    static encoded encode(const state& now)
    {
        auto out = tally::encode(now);
        out.personal = now.sum == 1 ? "{}" : "";
        return out;
    }
    static void index(const state& now, index_rows& rows)
    {
        rows.list("ended", "", now.sum);
        rows.close();
    }
    static std::optional<instant> ended_at(const state& now)
    {
        return now.sum == 2 ? std::nullopt : std::optional{instant{}};
    }
};

/// Cannot be written any more when somebody was told.
struct spoiled_later : tally {
    static encoded encode(const event& fact) { return tally::encode(fact); }
    static encoded encode(const state& now)
    {
        auto out = tally::encode(now);
        out.others = draft::others_for(now.told > 0 ? draft::falling : draft::sound);
        return out;
    }
};

template <class W>
request<W>
adding(std::int64_t amount, stream_id to = no_stream, std::optional<std::string> key = {})
{
    return {{amount, 1}, officer(), to, std::move(key), {}};
}

origin by_law()
{
    auto out = officer();
    out.on = authority::parse("kvkk:7").value();
    return out;
}

struct sealed_site : host {
    std::unique_ptr<key_provider> keys = open_key_files(where.str("kek")).value();

    [[nodiscard]] engine_options sealed()
    {
        auto out = options();
        out.directory = where.str("store");
        out.vault = {keys.get(), where.str("persons")};
        return out;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_could_not_be_read_again_is_refused_and_nothing_is_on_record)
{
    host h;
    {
        auto desk = engine<draft>::open(h.options()).value();
        for (const auto amount :
             {draft::no_type,
              draft::no_schema,
              draft::falling,
              draft::twice,
              draft::beyond,
              draft::falling_state}) {
            for (const auto& key :
                 {std::optional<std::string>{}, std::optional<std::string>{"k"}}) {
                const auto done = desk.submit(adding<draft>(amount, no_stream, key));
                BOOST_TEST((!done && done.error() == errc::bad_argument), amount);
            }
        }
        BOOST_TEST((desk.head() == position{0}));
        BOOST_TEST(desk.submit(adding<draft>(draft::sound)).has_value());
    }
    {
        const auto desk = engine<draft>::open(h.options()).value();
        const auto one = desk.feed().next(10).value();
        BOOST_REQUIRE(one.size() == 1U);
        BOOST_TEST(desk.views().find(one.front().stream)->state.sum == draft::sound);
        BOOST_TEST((one.front().payload.others == std::vector<personal_part>{{2, "b", false}}));
    }
    audit_options how;
    how.directory = h.where.str();
    how.key = h.options().key;
    BOOST_TEST(!audit<draft>::open(how).value().verify().value().first_divergence);
}

BOOST_AUTO_TEST_CASE(who_would_still_be_named_is_not_erased_and_his_key_stays)
{
    sealed_site here;
    auto desk = engine<with_names>::open(here.sealed()).value();
    const auto stream = desk.submit(adding<with_names>(1)).value().stream;

    const auto erased = desk.erase(std::vector{person_of{stream, 0}}, by_law());
    BOOST_TEST((!erased && erased.error() == errc::bad_argument));
    BOOST_TEST(desk.submit(adding<with_names>(2, stream)).has_value());
    BOOST_TEST(desk.views().find(stream)->state.sum == 3);
}

BOOST_AUTO_TEST_CASE(one_that_cannot_be_destroyed_is_not_in_the_way_of_others)
{
    sealed_site here;
    auto desk = engine<leaving>::open(here.sealed()).value();
    for (const auto amount : {1, 2, 3}) {
        static_cast<void>(desk.submit(adding<leaving>(amount)).value());
    }
    const auto done = desk.destroy_due({std::chrono::days{100}}, by_law()).value();
    BOOST_TEST(done.erased.size() == 1U);
    BOOST_TEST(done.refused == 1U);
    BOOST_TEST(done.next.empty());
}

BOOST_AUTO_TEST_CASE(what_became_of_a_letter_is_on_record_though_its_state_could_not_be_read)
{
    host h;
    auto options = h.options();
    function_adapter<notifier> sms{h.disk.get_executor(), [](const hand_over&) {
                                       return hand_result{delivery::delivered, "ok"};
                                   }};
    options.notifiers["sms"] = &sms;
    auto desk = engine<spoiled_later>::open(options).value();
    auto end = desk.async_run(asio::use_future);
    const auto stream = desk.submit(adding<spoiled_later>(1)).value().stream;
    BOOST_TEST(eventually([&] {
        const auto last = desk.views().timeline(stream).value().back();
        return last.kind == record_kind::refusal &&
               last.refused_with == static_cast<int>(errc::bad_argument);
    }));
    BOOST_TEST((desk.views().find(stream)->version == 1));
    desk.stop();
    end.get();
}

BOOST_AUTO_TEST_SUITE_END()
