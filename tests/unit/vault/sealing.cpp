#include "vault/sealing.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/test/unit_test.hpp>

#include <iterator>
#include <set>

BOOST_AUTO_TEST_SUITE(vault_sealing)

namespace {

using namespace acikkapi::vault;

secret_key key_of(unsigned first = 0)
{
    std::array<std::byte, secret_key::size> out{};
    for (auto& one : out) {
        one = static_cast<std::byte>(first++);
    }
    return secret_key{out};
}

std::string hex(const std::string& bytes)
{
    std::string out;
    boost::algorithm::hex_lower(bytes, std::back_inserter(out));
    return out;
}

const std::string somebody = "Ayşe Yılmaz";

}  // namespace

BOOST_AUTO_TEST_CASE(it_is_sealed_as_anybody_does_by_the_rule)
{
    // By another program, in another language, with a cipher of its own.
    BOOST_TEST(
        hex(seal(key_of(), somebody, "stream 7")) ==
        "786443f69509fdd470ec14c2ea62599d159a45662ae2358f1ba319161d80986ebe401dd2ee2c893650");
    BOOST_TEST(
        hex(seal(key_of(), "", "")) == "bd64a76943e8149db393df4375ca032131578a111fe8f59763e36e53");
}

BOOST_AUTO_TEST_CASE(what_was_sealed_is_read_with_the_key_and_what_it_belongs_to)
{
    for (const std::string& clear :
         {std::string{}, std::string{"a"}, somebody, std::string(100'000, '\0')}) {
        const auto sealed = seal(key_of(), clear, "here");
        BOOST_TEST(sealed.size() == clear.size() + seal_size);
        BOOST_TEST((unseal(key_of(), sealed, "here") == clear));
        BOOST_TEST(!unseal(key_of(1), sealed, "here"));
        BOOST_TEST(!unseal(key_of(), sealed, "there"));
        BOOST_TEST(!unseal(key_of(), sealed, ""));
    }
}

BOOST_AUTO_TEST_CASE(any_change_is_noticed)
{
    const auto sealed = seal(key_of(), somebody, "here");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1U << (bit % 8)));
        BOOST_TEST_REQUIRE(!unseal(key_of(), changed, "here"), bit);
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        BOOST_TEST_REQUIRE(!unseal(key_of(), sealed.substr(0, size), "here"), size);
    }
    BOOST_TEST(!unseal(key_of(), sealed + "x", "here"));
}

BOOST_AUTO_TEST_CASE(the_same_is_sealed_alike_and_nothing_else_under_its_nonce)
{
    // A group that is written again after a crash is the same bytes, so its hash is the same.
    BOOST_TEST(seal(key_of(), somebody, "here") == seal(key_of(), somebody, "here"));
    std::set<std::string> nonces;
    for (int i = 0; i < 100; ++i) {
        nonces.insert(seal(key_of(), somebody + std::to_string(i), "here").substr(0, 12));
        nonces.insert(seal(key_of(), somebody, "here" + std::to_string(i)).substr(0, 12));
        nonces.insert(seal(key_of(1), somebody + std::to_string(i), "here").substr(0, 12));
    }
    BOOST_TEST(nonces.size() == 300U);
    // What is bound and what is sealed are told apart.
    BOOST_TEST(seal(key_of(), "ab", "c").substr(0, 12) != seal(key_of(), "b", "ca").substr(0, 12));
}

BOOST_AUTO_TEST_SUITE_END()
