// What is kept of a command besides its idempotency key: enough to tell it from another, and nothing
// that anybody without the store's key could learn from.
#include "journal/registration.hpp"
#include "unit/audit/stores.hpp"
#include "vault/secrets.hpp"

#include <boost/endian/conversion.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstring>

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

/// What the first releases kept in its place.
std::uint64_t guess(const std::string& of)
{
    const stream_id one{1};
    const stream_id other{2};
    return vault::unkeyed_command_hash(
        fingerprint(commands::link_to{other, true, of}) +
        fingerprint(commands::link_to{one, false, of}));
}

void replace_all(std::string& in, std::string_view what, std::string_view with)
{
    for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + with.size())) {
        in.replace(at, what.size(), with);
    }
}

/// Puts another hash in the place of one, wherever rows keep it beside a key.
class older_store {
public:
    explicit older_store(const host& h) : rows_(h.where.str()) {}

    void exchange(journal::table in, const std::string& row, std::uint64_t now, std::uint64_t then)
    {
        const auto family = raw_store::family(in);
        auto bytes = rows_.get(family, row);
        for (const bool big : {false, true}) {
            replace_all(bytes, eight(now, big), eight(then, big));
        }
        rows_.put(family, row, bytes);
    }

private:
    static std::string eight(std::uint64_t value, bool big)
    {
        const auto stored =
            big ? boost::endian::native_to_big(value) : boost::endian::native_to_little(value);
        std::string out(sizeof stored, '\0');
        std::memcpy(out.data(), &stored, sizeof stored);
        return out;
    }

    raw_store rows_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_command_hashes)

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

BOOST_AUTO_TEST_CASE(a_key_that_was_kept_with_a_hash_in_the_old_form_still_answers)
{
    host h;
    const auto then = [](std::string_view fingerprints) {
        return vault::unkeyed_command_hash(fingerprints);
    };
    std::array<std::uint64_t, 2> now{};
    {
        auto e = engine<tally>::open(h.options()).value();
        static_cast<void>(e.submit(adding(5, no_stream, "first")).value());
        static_cast<void>(e.submit(adding(6, stream_id{1}, "second")).value());
        const auto kept = e.views().timeline(stream_id{1}).value();
        now = {kept[0].command_hash, kept[1].command_hash};
    }
    {
        older_store rows{h};
        const auto first = journal::registration_key(vault::hash_key("first"));
        rows.exchange(journal::table::key, first, now[0], then("5x1"));
        rows.exchange(journal::table::open, journal::stream_key(stream_id{1}), now[1], then("6x1"));
    }
    auto e = engine<tally>::open(h.options()).value();
    BOOST_TEST(e.submit(adding(5, no_stream, "first")).value().repeated);
    BOOST_TEST(e.submit(adding(6, stream_id{1}, "second")).value().repeated);
    BOOST_TEST((e.submit(adding(7, no_stream, "first")).error() == errc::key_reused));
    BOOST_TEST((e.submit(adding(7, stream_id{1}, "second")).error() == errc::key_reused));
    BOOST_TEST(number_of(e.head()) == 2U);
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
