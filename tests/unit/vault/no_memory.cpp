// Memory is short for OpenSSL, at any of its allocations: what it was to give is right, or is not given.
#include "support/allocation_failure.hpp"
#include "vault/sealing.hpp"
#include "vault/secrets.hpp"
#include "vault/signing.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <functional>
#include <new>
#include <openssl/crypto.h>
#include <thread>

BOOST_AUTO_TEST_SUITE(vault_no_memory)

namespace {

using namespace acikkapi::vault;
using support::allocation_failure;

void* get(std::size_t size, const char*, int)
{
    return allocation_failure::strikes() ? nullptr : std::malloc(size);
}
void* grow(void* place, std::size_t size, const char*, int)
{
    return allocation_failure::strikes() ? nullptr : std::realloc(place, size);
}
void give_back(void* place, const char*, int)
{
    std::free(place);
}

// Before it has asked for the first.
const bool hooked = CRYPTO_set_mem_functions(get, grow, give_back) == 1;

/// @param is_right  Does it, and says whether what came of it is right.
/// @return How often there was too little memory.
std::size_t try_all(const std::function<bool()>& is_right)
{
    BOOST_REQUIRE(hooked);
    BOOST_REQUIRE(is_right());
    std::size_t refused = 0;
    bool came = true;
    for (std::size_t nth = 1; came && nth < 1'000; ++nth) {
        bool well = false;
        bool short_of_memory = false;
        // In a thread that has nothing of its own yet.
        std::thread{[&] {
            const allocation_failure poor{nth};
            try {
                well = is_right();
            } catch (const std::bad_alloc&) {
                short_of_memory = true;
            }
            came = poor.came();
        }}.join();
        BOOST_TEST(well != short_of_memory, "allocation " << nth);
        refused += short_of_memory ? 1 : 0;
    }
    BOOST_TEST(!came);
    return refused;
}

secret_key some_key()
{
    std::array<std::byte, secret_key::size> bytes{};
    bytes.fill(std::byte{5});
    return secret_key{bytes};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_text_is_sealed_or_it_is_said_that_it_is_not)
{
    const sealing_key key{some_key()};
    const auto sealed = seal(key, "a name", "a place");
    BOOST_TEST(try_all([&] { return seal(key, "a name", "a place") == sealed; }) > 2U);
    BOOST_TEST(try_all([&] { return unseal(key, sealed, "a place") == "a name"; }) > 2U);
}

BOOST_AUTO_TEST_CASE(a_hash_is_right_or_there_is_none)
{
    const auto hash = sha256({"a record"});
    BOOST_TEST(try_all([&] { return sha256({"a record"}) == hash; }) > 0U);
    const auto mac = hmac("key", {"a record"});
    BOOST_TEST(try_all([&] { return hmac("key", {"a record"}) == mac; }) > 0U);
}

BOOST_AUTO_TEST_CASE(a_signature_is_right_or_there_is_none)
{
    const std::array<std::byte, 32> seed{std::byte{1}};
    const auto key = public_key_of(seed);
    const auto signature = sign(seed, "a checkpoint");
    BOOST_TEST(try_all([&] { return public_key_of(seed) == key; }) > 0U);
    BOOST_TEST(try_all([&] { return sign(seed, "a checkpoint") == signature; }) > 0U);
    const auto is_refused = [&] { return !is_signed("another", signature, key); };
    BOOST_TEST(try_all(is_refused) > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
