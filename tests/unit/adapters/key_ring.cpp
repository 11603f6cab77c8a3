#include "unit/adapters/token.hpp"
#include "vault/key_ring.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

namespace adapters_key_ring {
namespace {

using namespace acikkapi;
using support::token;
using vault::key_ring;
using vault::secret_key;

errc error_of(const auto& from)
{
    return from ? errc{} : static_cast<errc>(from.error().value());
}

struct office : token {
    std::string file = where().str("persons.keys");

    [[nodiscard]] result<key_ring> open_ring(key_provider& by, bool create = false) const
    {
        return key_ring::open(by, file, create);
    }
};

}  // namespace
}  // namespace adapters_key_ring

BOOST_FIXTURE_TEST_SUITE(adapters_key_ring, office)

BOOST_AUTO_TEST_CASE(keys_stay_the_same_over_openings_and_epochs)
{
    std::optional<secret_key> first;
    {
        const auto keys = open();
        BOOST_TEST((error_of(open_ring(*keys)) == errc::no_key_file));
        auto ring = open_ring(*keys, true).value();
        first = ring.find(7);
        BOOST_TEST(ring.rotate().has_value());
        BOOST_TEST((ring.find(7) == first));
    }
    const auto keys = open();
    const auto ring = open_ring(*keys, true).value();
    BOOST_TEST(ring.epoch() == 2U);
    BOOST_TEST((ring.find(7) == first));
    BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{2}));
}

BOOST_AUTO_TEST_CASE(another_process_opens_the_same_keys)
{
    std::optional<secret_key> first;
    {
        const auto keys = open();
        first = open_ring(*keys, true).value().find(7);
    }
    const pid_t child = ::fork();
    if (child == 0) {
        const auto keys = open_pkcs11_keys(options());
        const auto ring = keys ? open_ring(**keys) : result<key_ring>{keys.error()};
        ::_exit(ring && ring->find(7) == first ? 10 : 1);
    }
    int status = 0;
    BOOST_TEST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 10);
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_also_from_older_copies_of_the_file)
{
    const auto keys = open();
    std::string before;
    std::optional<secret_key> kept;
    {
        auto ring = open_ring(*keys, true).value();
        before = support::read_file(file);
        kept = ring.find(8);
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
        BOOST_TEST(!ring.find(7));
    }
    {
        const auto ring = open_ring(*keys).value();
        BOOST_TEST(!ring.find(7));
        BOOST_TEST((ring.find(8) == kept));
    }
    support::write_file(file, before);
    BOOST_TEST((error_of(open_ring(*keys)) == errc::missing_epoch));
}

// A backup of the token brings the key back with it: docs/keys.md says what follows from that.
BOOST_AUTO_TEST_CASE(an_older_copy_of_the_token_opens_an_older_copy_of_the_file)
{
    const auto copied = where().str("copied");
    std::string before;
    {
        const auto keys = open();
        auto ring = open_ring(*keys, true).value();
        before = support::read_file(file);
        std::filesystem::copy(
            where().str("tokens"), copied, std::filesystem::copy_options::recursive);
        BOOST_TEST(ring.destroy({{7, 1}}).has_value());
    }
    std::filesystem::remove_all(where().str("tokens"));
    std::filesystem::rename(copied, where().str("tokens"));
    support::write_file(file, before);
    const auto keys = open();
    BOOST_TEST(open_ring(*keys).value().find(7).has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_was_altered_or_is_of_another_token_does_not_open)
{
    add("branch");
    const auto keys = open();
    static_cast<void>(open_ring(*keys, true).value());
    const auto good = support::read_file(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        support::write_file(file, changed);
        const bool of_epoch = i >= 16 && i < 24;
        const auto why = error_of(open_ring(*keys));
        BOOST_TEST((why == (of_epoch ? errc::missing_epoch : errc::wrong_key)), i);
    }
    support::write_file(file, good);
    auto of_branch = options();
    of_branch.token_label = "branch";
    const auto others = open_pkcs11_keys(of_branch).value();
    BOOST_TEST((error_of(open_ring(*others)) == errc::missing_epoch));
    BOOST_TEST(others->make(1).has_value());
    BOOST_TEST((error_of(open_ring(*others)) == errc::wrong_key));
    BOOST_TEST((error_of(open_ring(*keys)) == errc{}));
}

BOOST_AUTO_TEST_CASE(what_was_cut_short_is_ended_by_the_next_opening)
{
    const auto keys = open();
    static_cast<void>(open_ring(*keys, true).value());
    // A try that came as far as the new key.
    BOOST_TEST(keys->make(2).has_value());
    static_cast<void>(open_ring(*keys).value());
    BOOST_TEST((keys->epochs().value() == std::vector<std::uint64_t>{1}));
}

BOOST_AUTO_TEST_SUITE_END()
