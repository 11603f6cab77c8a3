#include "proof/frontier.hpp"
#include "vault/secrets.hpp"
#include "vectors.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace acikkapi::proof {

BOOST_AUTO_TEST_SUITE(proof_frontier)
namespace {

/// The definition of RFC 9162, section 2.1.1, word for word and as slow as it is clear.
digest defined_root(const std::vector<std::string>& leaves, std::size_t from, std::size_t to)
{
    const std::size_t size = to - from;
    if (size == 0) {
        return vault::sha256({});
    }
    if (size == 1) {
        return vault::sha256({std::string(1, '\0') + leaves[from]});
    }
    std::size_t split = 1;
    while (split * 2 < size) {
        split *= 2;
    }
    const auto left = defined_root(leaves, from, from + split);
    const auto right = defined_root(leaves, from + split, to);
    std::string node(1, '\1');
    node.append(reinterpret_cast<const char*>(left.data()), left.size());
    node.append(reinterpret_cast<const char*>(right.data()), right.size());
    return vault::sha256({node});
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_roots_are_those_of_the_published_vectors)
{
    frontier tree;
    BOOST_TEST(support::hex(tree.root()) == vectors::empty_root);
    for (std::size_t i = 0; i < vectors::leaves.size(); ++i) {
        tree.append(leaf_hash(support::bytes_of(vectors::leaves[i])));
        BOOST_TEST(support::hex(tree.root()) == vectors::roots[i]);
    }
    BOOST_TEST(tree.size() == vectors::leaves.size());
}

BOOST_AUTO_TEST_CASE(at_every_size_the_root_is_the_one_defined)
{
    std::vector<std::string> leaves;
    frontier tree;
    for (int i = 0; i < 130; ++i) {
        leaves.push_back("leaf " + std::to_string(i));
        tree.append(leaf_hash(leaves.back()));
        BOOST_TEST_REQUIRE(
            support::hex(tree.root()) == support::hex(defined_root(leaves, 0, leaves.size())), i);
    }
}

BOOST_AUTO_TEST_CASE(a_node_does_not_pass_as_a_leaf)
{
    frontier two;
    two.append(leaf_hash("a"));
    two.append(leaf_hash("b"));
    frontier forged;
    std::string node;
    for (const std::string leaf : {"a", "b"}) {
        const auto hash = vault::sha256({std::string(1, '\0') + leaf});
        node.append(reinterpret_cast<const char*>(hash.data()), hash.size());
    }
    forged.append(leaf_hash(node));
    BOOST_TEST(support::hex(two.root()) != support::hex(forged.root()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::proof
