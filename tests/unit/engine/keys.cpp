// An application keeps what became of so many commands with a key; what comes then.
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_keys)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

/// What is taken as long as the application has no more keys than two.
struct three_keys : tally {
    static result<std::vector<event>>
    decide(const state& before, const add& wish, const context& about)
    {
        return about.keys < 3 ? tally::decide(before, wish, about) : errc::limit_reached;
    }
};

template <class W>
request<W> giving(stream_id to, std::string key, std::int64_t amount = 1)
{
    request<W> out;
    out.wish.amount = amount;
    out.from = adding(1).from;
    out.stream = to;
    if (!key.empty()) {
        out.key = std::move(key);
    }
    return out;
}

/// So many commands under keys, of which no letter follows.
void give_keyed(desk_of& e, stream_id stream, std::size_t thousands)
{
    for (std::size_t i = 0; i < thousands; ++i) {
        batch<tally> many{{}, {}, "many " + std::to_string(i)};
        many.requests.assign(1'000, adding(tally::told_mark, stream));
        BOOST_REQUIRE(e.submit_all(std::move(many)).has_value());
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_became_of_a_letter_is_on_record_though_no_more_keys_are_kept)
{
    host h;
    const hand_result rejected{delivery::rejected, {}};
    function_adapter<notifier> sms{h.disk.get_executor(), [&](const hand_over& what) {
                                       return what.id == "1-0" ? hand_result{} : rejected;
                                   }};
    auto options = h.options();
    options.notifiers["sms"] = &sms;
    options.adapters["sms"].held = true;
    options.retries = {1s, 4s, 10s, 4};
    auto e = desk_of::open(options).value();
    auto end = e.async_run(asio::use_future);
    const auto stream = e.submit(adding(1)).value().stream;
    give_keyed(e, stream, 10);
    BOOST_TEST((error_of(e.submit(adding(1, stream, "one more"))) == errc::limit_reached));
    BOOST_TEST(e.submit(adding(1, stream)).has_value());
    // The first is given up, which these rules are told; the second is rejected, which they refuse.
    BOOST_TEST(e.release_letters("sms"));
    const auto is_settled = [&](record_kind kind, std::uint64_t cause) {
        const auto all = e.views().timeline(stream).value();
        return std::any_of(all.begin(), all.end(), [&](const record& one) {
            return one.kind == kind && one.caused_by == causation{position{cause}, 0, true};
        });
    };
    BOOST_TEST(eventually([&] {
        h.time.set(h.time.now() + 1s);
        return is_settled(record_kind::fact, 1) && is_settled(record_kind::refusal, 10'002);
    }));
    e.stop();
    end.get();
}

// As by somebody who may write to his application, and does so again and again.
BOOST_AUTO_TEST_CASE(who_is_refused_two_thousand_times_keeps_nobody_else_out)
{
    constexpr int kept = 2'000;
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto stream = e.submit(adding(1)).value().stream;
    const auto no = [&](int i) { return adding(-1, stream, "no " + std::to_string(i)); };
    std::vector<std::future<result<receipt>>> refused;
    for (int i = 0; i < kept; ++i) {
        refused.push_back(ask(e, no(i)));
    }
    for (auto& one : refused) {
        BOOST_REQUIRE((error_of(one.get()) == errc::not_permitted));
    }
    BOOST_TEST((error_of(e.submit(no(kept))) == errc::limit_reached));
    BOOST_TEST((error_of(e.submit(adding(-1, stream))) == errc::not_permitted));
    // What was answered stays so, and who has something to do does it.
    for (const int i : {0, kept - 1}) {
        BOOST_TEST((error_of(e.submit(no(i))) == errc::not_permitted));
    }
    const auto first = e.submit(adding(2, stream, "yes")).value();
    const auto again = e.submit(adding(2, stream, "yes")).value();
    BOOST_TEST((!first.repeated && again.repeated && again.first == first.first));
}

// Not how much has happened, of which there is no end: looks at what is personal, legal holds.
BOOST_AUTO_TEST_CASE(rules_are_told_how_many_keys_an_application_has_whatever_else_is_on_record)
{
    host h;
    auto e = engine<three_keys>::open(h.options()).value();
    const auto give = [&](stream_id to, std::string key, std::int64_t amount = 1) {
        return e.submit(giving<three_keys>(to, std::move(key), amount));
    };
    const auto stream = give(no_stream, "its own lies elsewhere").value().stream;
    for (int i = 0; i < 10; ++i) {
        BOOST_TEST_REQUIRE(give(stream, "").has_value());
        BOOST_TEST_REQUIRE(e.hold(stream, adding(1).from, "2026/77 Esas").has_value());
    }
    BOOST_TEST(give(stream, "first").has_value());
    BOOST_TEST(give(stream, "first").value().repeated);
    // What was refused counts for nothing: who is refused again and again keeps nobody out.
    for (const auto* const key : {"refused", "once more", "and again"}) {
        BOOST_TEST((error_of(give(stream, key, -1)) == errc::not_permitted));
    }
    BOOST_TEST(give(stream, "second").has_value());
    // Of a batch each has a key of its own.
    batch<three_keys> two{{}, {}, "both"};
    two.requests.assign(2, giving<three_keys>(stream, ""));
    BOOST_TEST((error_of(e.submit_all(two)) == errc::limit_reached));
    BOOST_TEST(give(stream, "third").has_value());
    BOOST_TEST((error_of(give(stream, "")) == errc::limit_reached));
}

BOOST_AUTO_TEST_SUITE_END()
