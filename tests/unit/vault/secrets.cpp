#include "vault/secrets.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(vault_secrets)

namespace {

using namespace acikkapi;
using namespace acikkapi::vault;

template <class Bytes>
std::string hex(const Bytes& bytes)
{
    std::string out;
    for (const auto one : bytes) {
        std::array<char, 3> two{};
        std::snprintf(two.data(), two.size(), "%02x", static_cast<unsigned>(one) & 0xffU);
        out += two.data();
    }
    return out;
}

std::string_view characters(const digest& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// HMAC as RFC 2104 writes it, a second time and over `sha256`, to compare with.
digest hmac(std::string key, const std::string& text)
{
    key.resize(64, '\0');
    std::string inner = key;
    std::string outer = key;
    for (std::size_t i = 0; i < key.size(); ++i) {
        inner[i] = static_cast<char>(inner[i] ^ 0x36);
        outer[i] = static_cast<char>(outer[i] ^ 0x5c);
    }
    return sha256({outer, characters(sha256({inner, text}))});
}

std::array<std::byte, 32> key_of(unsigned char fill)
{
    std::array<std::byte, 32> out{};
    out.fill(std::byte{fill});
    return out;
}

const secrets some{key_of(7)};

}  // namespace

// FIPS 180-4 and its examples.
BOOST_AUTO_TEST_CASE(sha256_gives_the_published_answers)
{
    BOOST_TEST(
        hex(sha256({""})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(
        hex(sha256({"abc"})) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(
        hex(sha256({"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"})) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    BOOST_TEST(
        hex(sha256({std::string(1'000'000, 'a')})) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 4231, cases 1, 2 and 3.
BOOST_AUTO_TEST_CASE(the_second_hmac_gives_the_published_answers)
{
    BOOST_TEST(
        hex(hmac(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    BOOST_TEST(
        hex(hmac("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(
        hex(hmac(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

BOOST_AUTO_TEST_CASE(a_lookup_hash_is_half_an_hmac_over_name_zero_and_value)
{
    const std::string text{"lookup/phone\0+905320000000", 26};
    BOOST_TEST(
        some.lookup_hash("phone", "+905320000000") ==
        characters(hmac(std::string(32, '\7'), text)).substr(0, 16));
}

BOOST_AUTO_TEST_CASE(a_name_and_a_value_do_not_run_together)
{
    BOOST_TEST(some.lookup_hash("a", "bc") != some.lookup_hash("ab", "c"));
    BOOST_TEST(some.lookup_hash("a", "") != some.lookup_hash("", "a"));
    BOOST_TEST(some.lookup_hash("a", "b") != secrets{key_of(8)}.lookup_hash("a", "b"));
}

BOOST_AUTO_TEST_CASE(an_idempotency_key_is_kept_as_half_its_hash)
{
    BOOST_TEST(hex(hash_key("abc")) == "ba7816bf8f01cfea414140de5dae2223");
}

BOOST_AUTO_TEST_CASE(a_command_is_told_by_eight_bytes_of_an_hmac)
{
    const std::string text{"command\0abc", 11};
    const auto full = hex(hmac(std::string(32, '\7'), text));
    BOOST_TEST(some.command_hash("abc") == std::stoull(full.substr(0, 16), nullptr, 16));
    BOOST_TEST(some.command_hash("abc") != secrets{key_of(8)}.command_hash("abc"));
}

BOOST_AUTO_TEST_CASE(serials_are_one_to_one_with_streams)
{
    std::mt19937_64 random{4231};
    std::set<std::uint64_t> streams{0, 1, 2, 31'622, 31'623, 999'999'999};
    while (streams.size() < 20'000) {
        streams.insert(random() % secrets::serials);
    }
    std::set<std::uint64_t> seen;
    for (const auto one : streams) {
        const auto serial = some.serial_of(stream_id{one});
        BOOST_REQUIRE_LT(serial, secrets::serials);
        BOOST_REQUIRE(seen.insert(serial).second);
        BOOST_REQUIRE_EQUAL(number_of(some.stream_of(serial)), one);
    }
}

BOOST_AUTO_TEST_CASE(every_serial_is_some_stream)
{
    std::mt19937_64 random{4232};
    for (int i = 0; i < 5'000; ++i) {
        const auto serial = random() % secrets::serials;
        const auto stream = some.stream_of(serial);
        BOOST_REQUIRE_LT(number_of(stream), secrets::serials);
        BOOST_REQUIRE_EQUAL(some.serial_of(stream), serial);
    }
}

// 31,623² is a little more than 10^9: these streams are first sent to numbers beyond it.
BOOST_AUTO_TEST_CASE(a_stream_whose_number_would_be_out_of_range_is_sent_on)
{
    BOOST_TEST(some.serial_of(stream_id{499'317}) == 529'432'392U);
    BOOST_TEST(some.serial_of(stream_id{651'995}) == 958'484'750U);
    BOOST_TEST(number_of(some.stream_of(529'432'392)) == 499'317U);
    BOOST_TEST(number_of(some.stream_of(958'484'750)) == 651'995U);
}

// Who has one number must not know the next. Of neighbours one in a billion would be neighbours.
BOOST_AUTO_TEST_CASE(the_serials_of_neighbours_are_far_apart)
{
    unsigned near = 0;
    for (std::uint64_t i = 1; i < 2'000; ++i) {
        const auto a = static_cast<std::int64_t>(some.serial_of(stream_id{i}));
        const auto b = static_cast<std::int64_t>(some.serial_of(stream_id{i + 1}));
        near += std::abs(a - b) < 100'000 ? 1U : 0U;
    }
    BOOST_TEST(near < 10U);  // Chance alone gives 0.4.
}

BOOST_AUTO_TEST_CASE(another_key_gives_other_serials_codes_and_checks)
{
    const secrets other{key_of(8)};
    unsigned same = 0;
    for (std::uint64_t i = 1; i <= 200; ++i) {
        same += some.serial_of(stream_id{i}) == other.serial_of(stream_id{i}) ? 1U : 0U;
        BOOST_TEST(some.lookup_code(stream_id{i}) != other.lookup_code(stream_id{i}));
    }
    BOOST_TEST(same == 0U);
    BOOST_TEST(some.check_value() != other.check_value());
    BOOST_TEST(some.check_value() == secrets{key_of(7)}.check_value());
    BOOST_TEST(some.check_value().size() == 16U);
}

BOOST_AUTO_TEST_CASE(no_two_applications_share_a_code)
{
    std::set<std::string> seen;
    for (std::uint64_t i = 1; i <= 20'000; ++i) {
        BOOST_REQUIRE(seen.insert(some.lookup_code(stream_id{i})).second);
    }
}

BOOST_AUTO_TEST_CASE(a_code_has_14_characters_of_the_alphabet_and_uses_all_of_it)
{
    const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<std::set<char>, secrets::code_size> used;
    for (std::uint64_t i = 1; i <= 1'000; ++i) {
        const auto code = some.lookup_code(stream_id{i});
        BOOST_REQUIRE_EQUAL(code.size(), 14U);
        BOOST_REQUIRE(code.find_first_not_of(alphabet) == std::string::npos);
        for (std::size_t place = 0; place < code.size(); ++place) {
            used[place].insert(code[place]);
        }
    }
    for (const auto& letters : used) {
        BOOST_TEST(letters.size() == alphabet.size());
    }
}

BOOST_AUTO_TEST_CASE(a_code_may_be_written_small_and_with_letters_for_digits)
{
    unsigned replaced = 0;
    for (std::uint64_t i = 1; i <= 50; ++i) {
        const stream_id stream{i};
        const auto code = some.lookup_code(stream);
        BOOST_TEST(some.is_lookup_code(stream, code));
        for (const std::string_view pair : {"0O", "0o", "1I", "1i", "1L", "1l"}) {
            std::string spelled = code;
            std::replace(spelled.begin(), spelled.end(), pair[0], pair[1]);
            replaced += spelled != code ? 1U : 0U;
            BOOST_TEST(some.is_lookup_code(stream, spelled));
        }
        std::string small = code;
        std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) {
            return static_cast<char>(std::tolower(c));
        });
        BOOST_TEST(some.is_lookup_code(stream, small));
    }
    BOOST_TEST(replaced > 100U);
}

BOOST_AUTO_TEST_CASE(any_other_text_is_not_the_code)
{
    const stream_id stream{5};
    const auto code = some.lookup_code(stream);
    BOOST_TEST(!some.is_lookup_code(stream_id{6}, code));
    BOOST_TEST(!some.is_lookup_code(stream, ""));
    BOOST_TEST(!some.is_lookup_code(stream, code + "0"));
    BOOST_TEST(!some.is_lookup_code(stream, code.substr(0, 13)));
    BOOST_TEST(!some.is_lookup_code(stream, code.substr(0, 13) + '\0'));
    BOOST_TEST(!some.is_lookup_code(stream, code + '\0'));
    for (std::size_t place = 0; place < code.size(); ++place) {
        std::string wrong = code;
        wrong[place] = wrong[place] == 'A' ? 'B' : 'A';
        BOOST_TEST(!some.is_lookup_code(stream, wrong), place);
    }
}

// These are in the hands of citizens and in rows: they never change. A second program, in another
// language, computed the same.
BOOST_AUTO_TEST_CASE(what_a_store_derives_from_its_key_is_the_same_for_ever)
{
    BOOST_TEST(hex(some.check_value()) == "e58f2f5b55c01a1a232644ee6b600144");
    BOOST_TEST(some.serial_of(stream_id{1}) == 479'124'276U);
    BOOST_TEST(some.serial_of(stream_id{2}) == 704'424'220U);
    BOOST_TEST(some.serial_of(stream_id{999'999'999}) == 71'333'279U);
    BOOST_TEST(some.lookup_code(stream_id{1}) == "9QJ9W1WM6Y46HA");
    BOOST_TEST(some.lookup_code(stream_id{999'999'999}) == "06AB6PSCJKKD4J");
    BOOST_TEST(
        hex(some.lookup_hash("subject", "10000000146")) == "479fa8208185306900307dc7b5b50908");
}

BOOST_AUTO_TEST_SUITE_END()
