#include <acikkapi/adapters/reply_token.hpp>

#include "adapters/codes.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_reply_token)

using namespace acikkapi;
using namespace std::chrono_literals;

namespace {

constexpr instant sunday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29};

reply_tokens tokens(std::vector<std::string> keys = {std::string(32, 'k')})
{
    return reply_tokens::make(std::move(keys)).value();
}

reply_scope scope()
{
    return {
        application_number::make(province::from_plate(34).value(), 2026, 48'213'975).value(),
        unit_id::parse("04301265").value(),
        3,
        {unit_act::accept, unit_act::ask},
        sunday + 24h};
}

errc refusal(
    const reply_tokens& by,
    std::string_view token,
    unit_act act = unit_act::ask,
    instant now = sunday)
{
    const auto out = by.check(token, act, now);
    return out ? errc{} : static_cast<errc>(out.error().value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_token_gives_back_what_it_is_good_for)
{
    const auto token = tokens().issue(scope()).value();
    BOOST_TEST(token.size() == 82U);
    BOOST_TEST(
        token.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == token.npos);
    BOOST_TEST((tokens().check(token, unit_act::ask, sunday).value() == scope()));
    BOOST_TEST((tokens().check(token, unit_act::accept, sunday).value() == scope()));
}

// Whoever has one today shall be able to use it after the next release.
BOOST_AUTO_TEST_CASE(the_layout_of_a_token_stays)
{
    const auto bytes = adapters::from_base64url(tokens().issue(scope()).value()).value();
    BOOST_TEST(
        adapters::hex(bytes.substr(0, 29)) == "01"                  // The layout,
                                              "22"                  // the province,
                                              "07ea"                // the year,
                                              "0000000002dfafd7"    // the serial,
                                              "0041a1d1"            // the unit,
                                              "00000003"            // the routing,
                                              "05"                  // the acts,
                                              "000000006b0cbc80");  // the end.
}

BOOST_AUTO_TEST_CASE(a_token_is_for_its_acts_only)
{
    const auto token = tokens().issue(scope()).value();
    for (const auto act : {unit_act::send_back, unit_act::interim, unit_act::answer}) {
        BOOST_TEST((refusal(tokens(), token, act) == errc::not_permitted));
    }
}

BOOST_AUTO_TEST_CASE(a_token_expires)
{
    const auto token = tokens().issue(scope()).value();
    BOOST_TEST((refusal(tokens(), token, unit_act::ask, sunday + 24h - 1us) == errc{}));
    BOOST_TEST((refusal(tokens(), token, unit_act::ask, sunday + 24h) == errc::too_late));
}

BOOST_AUTO_TEST_CASE(no_byte_of_a_token_can_be_changed)
{
    const auto token = tokens().issue(scope()).value();
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char other : {'A', 'B', 'z', '_', '=', ' '}) {
            auto changed = token;
            changed[i] = other;
            BOOST_TEST((changed == token || refusal(tokens(), changed) == errc::not_permitted), i);
        }
    }
    for (const auto& text : {std::string{}, token + "A", token.substr(1), token + token}) {
        BOOST_TEST((refusal(tokens(), text) == errc::not_permitted));
    }
}

BOOST_AUTO_TEST_CASE(keys_are_exchanged_without_a_gap)
{
    const std::string old_key(32, 'k');
    const std::string new_key(40, 'n');
    const auto token = tokens({old_key}).issue(scope()).value();
    BOOST_TEST((refusal(tokens({new_key, old_key}), token) == errc{}));
    BOOST_TEST((refusal(tokens({new_key}), token) == errc::not_permitted));
    const auto newer = tokens({new_key, old_key}).issue(scope()).value();
    BOOST_TEST((refusal(tokens({new_key}), newer) == errc{}));
    BOOST_TEST((refusal(tokens({old_key}), newer) == errc::not_permitted));
}

BOOST_AUTO_TEST_CASE(a_key_that_is_short_is_none)
{
    BOOST_TEST(!reply_tokens::make({}));
    BOOST_TEST(!reply_tokens::make({std::string(31, 'k')}));
    BOOST_TEST(!reply_tokens::make({std::string(32, 'k'), ""}));
    BOOST_TEST(!reply_tokens::make(std::vector<std::string>(9, std::string(32, 'k'))));
}

BOOST_AUTO_TEST_CASE(a_token_for_nothing_is_not_issued)
{
    auto none = scope();
    none.number = {};
    BOOST_TEST(!tokens().issue(none));
    none = scope();
    none.unit = {};
    BOOST_TEST(!tokens().issue(none));
    none = scope();
    none.acts = {};
    BOOST_TEST(!tokens().issue(none));
}

BOOST_AUTO_TEST_SUITE_END()
