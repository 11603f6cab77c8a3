#include "support/hex.hpp"
#include "vault/key_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(vault_key_tree)

namespace {

using namespace acikkapi::vault;

secret_key root_of(unsigned first = 0)
{
    std::array<std::byte, secret_key::size> out{};
    for (auto& one : out) {
        one = static_cast<std::byte>(first++);
    }
    return secret_key{out};
}

std::string key(const key_tree& tree, std::uint64_t leaf)
{
    const auto found = tree.find(leaf);
    return found ? support::hex(found->bytes()) : "destroyed";
}

constexpr std::uint64_t last = key_tree::leaves - 1;

}  // namespace

BOOST_AUTO_TEST_CASE(keys_are_those_that_anybody_makes_of_the_root_by_the_rule)
{
    // By another program, in another language: 40 times SHA-256 over the secret and the digit.
    const key_tree tree{root_of()};
    BOOST_TEST(key(tree, 0) == "4bcd60b04540088994bfc7ba8f811dd5843437233c1c33bd9dc39f1a5543cf8c");
    BOOST_TEST(key(tree, 5) == "e5b65bd9334bdc9845c01dda882f0827cc448cbcdf5283f949dbcabff505c372");
    BOOST_TEST(
        key(tree, last) == "e9520ead6f4b41f2009082955a1f30d7ab1cd978510cbf7ac603c2fca4670ab3");
    BOOST_TEST(
        key(tree, 123'456'789'012) ==
        "43aa078a06b4509516ee260fbaafdb858021ed88c38a200748cf9a5f61cf30b1");
}

BOOST_AUTO_TEST_CASE(a_key_is_the_same_by_whatever_way_one_comes)
{
    key_tree tree{root_of()};
    std::mt19937_64 chance{7};
    for (int round = 0; round < 3; ++round) {
        key_tree::way on;
        std::uint64_t leaf = 0;
        for (int i = 0; i < 300; ++i) {
            // The same again, a neighbour, one of another application, one far away.
            switch (chance() % 4) {
            case 0: break;
            case 1: leaf = (leaf + 1) % key_tree::leaves; break;
            case 2: leaf = (leaf + 1'024) % key_tree::leaves; break;
            default: leaf = chance() % key_tree::leaves;
            }
            BOOST_TEST_REQUIRE((tree.find(leaf, on) == tree.find(leaf)));
        }
        BOOST_TEST(tree.destroy(leaf, 3));
        key_tree::way anew;
        BOOST_TEST(!tree.find(leaf, anew).has_value());
        BOOST_TEST((tree.find(leaf ^ 8U, anew) == tree.find(leaf ^ 8U)));
    }
}

BOOST_AUTO_TEST_CASE(a_destroyed_key_is_gone_and_all_others_stay_as_they_were)
{
    const key_tree before{root_of()};
    for (const std::uint64_t gone : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{6}, last}) {
        auto tree = before;
        BOOST_TEST(tree.destroy(gone));
        BOOST_TEST(!tree.find(gone));
        BOOST_TEST(tree.size() == key_tree::height);
        for (const std::uint64_t other :
             {std::uint64_t{0},
              std::uint64_t{1},
              std::uint64_t{2},
              std::uint64_t{5},
              std::uint64_t{6},
              std::uint64_t{7},
              last - 1,
              last}) {
            BOOST_TEST((other == gone || key(tree, other) == key(before, other)), other);
        }
        BOOST_TEST(!tree.destroy(gone));
    }
}

BOOST_AUTO_TEST_CASE(nothing_that_is_kept_leads_to_a_destroyed_key)
{
    key_tree tree{root_of()};
    std::set<std::string> above;
    // All secrets from which the key follows.
    secret_key secret = root_of();
    const std::uint64_t gone = 0b1011;
    for (unsigned level = key_tree::height; level-- > 0;) {
        above.insert(std::string{secret.view()});
        secret = secret.derive((gone >> level) & 1U ? "1" : "0");
    }
    above.insert(std::string{secret.view()});
    BOOST_TEST(tree.destroy(gone));
    const auto kept = tree.bytes();
    for (const auto& one : above) {
        BOOST_TEST(kept.find(one) == kept.npos);
    }
}

BOOST_AUTO_TEST_CASE(a_range_goes_at_once_and_takes_little_room)
{
    const key_tree before{root_of()};
    auto tree = before;
    BOOST_TEST(tree.destroy(100, 1'000'000));
    for (const std::uint64_t gone : {100U, 101U, 500'000U, 1'000'099U}) {
        BOOST_TEST(!tree.find(gone), gone);
    }
    for (const std::uint64_t other : {0U, 99U, 1'000'100U}) {
        BOOST_TEST(key(tree, other) == key(before, other), other);
    }
    BOOST_TEST(tree.size() < 2 * key_tree::height);
    // What is destroyed already may be in a range.
    BOOST_TEST(tree.destroy(0, 2'000'000));
    BOOST_TEST(!tree.find(99));
    BOOST_TEST(!tree.destroy(0, 2'000'000));
    BOOST_TEST(!tree.destroy(5, 0));
    BOOST_TEST(tree.destroy(0, key_tree::leaves));
    BOOST_TEST(tree.size() == 0U);
    BOOST_TEST(!tree.find(last));
}

BOOST_AUTO_TEST_CASE(whatever_is_destroyed_in_whatever_order_the_rest_is_the_same)
{
    std::mt19937_64 chance{20'261'128};
    const key_tree before{root_of(7)};
    for (int round = 0; round < 20; ++round) {
        std::vector<std::uint64_t> some(64);
        std::iota(some.begin(), some.end(), chance() % 1'000);
        std::shuffle(some.begin(), some.end(), chance);
        const auto kept = 1 + static_cast<std::ptrdiff_t>(chance() % 40);
        auto one = before;
        std::for_each(some.begin() + kept, some.end(), [&](auto leaf) { one.destroy(leaf); });
        std::shuffle(some.begin() + kept, some.end(), chance);
        auto other = before;
        std::for_each(some.begin() + kept, some.end(), [&](auto leaf) { other.destroy(leaf); });
        BOOST_TEST((one == other));
        for (std::size_t i = 0; i < some.size(); ++i) {
            const bool there = i < static_cast<std::size_t>(kept);
            BOOST_TEST(key(one, some[i]) == (there ? key(before, some[i]) : "destroyed"));
        }
    }
}

BOOST_AUTO_TEST_CASE(it_is_written_and_read)
{
    key_tree tree{root_of()};
    BOOST_TEST(tree.bytes().size() == 42U);
    BOOST_TEST((key_tree::parse(tree.bytes()) == tree));
    tree.destroy(5);
    tree.destroy(1'000, 77);
    BOOST_TEST((key_tree::parse(tree.bytes()) == tree));
    tree.destroy(0, key_tree::leaves);
    BOOST_TEST(tree.bytes().size() == 1U);
    BOOST_TEST((key_tree::parse(tree.bytes()) == tree));
}

BOOST_AUTO_TEST_CASE(what_is_no_tree_is_refused)
{
    key_tree tree{root_of()};
    tree.destroy(3);
    const auto good = tree.bytes();
    BOOST_TEST(key_tree::parse(good).has_value());
    for (std::size_t size = 0; size < good.size(); ++size) {
        const bool whole = size >= 1 && (size - 1) % 41 == 0;
        BOOST_TEST((key_tree::parse(good.substr(0, size)).has_value() == whole), size);
    }
    auto wrong = good;
    wrong[0] = 2;
    BOOST_TEST(!key_tree::parse(wrong));
    wrong = good;
    wrong[8] = 1;  // The first node begins at 1 now, before the one behind it ends.
    BOOST_TEST(!key_tree::parse(wrong));
    wrong = good;
    wrong[9] = 41;  // Higher than the root.
    BOOST_TEST(!key_tree::parse(wrong));
    wrong = good;
    wrong[9] = 2;  // Overlaps the next.
    BOOST_TEST(!key_tree::parse(wrong));
    BOOST_TEST(!key_tree::parse(good + good.substr(1)));
}

BOOST_AUTO_TEST_CASE(other_purposes_give_other_keys)
{
    const auto secret = root_of();
    BOOST_TEST((secret.derive("a") == secret.derive("a")));
    BOOST_TEST(!(secret.derive("a") == secret.derive("b")));
    BOOST_TEST(!(secret.derive("a") == root_of(1).derive("a")));
}

BOOST_AUTO_TEST_CASE(it_tells_where_keys_were_destroyed)
{
    using gaps = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
    key_tree tree{root_of()};
    BOOST_TEST((tree.destroyed(key_tree::leaves) == gaps{}));
    tree.destroy(0);
    tree.destroy(5, 3);
    tree.destroy(8);
    tree.destroy(key_tree::leaves - 1);
    BOOST_TEST(
        (tree.destroyed(key_tree::leaves) == gaps{{0, 1}, {5, 4}, {key_tree::leaves - 1, 1}}));
    BOOST_TEST((tree.destroyed(6) == gaps{{0, 1}, {5, 1}}));
    BOOST_TEST((tree.destroyed(0) == gaps{}));
    tree.destroy(0, key_tree::leaves);
    BOOST_TEST((tree.destroyed(7) == gaps{{0, 7}}));
}

BOOST_AUTO_TEST_SUITE_END()
