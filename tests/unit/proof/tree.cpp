#include "memory_nodes.hpp"
#include "vectors.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_tree)

namespace {

using namespace acikkapi;

/// More than a kept subtree of the first kept height, less than two.
constexpr std::uint64_t some = 300;

memory_nodes published()
{
    memory_nodes out;
    for (const auto leaf : vectors::leaves) {
        out.append(leaf_hash(support::bytes_of(leaf)));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(proofs_are_the_published_ones)
{
    const auto nodes = published();
    for (const auto& one : vectors::inclusion()) {
        BOOST_TEST((proof::tree{nodes}.inclusion(one.of, one.size).value() == one.hashes));
    }
    for (const auto& one : vectors::consistency()) {
        BOOST_TEST((proof::tree{nodes}.consistency(one.of, one.size).value() == one.hashes));
    }
}

BOOST_AUTO_TEST_CASE(the_root_of_every_earlier_size_is_known)
{
    const auto nodes = nodes_of(some);
    const proof::tree tree{nodes};
    BOOST_TEST(support::hex(tree.root(0).value()) == vectors::empty_root);
    for (const auto& head : nodes.heads) {
        BOOST_TEST_REQUIRE((tree.root(head.size).value() == head.root), head.size);
    }
}

BOOST_AUTO_TEST_CASE(growing_goes_on_from_every_size)
{
    const auto nodes = nodes_of(some);
    for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 299U}) {
        auto grown = proof::tree{nodes}.grown_to(size).value();
        for (std::uint64_t i = size; i < some; ++i) {
            grown.append(leaf_hash("leaf " + std::to_string(i)));
        }
        BOOST_TEST((grown.root() == nodes.heads.back().root), size);
    }
}

BOOST_AUTO_TEST_CASE(every_leaf_is_proved_at_every_size_that_holds_it)
{
    const auto nodes = nodes_of(70);
    for (const auto& head : nodes.heads) {
        for (std::uint64_t i = 0; i < head.size; ++i) {
            const auto leaf = leaf_hash("leaf " + std::to_string(i));
            const auto path = proof::tree{nodes}.inclusion(i, head.size).value();
            BOOST_TEST_REQUIRE(check_inclusion(head, i, leaf, path).has_value(), head.size);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_size_is_proved_to_go_on_from_every_earlier_one)
{
    const auto nodes = nodes_of(70);
    for (const auto& later : nodes.heads) {
        for (std::uint64_t i = 0; i < later.size; ++i) {
            const auto proof = proof::tree{nodes}.consistency(i + 1, later.size).value();
            BOOST_TEST_REQUIRE(
                check_consistency(nodes.heads[i], later, proof).has_value(), later.size);
        }
        BOOST_TEST(proof::tree{nodes}.consistency(0, later.size).value().empty());
    }
}

BOOST_AUTO_TEST_CASE(proofs_across_a_kept_height_hold)
{
    const auto nodes = nodes_of(66'000);  // 2^16 and some more: two kept heights.
    const proof::tree tree{nodes};
    const auto& last = nodes.heads.back();
    for (const std::uint64_t i : {0U, 255U, 256U, 40'000U, 65'535U, 65'536U, 65'999U}) {
        const auto leaf = leaf_hash("leaf " + std::to_string(i));
        BOOST_TEST(
            check_inclusion(last, i, leaf, tree.inclusion(i, last.size).value()).has_value(), i);
        const auto proof = tree.consistency(i + 1, last.size).value();
        BOOST_TEST(check_consistency(nodes.heads[i], last, proof).has_value(), i);
    }
}

BOOST_AUTO_TEST_CASE(of_a_large_tree_a_proof_reads_little)
{
    const auto nodes = nodes_of(66'000);
    nodes.read = 0;
    BOOST_TEST(proof::tree{nodes}.inclusion(12'345, 66'000).has_value());
    BOOST_TEST(nodes.read <= 255U * 3);
}

BOOST_AUTO_TEST_CASE(a_missing_node_is_damage)
{
    auto nodes = nodes_of(some);
    BOOST_TEST(nodes.rows.erase({8, 0}) == 1U);
    BOOST_TEST((proof::tree{nodes}.root(some).error() == errc::corrupt_journal));
    BOOST_TEST((proof::tree{nodes}.grown_to(some).error() == errc::corrupt_journal));
    BOOST_TEST((proof::tree{nodes}.inclusion(280, some).error() == errc::corrupt_journal));
    BOOST_TEST((proof::tree{nodes}.consistency(280, some).error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
