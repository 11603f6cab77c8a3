#include "memory_nodes.hpp"
#include "vectors.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_check)

namespace {

using namespace acikkapi;

const digest another =
    support::hash_of("abacaba000000000000000000000000000000000000000000060061e00123456");

digest leaf_of(std::uint64_t index)
{
    return leaf_hash(support::bytes_of(vectors::leaves[index]));
}

bool included(
    const tree_head& tree, std::uint64_t index, const digest& leaf, std::vector<digest> path)
{
    return check_inclusion(tree, index, leaf, path).has_value();
}

bool consistent(const tree_head& earlier, const tree_head& later, const std::vector<digest>& proof)
{
    return check_consistency(earlier, later, proof).has_value();
}

/// Each way to spoil a list of hashes.
std::vector<std::vector<digest>> spoilt(const std::vector<digest>& hashes)
{
    std::vector<std::vector<digest>> out;
    for (std::size_t i = 0; i <= hashes.size(); ++i) {
        out.push_back(hashes);
        out.back().insert(out.back().begin() + static_cast<std::ptrdiff_t>(i), another);
        if (i == hashes.size()) {
            break;
        }
        out.push_back(hashes);
        out.back()[i][0] ^= std::byte{8};
        out.push_back(hashes);
        out.back().erase(out.back().begin() + static_cast<std::ptrdiff_t>(i));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(published_proofs_of_inclusion_hold)
{
    for (const auto& one : vectors::inclusion()) {
        BOOST_TEST(included(vectors::head(one.size), one.of, leaf_of(one.of), one.hashes));
    }
}

BOOST_AUTO_TEST_CASE(published_proofs_of_consistency_hold)
{
    for (const auto& one : vectors::consistency()) {
        BOOST_TEST(consistent(vectors::head(one.of), vectors::head(one.size), one.hashes));
    }
}

BOOST_AUTO_TEST_CASE(a_proof_of_something_else_does_not_hold)
{
    for (const auto& one : vectors::inclusion()) {
        const auto tree = vectors::head(one.size);
        const auto leaf = leaf_of(one.of);
        BOOST_TEST(!included(tree, one.of + 1, leaf, one.hashes));
        BOOST_TEST(!included(tree, one.of - 1, leaf, one.hashes));
        BOOST_TEST(!included(tree, one.of ^ 2U, leaf, one.hashes));
        BOOST_TEST(!included(tree, one.of, another, one.hashes));
        BOOST_TEST(!included({tree.size, another}, one.of, leaf, one.hashes));
        BOOST_TEST(!included({tree.size * 2, tree.root}, one.of, leaf, one.hashes));
        BOOST_TEST(!included({tree.size / 2, tree.root}, one.of, leaf, one.hashes));
        for (const auto& wrong : spoilt(one.hashes)) {
            BOOST_TEST(!included(tree, one.of, leaf, wrong));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_proof_from_something_else_does_not_hold)
{
    for (const auto& one : vectors::consistency()) {
        const auto old = vectors::head(one.of);
        const auto now = vectors::head(one.size);
        BOOST_TEST(!consistent({old.size, another}, now, one.hashes));
        BOOST_TEST(!consistent(old, {now.size, another}, one.hashes));
        BOOST_TEST(!consistent({old.size + 1, old.root}, now, one.hashes));
        BOOST_TEST(!consistent(old, {now.size * 2, now.root}, one.hashes));
        for (const auto& wrong : spoilt(one.hashes)) {
            BOOST_TEST(!consistent(old, now, wrong));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_altered_past_is_not_proved)
{
    auto honest = nodes_of(40);
    memory_nodes forked;
    for (std::uint64_t i = 0; i < 40; ++i) {
        forked.append(leaf_hash((i == 7 ? "changed " : "leaf ") + std::to_string(i)));
    }
    for (std::uint64_t size = 8; size < 40; ++size) {
        const auto proof = proof::tree{forked}.consistency(size, 40).value();
        BOOST_TEST(!consistent(honest.heads[size - 1], forked.heads.back(), proof), size);
    }
}

BOOST_AUTO_TEST_CASE(the_edges)
{
    const auto none = vectors::head(0);
    const auto one = vectors::head(1);
    const auto two = vectors::head(2);
    BOOST_TEST(consistent(none, none, {}));
    BOOST_TEST(consistent(none, one, {}));
    BOOST_TEST(!consistent(none, one, {another}));
    BOOST_TEST(!consistent({0, another}, one, {}));
    BOOST_TEST(!consistent(none, {0, another}, {}));
    BOOST_TEST(!consistent({0, another}, {0, another}, {}));
    BOOST_TEST(!consistent(one, one, {another}));
    BOOST_TEST(!consistent(one, none, {}));
    BOOST_TEST(!consistent(two, one, {}));
    BOOST_TEST(!consistent(one, two, {}));
    BOOST_TEST(!consistent(vectors::head(3), vectors::head(4), {}));
    BOOST_TEST(!included(none, 0, leaf_of(0), {}));
    BOOST_TEST(!included(one, 1, leaf_of(0), {}));
    BOOST_TEST((check_inclusion(one, 1, leaf_of(0), {}).error() == errc::bad_proof));
    BOOST_TEST((check_consistency(two, one, {}).error() == errc::bad_proof));
}

BOOST_AUTO_TEST_SUITE_END()
