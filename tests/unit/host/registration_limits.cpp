#include "host/registration_limits.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_registration_limits)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using host::moment;

const moment start{1h};

struct register_at {
    explicit register_at(const host::registration_rules& rules)
        : limits(rules, [this] { return now; })
    {}

    bool
    may(const commands::submit& wish, std::string_view key, std::string_view peer = "192.0.2.1")
    {
        refused = limits.refusal(wish, key, peer);
        return !refused;
    }

    moment now = start;
    host::registration_limits limits;
    std::optional<host::problem> refused;
};

commands::submit of(const char* identity, const char* mobile)
{
    commands::submit out;
    if (identity != nullptr) {
        out.applicant.identity = identity_number::parse(identity).value();
    }
    if (mobile != nullptr) {
        out.applicant.mobile = phone::parse(mobile).value();
    }
    return out;
}

constexpr auto somebody = "10000000146";
constexpr auto other = "99000000110";
constexpr auto one_phone = "0532 123 45 67";
constexpr auto other_phone = "0532 123 45 68";

}  // namespace

BOOST_AUTO_TEST_CASE(a_person_may_so_often_in_a_day_and_is_told_how_long_to_wait)
{
    register_at here{{2, 100, 100}};
    BOOST_TEST(here.may(of(somebody, nullptr), "1"));
    here.now += 1h;
    BOOST_TEST(here.may(of(somebody, nullptr), "2"));
    BOOST_TEST(!here.may(of(somebody, nullptr), "3"));
    BOOST_TEST(here.refused->status == 429U);
    BOOST_TEST(here.refused->code == "too_many_applications");
    BOOST_TEST((here.refused->retry_after == 23h));
    BOOST_TEST(here.may(of(other, nullptr), "4"));
    here.now += 23h - 1s;
    BOOST_TEST(!here.may(of(somebody, nullptr), "3"));
    here.now += 1s;
    BOOST_TEST(here.may(of(somebody, nullptr), "3"));
}

BOOST_AUTO_TEST_CASE(a_phone_counts_whoever_names_it)
{
    register_at here{{100, 2, 100}};
    BOOST_TEST(here.may(of(somebody, one_phone), "1"));
    BOOST_TEST(here.may(of(other, one_phone), "2"));
    BOOST_TEST(!here.may(of(nullptr, one_phone), "3"));
    BOOST_TEST(here.may(of(somebody, other_phone), "4"));
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_not_counted)
{
    register_at here{{1, 2, 100}};
    BOOST_TEST(here.may(of(somebody, one_phone), "1"));
    BOOST_TEST(!here.may(of(somebody, one_phone), "2"));
    BOOST_TEST(here.may(of(other, one_phone), "3"));
}

BOOST_AUTO_TEST_CASE(who_says_no_name_is_counted_by_his_network)
{
    register_at here{{100, 100, 2}};
    const commands::submit nobody;
    BOOST_TEST(here.may(nobody, "1", "2001:db8::1"));
    BOOST_TEST(here.may(nobody, "2", "2001:db8::2"));
    BOOST_TEST(!here.may(nobody, "3", "2001:db8::3"));
    BOOST_TEST(here.may(nobody, "3", "2001:db8:0:1::1"));
    here.now += 1h;
    BOOST_TEST(here.may(nobody, "4", "2001:db8::4"));
}

BOOST_AUTO_TEST_CASE(who_shares_a_network_is_not_told_that_it_is_his_name)
{
    register_at here{{1, 100, 2}};
    const commands::submit nobody;
    BOOST_TEST(here.may(of(somebody, nullptr), "1"));
    BOOST_TEST(!here.may(of(somebody, nullptr), "2"));
    BOOST_TEST(here.refused->code == "too_many_applications");
    BOOST_TEST(here.may(nobody, "3"));
    BOOST_TEST(!here.may(nobody, "4"));
    BOOST_TEST(here.refused->code == "too_many_from_network");
    BOOST_TEST((here.refused->retry_after == 1h));
}

BOOST_AUTO_TEST_CASE(without_an_address_or_a_rule_for_it_nobody_is_counted_by_it)
{
    register_at here{{100, 100, 1}};
    register_at proxied{{100, 100, 0}};
    const commands::submit nobody;
    for (const auto* const key : {"1", "2", "3"}) {
        BOOST_TEST(here.may(nobody, key, ""));
        BOOST_TEST(proxied.may(nobody, key));
    }
}

BOOST_AUTO_TEST_CASE(who_asks_again_with_the_same_key_is_not_counted_again)
{
    register_at here{{1, 100, 100}};
    BOOST_TEST(here.may(of(somebody, one_phone), "same"));
    BOOST_TEST(here.may(of(somebody, one_phone), "same"));
    BOOST_TEST(!here.may(of(somebody, one_phone), "another"));
    // A key that has brought nothing yet is worth nothing.
    BOOST_TEST(!here.may(of(somebody, one_phone), "another"));
    BOOST_TEST(!here.may(of(somebody, one_phone), ""));
}

BOOST_AUTO_TEST_CASE(of_too_many_all_are_forgotten_and_nobody_is_refused_for_others)
{
    host::tally few{1, 1h};
    few.count("first", start);
    for (std::size_t i = 1; i < host::tally::remembered_max; ++i) {
        few.count(std::to_string(i), start + 1min);
    }
    BOOST_TEST(few.wait("first", start + 1min).has_value());
    few.count("one more", start + 1min);
    BOOST_TEST(!few.wait("first", start + 1min).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
