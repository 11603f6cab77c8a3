#include "host/secrets.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_secrets)

namespace {

std::string hex(const std::string& bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char one : bytes) {
        out += digits[static_cast<unsigned char>(one) >> 4U];
        out += digits[static_cast<unsigned char>(one) & 15U];
    }
    return out;
}

}  // namespace

// RFC 4648, 10, without the padding.
BOOST_AUTO_TEST_CASE(base_64_is_that_of_the_standard)
{
    using host::base64url;
    BOOST_TEST(base64url("") == "");
    BOOST_TEST(base64url("f") == "Zg");
    BOOST_TEST(base64url("fo") == "Zm8");
    BOOST_TEST(base64url("foo") == "Zm9v");
    BOOST_TEST(base64url("foobar") == "Zm9vYmFy");
    BOOST_TEST(base64url("\xfb\xff\xfe") == "-__-");
    BOOST_TEST(host::base64("f") == "Zg==");
    BOOST_TEST(host::base64("fo") == "Zm8=");
    BOOST_TEST(host::base64("foo") == "Zm9v");
    BOOST_TEST(host::base64("\xfb\xff\xfe") == "+//+");
}

BOOST_AUTO_TEST_CASE(what_was_encoded_is_decoded)
{
    for (std::size_t size = 0; size < 70; ++size) {
        const auto bytes = host::random_bytes(size);
        BOOST_TEST((host::base64url_decoded(host::base64url(bytes)) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(a_second_spelling_is_refused)
{
    BOOST_TEST(host::base64url_decoded("Zg").value() == "f");
    for (const auto* bad : {"Zg==", "Zh", "Z", "Zm9vY", "Zm9+", "Zm9/", "Zm 9v", "Zm9v\n"}) {
        BOOST_TEST(!host::base64url_decoded(bad).has_value(), bad);
    }
}

// FIPS 180-2; RFC 4231, test case 2.
BOOST_AUTO_TEST_CASE(digests_are_those_of_the_standards)
{
    BOOST_TEST(
        hex(host::digest_of("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(
        hex(host::keyed_digest("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

BOOST_AUTO_TEST_CASE(secrets_are_the_same_or_not)
{
    BOOST_TEST(host::same_secret("abc", "abc"));
    BOOST_TEST(!host::same_secret("abc", "abd"));
    BOOST_TEST(!host::same_secret("abc", "ab"));
    BOOST_TEST(!host::same_secret("", "a"));
    BOOST_TEST((host::random_bytes(32) != host::random_bytes(32)));
}

BOOST_AUTO_TEST_SUITE_END()
