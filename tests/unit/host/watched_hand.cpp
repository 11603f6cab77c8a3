#include "host/watched_hand.hpp"

#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

using namespace acikkapi;

namespace host_watched_hand {
namespace {

/// Says what it is told to say.
struct peer final : notifier {
    hand_result next{delivery::sent, "id=1"};

private:
    void
    do_hand_over(hand_over /*what*/, asio::any_completion_handler<void(hand_result)> done) override
    {
        auto how = next;
        std::move(done)(std::move(how));
    }
};

struct fixture {
    std::vector<std::string> lines;
    peer by;
    host::watched_hand<notifier> hand{
        by, "e-mail", [this](const std::string& line) { lines.push_back(line); }};

    void give(std::uint32_t times, hand_result how) { give(hand, "", times, std::move(how)); }
    void give(notifier& to, std::string recipient, std::uint32_t times, hand_result how)
    {
        hand_over what;
        what.what.recipient = std::move(recipient);
        by.next = std::move(how);
        for (std::uint32_t i = 0; i < times; ++i) {
            to.async_hand_over(what, asio::detached);
        }
    }
};

constexpr auto many = host::hand_watch::failures_max;

}  // namespace
}  // namespace host_watched_hand

BOOST_FIXTURE_TEST_SUITE(host_watched_hand, fixture)

BOOST_AUTO_TEST_CASE(who_fails_again_and_again_is_told_of_once_and_so_is_that_he_works_again)
{
    give(many - 1, {std::nullopt, "SMTP code 535"});
    BOOST_TEST(lines.empty());
    give(5, {std::nullopt, "SMTP code 535"});
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(lines[0] == "e-mail fails: 10 tries in a row, the last one: SMTP code 535");
    give(2, {delivery::sent, "SMTP code 250"});
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[1] == "e-mail works again");
}

BOOST_AUTO_TEST_CASE(a_failure_now_and_then_quiet_hours_and_refusals_are_nothing_to_tell)
{
    for (int i = 0; i < 3; ++i) {
        give(many - 1, {std::nullopt, "no answer"});
        give(1, {delivery::rejected, "no such mailbox"});
    }
    give(2 * many, hand_result::later(instant{}, "quiet hours"));
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(one_peer_of_many_that_is_down_is_told_of_though_the_others_work)
{
    host::watched_hand<notifier> each{
        by,
        "webhook",
        [this](const std::string& line) { lines.push_back(line); },
        host::peers::each_recipient};
    for (std::uint32_t i = 0; i < many; ++i) {
        give(each, "24301265", 1, {std::nullopt, "HTTP status 503"});
        give(each, "16708716", 1, {delivery::delivered, ""});
    }
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(
        lines[0] == "webhook of 24301265 fails: 10 tries in a row, the last one: HTTP status 503");
    give(each, "24301265", 1, {delivery::delivered, ""});
    BOOST_TEST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[1] == "webhook of 24301265 works again");
}

BOOST_AUTO_TEST_CASE(words_that_may_name_somebody_are_not_repeated)
{
    using host::words_without_people;
    for (const auto* const fine :
         {"SMTP code 535", "HTTP status 503", "login refused: ESME_RINVPASWD", "status 0x58"}) {
        BOOST_TEST(words_without_people(fine) == fine);
    }
    for (const auto* const named :
         {"no mailbox ayse@il.example", "to 0532 123 45 67", "+905321234567"}) {
        BOOST_TEST(words_without_people(named) == "in words that may name somebody");
    }
}

BOOST_AUTO_TEST_SUITE_END()
