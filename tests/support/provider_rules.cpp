#include "support/provider_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

namespace support::provider_rules {
namespace {

using namespace acikkapi;
using epochs = std::vector<std::uint64_t>;

constexpr auto last = std::numeric_limits<std::uint64_t>::max();

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

std::unique_ptr<key_provider> with_keys(const opener& open, const epochs& which)
{
    auto out = open();
    for (const auto one : which) {
        BOOST_TEST_REQUIRE(out->make(one).has_value());
    }
    return out;
}

}  // namespace

void what_is_wrapped_is_unwrapped(const opener& open)
{
    const auto keys = with_keys(open, {1});
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 300U, 65'537U}) {
        const std::string secret(size, '\xa5');
        const auto wrapped = keys->wrap(1, secret).value();
        BOOST_TEST((size < 15 || wrapped.find(secret.substr(0, 8)) == std::string::npos), size);
        BOOST_TEST((keys->unwrap(1, wrapped).value() == secret), size);
    }
    // A view that points to nowhere is empty, too.
    BOOST_TEST(keys->unwrap(1, keys->wrap(1, {}).value()).value().empty());
}

void epochs_are_listed_ascending_whatever_their_size(const opener& open)
{
    const auto keys = open();
    BOOST_TEST(keys->epochs().value().empty());
    for (const std::uint64_t one : {std::uint64_t{10}, last, std::uint64_t{9}, std::uint64_t{0}}) {
        BOOST_TEST(keys->make(one).has_value());
    }
    BOOST_TEST((keys->epochs().value() == epochs{0, 9, 10, last}));
    BOOST_TEST(keys->unwrap(last, keys->wrap(last, "secret").value()).value() == "secret");
}

void keys_stay_over_openings(const opener& open)
{
    const auto wrapped = with_keys(open, {1, 2})->wrap(2, "secret").value();
    const auto again = open();
    BOOST_TEST((again->epochs().value() == epochs{1, 2}));
    BOOST_TEST(again->unwrap(2, wrapped).value() == "secret");
}

void an_epoch_has_one_key_and_it_stays(const opener& open)
{
    const auto keys = with_keys(open, {1});
    const auto wrapped = keys->wrap(1, "secret").value();
    BOOST_TEST((error_of(keys->make(1)) == errc::bad_argument));
    BOOST_TEST((error_of(open()->make(1)) == errc::bad_argument));
    BOOST_TEST((keys->epochs().value() == epochs{1}));
    BOOST_TEST(keys->unwrap(1, wrapped).value() == "secret");
}

void without_its_key_an_epoch_is_missing(const opener& open)
{
    const auto keys = with_keys(open, {1});
    const auto wrapped = keys->wrap(1, "secret").value();
    for (const std::uint64_t other : {std::uint64_t{0}, std::uint64_t{11}, last}) {
        BOOST_TEST((error_of(keys->wrap(other, "secret")) == errc::missing_epoch));
        BOOST_TEST((error_of(keys->unwrap(other, wrapped)) == errc::missing_epoch));
        BOOST_TEST((error_of(keys->unwrap(other, "")) == errc::missing_epoch));
    }
}

void a_destroyed_key_is_gone_and_the_others_stay(const opener& open)
{
    const auto keys = with_keys(open, {1, 2, 12});
    const auto gone = keys->wrap(2, "secret").value();
    const auto kept = keys->wrap(12, "secret").value();
    BOOST_TEST(keys->destroy(2).has_value());
    BOOST_TEST((error_of(keys->unwrap(2, gone)) == errc::missing_epoch));
    BOOST_TEST(keys->destroy(2).has_value());
    BOOST_TEST(keys->destroy(7).has_value());
    // It was not only forgotten.
    const auto again = open();
    BOOST_TEST((again->epochs().value() == epochs{1, 12}));
    BOOST_TEST((error_of(again->unwrap(2, gone)) == errc::missing_epoch));
    BOOST_TEST(again->unwrap(12, kept).value() == "secret");
}

void a_key_that_is_made_again_is_another(const opener& open)
{
    const auto keys = with_keys(open, {1});
    const auto before = keys->wrap(1, "secret").value();
    BOOST_TEST(keys->destroy(1).has_value());
    BOOST_TEST(keys->make(1).has_value());
    BOOST_TEST((error_of(keys->unwrap(1, before)) == errc::wrong_key));
}

void each_bit_and_each_length_is_noticed(const opener& open)
{
    const auto keys = with_keys(open, {1});
    const auto good = keys->wrap(1, "secret").value();
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto changed = good;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        BOOST_TEST((error_of(keys->unwrap(1, changed)) == errc::wrong_key), bit);
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        BOOST_TEST((error_of(keys->unwrap(1, good.substr(0, size))) == errc::wrong_key), size);
    }
    BOOST_TEST((error_of(keys->unwrap(1, good + 'x')) == errc::wrong_key));
    BOOST_TEST(keys->unwrap(1, good).value() == "secret");
}

void nothing_opens_under_another_epoch(const opener& open)
{
    const auto keys = with_keys(open, {1, 2});
    const auto wrapped = keys->wrap(1, "secret").value();
    BOOST_TEST((error_of(keys->unwrap(2, wrapped)) == errc::wrong_key));
}

}  // namespace support::provider_rules
