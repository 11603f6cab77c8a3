// What is kept of a command besides its idempotency key: enough to tell it from another, and nothing
// that anybody without the store's key could learn from.
#include "unit/audit/stores.hpp"
#include "vault/secrets.hpp"

#include <boost/endian/conversion.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(engine_command_hashes)

namespace {

using namespace acikkapi;
using namespace support;

constexpr auto number = "10000000146";

/// Two applications of one person are linked under a key.
std::uint64_t hash_kept_under(const store_key& key)
{
    host h;
    auto options = h.options();
    options.key = key;
    auto desk = engine<petition>::open(options).value();
    const auto one = desk.submit(asking(a_wish(), no_stream)).value().stream;
    const auto other = desk.submit(asking(a_wish(), no_stream)).value().stream;
    batch<petition> both{{}, {}, "link"};
    both.requests.push_back(asking(commands::link_to{other, true, number}, one));
    both.requests.push_back(asking(commands::link_to{one, false, number}, other));
    const auto done = desk.submit_all(std::move(both)).value();
    return desk.views().timeline(one).value().back().command_hash;
}

/// As anybody could make it who knows what the command may have said.
std::uint64_t guess(const std::string& of)
{
    const stream_id one{1};
    const stream_id other{2};
    const auto hash = vault::sha256(
        {fingerprint(commands::link_to{other, true, of}),
         fingerprint(commands::link_to{one, false, of})});
    return boost::endian::load_big_u64(reinterpret_cast<const unsigned char*>(hash.data()));
}

}  // namespace

// Identity numbers are few: whoever can hash a guess hashes them all.
BOOST_AUTO_TEST_CASE(no_hash_of_a_command_gives_a_number_back)
{
    const auto kept = hash_kept_under(key_of_store());
    BOOST_TEST(kept != guess(number));
    auto another = key_of_store();
    another.front() = std::byte{8};
    BOOST_TEST(kept != hash_kept_under(another));
    BOOST_TEST(kept == hash_kept_under(key_of_store()));
}

BOOST_AUTO_TEST_CASE(a_batch_for_other_applications_is_another_command)
{
    host h;
    auto e = engine<tally>::open(h.options()).value();
    for (int i = 0; i < 3; ++i) {
        static_cast<void>(e.submit(adding(1)).value());
    }
    const auto both = [](std::uint64_t one, std::uint64_t other) {
        return batch<tally>{
            {adding(2, stream_id{one}), adding(3, stream_id{other})}, {}, std::string{"key"}};
    };
    static_cast<void>(e.submit_all(both(1, 2)).value());
    BOOST_TEST((e.submit_all(both(1, 3)).error() == errc::key_reused));
    BOOST_TEST((e.submit_all(both(3, 2)).error() == errc::key_reused));
    const batch<tally> with_a_new_one{{adding(2), adding(3, stream_id{2})}, {}, "key"};
    BOOST_TEST((e.submit_all(with_a_new_one).error() == errc::key_reused));
    BOOST_TEST(e.views().find(stream_id{1}).value().state.sum == 3);
}

BOOST_AUTO_TEST_SUITE_END()
