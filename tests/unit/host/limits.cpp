#include "host/limits.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_limits)

namespace {

using namespace std::chrono_literals;
using host::bucket_rule;
using host::moment;

const moment start{1h};

/// So generous that it never says no.
constexpr bucket_rule endless{1e9, 1e9};

unsigned taken(host::rate_limiter& from, const std::string& address, moment now, unsigned tries)
{
    unsigned out = 0;
    for (unsigned i = 0; i < tries; ++i) {
        out += from.take(address, now) ? 0U : 1U;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_bucket_gives_its_burst_and_then_so_many_a_second)
{
    host::token_bucket bucket{{3, 2}, start};
    BOOST_TEST(!bucket.take(start).has_value());
    BOOST_TEST(!bucket.take(start).has_value());
    BOOST_TEST(!bucket.take(start).has_value());
    BOOST_TEST((bucket.take(start) == 1s));
    BOOST_TEST(!bucket.take(start + 500ms).has_value());
    BOOST_TEST((bucket.take(start + 500ms) == 1s));
}

BOOST_AUTO_TEST_CASE(a_rest_does_not_fill_a_bucket_above_its_burst)
{
    host::token_bucket bucket{{2, 1}, start};
    BOOST_TEST(bucket.full(start));
    BOOST_TEST(!bucket.take(start + 1h).has_value());
    BOOST_TEST(!bucket.full(start + 1h));
    BOOST_TEST(!bucket.take(start + 1h).has_value());
    BOOST_TEST(bucket.take(start + 1h).has_value());
}

BOOST_AUTO_TEST_CASE(who_waits_as_long_as_he_is_told_may)
{
    host::token_bucket bucket{{1, 0.3}, start};
    BOOST_TEST(!bucket.take(start).has_value());
    const auto wait = bucket.take(start);
    BOOST_TEST((wait == 4s));
    BOOST_TEST(bucket.take(start + *wait - 1s).has_value());
    BOOST_TEST(!bucket.take(start + *wait).has_value());
}

BOOST_AUTO_TEST_CASE(each_address_has_a_bucket_of_its_own)
{
    host::rate_limiter limiter{{3, 1}, endless, start};
    BOOST_TEST(taken(limiter, "192.0.2.1", start, 10) == 3U);
    BOOST_TEST(taken(limiter, "192.0.2.2", start, 10) == 3U);
}

BOOST_AUTO_TEST_CASE(one_network_of_ipv6_is_one_address)
{
    host::rate_limiter limiter{{3, 1}, endless, start};
    BOOST_TEST(taken(limiter, "2001:db8:0:1::1", start, 2) == 2U);
    BOOST_TEST(taken(limiter, "2001:db8:0:1:ffff::2", start, 2) == 1U);
    BOOST_TEST(taken(limiter, "2001:db8:0:2::1", start, 2) == 2U);
}

// So a listener on `::` sees who comes by IPv4.
BOOST_AUTO_TEST_CASE(ipv4_within_ipv6_is_the_address_that_it_is)
{
    host::rate_limiter limiter{{3, 1}, endless, start};
    BOOST_TEST(taken(limiter, "::ffff:192.0.2.1", start, 10) == 3U);
    BOOST_TEST(taken(limiter, "::ffff:192.0.2.2", start, 10) == 3U);
    BOOST_TEST(host::network_of("::ffff:192.0.2.1") == host::network_of("192.0.2.1"));
}

BOOST_AUTO_TEST_CASE(all_together_have_a_limit_and_one_alone_does_not_use_it_up)
{
    host::rate_limiter limiter{{5, 1}, {8, 1}, start};
    BOOST_TEST(taken(limiter, "192.0.2.1", start, 1'000) == 5U);
    BOOST_TEST(taken(limiter, "192.0.2.2", start, 5) == 3U);
    BOOST_TEST(taken(limiter, "192.0.2.3", start, 5) == 0U);
}

BOOST_AUTO_TEST_CASE(memory_is_bounded_whatever_comes_and_new_addresses_share_then)
{
    host::rate_limiter limiter{{3, 1}, endless, start};
    for (std::size_t i = 0; i < host::rate_limiter::addresses_max; ++i) {
        BOOST_REQUIRE(!limiter.take(std::to_string(i), start).has_value());
    }
    BOOST_TEST(taken(limiter, "192.0.2.1", start, 2) == 2U);
    BOOST_TEST(taken(limiter, "192.0.2.2", start, 2) == 1U);
    // The known ones are rested: their places are free.
    BOOST_TEST(taken(limiter, "192.0.2.3", start + 1min, 5) == 3U);
    BOOST_TEST(taken(limiter, "192.0.2.4", start + 1min, 5) == 3U);
}

BOOST_AUTO_TEST_CASE(the_fifth_wrong_code_locks_a_number_for_a_quarter_of_an_hour)
{
    host::code_guard guard;
    for (int i = 0; i < 4; ++i) {
        guard.wrong("34-1", start);
        BOOST_TEST(!guard.locked("34-1", start).has_value());
    }
    guard.wrong("34-1", start);
    BOOST_TEST((guard.locked("34-1", start) == 900s));
    BOOST_TEST((guard.locked("34-1", start + 14min + 59s) == 1s));
    BOOST_TEST(!guard.locked("34-1", start + 15min).has_value());
    BOOST_TEST(!guard.locked("34-2", start).has_value());
}

BOOST_AUTO_TEST_CASE(guesses_are_counted_anew_after_the_lock_and_after_a_right_code)
{
    host::code_guard guard;
    for (int i = 0; i < 5; ++i) {
        guard.wrong("a", start);
    }
    guard.wrong("a", start + 15min);
    BOOST_TEST(!guard.locked("a", start + 15min).has_value());
    for (int i = 0; i < 4; ++i) {
        guard.wrong("b", start);
    }
    guard.right("b");
    guard.wrong("b", start);
    BOOST_TEST(!guard.locked("b", start).has_value());
}

BOOST_AUTO_TEST_CASE(of_too_many_numbers_the_oldest_guess_is_forgotten)
{
    host::code_guard guard;
    for (int i = 0; i < 5; ++i) {
        guard.wrong("oldest", start);
    }
    for (std::size_t i = 1; i < host::code_guard::numbers_max; ++i) {
        guard.wrong(std::to_string(i), start + 1s);
    }
    BOOST_TEST(guard.locked("oldest", start + 1s).has_value());
    guard.wrong("one more", start + 1s);
    BOOST_TEST(!guard.locked("oldest", start + 1s).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
