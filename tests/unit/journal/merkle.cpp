#include "journal/merkle.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <iterator>
#include <string>

namespace acikkapi::journal {
namespace {

std::string hexadecimal(const vault::digest& value)
{
    const auto* const first = reinterpret_cast<const unsigned char*>(value.data());
    std::string out;
    boost::algorithm::hex_lower(first, first + value.size(), std::back_inserter(out));
    return out;
}

std::string bytes_of(std::string_view hex)
{
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        out.push_back(static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    }
    return out;
}

/// The definition of RFC 9162, section 2.1.1, word for word and as slow as it is clear.
vault::digest defined_root(const std::vector<std::string>& leaves, std::size_t from, std::size_t to)
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

BOOST_AUTO_TEST_SUITE(journal_merkle)

// The test vectors of the Certificate Transparency reference implementation.
BOOST_AUTO_TEST_CASE(the_roots_are_those_of_the_published_vectors)
{
    const std::array<std::pair<std::string_view, std::string_view>, 8> steps{{
        {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"606162636465666768696a6b6c6d6e6f",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    }};
    merkle_frontier tree;
    BOOST_TEST(
        hexadecimal(tree.root()) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const auto& [leaf, root] : steps) {
        tree.append(bytes_of(leaf));
        BOOST_TEST(hexadecimal(tree.root()) == root);
    }
    BOOST_TEST(tree.size() == steps.size());
}

BOOST_AUTO_TEST_CASE(at_every_size_the_root_is_the_one_defined)
{
    std::vector<std::string> leaves;
    merkle_frontier tree;
    for (int i = 0; i < 130; ++i) {
        leaves.push_back("leaf " + std::to_string(i));
        tree.append(leaves.back());
        BOOST_TEST_REQUIRE(
            hexadecimal(tree.root()) == hexadecimal(defined_root(leaves, 0, leaves.size())), i);
    }
}

BOOST_AUTO_TEST_CASE(a_node_does_not_pass_as_a_leaf)
{
    merkle_frontier two;
    two.append("a");
    two.append("b");
    merkle_frontier forged;
    std::string node;
    for (const std::string leaf : {"a", "b"}) {
        const auto hash = vault::sha256({std::string(1, '\0') + leaf});
        node.append(reinterpret_cast<const char*>(hash.data()), hash.size());
    }
    forged.append(node);
    BOOST_TEST(hexadecimal(two.root()) != hexadecimal(forged.root()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::journal
