#include "host/sealer.hpp"
#include "host/secrets.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_sealer)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

host::sealer::key key_of(char with)
{
    host::sealer::key out{};
    out.fill(static_cast<std::byte>(with));
    return out;
}

/// A sealer whose clock the test moves.
struct bench {
    instant now = noon;

    [[nodiscard]] host::sealer with(char own, std::optional<char> before = std::nullopt)
    {
        std::optional<host::sealer::key> old;
        if (before) {
            old = key_of(*before);
        }
        return {key_of(own), old, [this] { return now; }};
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_sealed_opens_for_its_purpose_only)
{
    bench at;
    const auto how = at.with('a');
    const std::string text = "taslak ğüş";
    const auto sealed = how.seal("draft", text, noon + 1h);
    BOOST_TEST(how.open("draft", sealed).value() == text);
    BOOST_TEST(!how.open("session", sealed).has_value());
    BOOST_TEST(!how.open("", sealed).has_value());
    BOOST_TEST(how.open("", how.seal("", "", noon + 1h)).value().empty());
}

BOOST_AUTO_TEST_CASE(it_opens_until_its_time_is_over)
{
    bench at;
    const auto how = at.with('a');
    const auto sealed = how.seal("draft", "x", noon + 1h);
    at.now = noon + 1h - 1us;
    BOOST_TEST(how.open("draft", sealed).has_value());
    at.now = noon + 1h;
    BOOST_TEST(!how.open("draft", sealed).has_value());
}

BOOST_AUTO_TEST_CASE(nothing_of_the_text_is_to_be_seen)
{
    bench at;
    const auto how = at.with('a');
    const auto sealed = how.seal("draft", "secret", noon + 1h);
    BOOST_TEST(host::base64url_decoded(sealed).value().find("secret") == std::string::npos);
    BOOST_TEST(sealed != how.seal("draft", "secret", noon + 1h));
    BOOST_TEST(
        sealed.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_altered_or_cut_anywhere_does_not_open)
{
    bench at;
    const auto how = at.with('a');
    const auto bytes = host::base64url_decoded(how.seal("draft", "x", noon + 1h)).value();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto altered = bytes;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        BOOST_TEST(!how.open("draft", host::base64url(altered)).has_value());
        BOOST_TEST(!how.open("draft", host::base64url(bytes.substr(0, i))).has_value());
        BOOST_TEST(!how.open("draft", host::base64url(bytes.substr(i + 1))).has_value());
    }
    BOOST_TEST(!how.open("draft", host::base64url(bytes + "x")).has_value());
    BOOST_TEST(!how.open("draft", "").has_value());
    BOOST_TEST(!how.open("draft", "not base 64!").has_value());
}

BOOST_AUTO_TEST_CASE(the_key_before_opens_and_no_other)
{
    bench at;
    const auto sealed = at.with('a').seal("draft", "x", noon + 1h);
    BOOST_TEST(at.with('b', 'a').open("draft", sealed).has_value());
    BOOST_TEST(!at.with('b').open("draft", sealed).has_value());
    BOOST_TEST(!at.with('b', 'c').open("draft", sealed).has_value());
    // It seals with its own.
    BOOST_TEST(!at.with('a').open("draft", at.with('b', 'a').seal("draft", "x", noon + 1h)));
}

BOOST_AUTO_TEST_CASE(texts_have_a_bound)
{
    bench at;
    const auto how = at.with('a');
    const std::string most(host::sealer::text_bytes_max, 'x');
    BOOST_TEST((how.open("draft", how.seal("draft", most, noon + 1h)) == most));
    BOOST_CHECK_THROW(
        static_cast<void>(how.seal("draft", most + "x", noon + 1h)), std::length_error);
}

BOOST_AUTO_TEST_SUITE_END()
