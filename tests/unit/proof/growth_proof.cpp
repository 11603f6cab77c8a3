#include "memory_nodes.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_growth_proof)

namespace {

using namespace acikkapi;

const signer register_key{"example.org/register", verifier_key::kind::log, {std::byte{7}}};
const auto nodes = nodes_of(20);

tree_head head(std::uint64_t size)
{
    return size == 0 ? tree_head{0, proof::frontier{}.root()} : nodes.heads[size - 1];
}

growth_proof proof_of(std::uint64_t from, std::uint64_t size)
{
    const auto text = checkpoint{register_key.key().name, head(size)}.str();
    return {
        from,
        proof::tree{nodes}.consistency(from, size).value(),
        signed_note{text, {register_key.sign(text)}}.str()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_proof_is_written_and_read_and_holds_for_every_earlier_size)
{
    for (std::uint64_t from = 0; from <= 20; ++from) {
        const auto made = proof_of(from, 20);
        BOOST_TEST((growth_proof::parse(made.str()).value() == made));
        BOOST_TEST(check_growth(made, head(from), register_key.key()).value().tree.size == 20U);
    }
}

BOOST_AUTO_TEST_CASE(it_is_written_as_a_witness_is_asked)
{
    const auto made = proof_of(4, 6);
    const auto text = made.str();
    BOOST_TEST(text.starts_with("old 4\n"));
    BOOST_TEST(text.ends_with("\n\n" + made.note));
    BOOST_TEST(proof_of(6, 6).str().starts_with("old 6\n\nexample.org/register\n6\n"));
}

BOOST_AUTO_TEST_CASE(another_journal_did_not_grow_into_this_one)
{
    auto other = head(4);
    other.root[0] ^= std::byte{1};
    const auto made = proof_of(4, 6);
    BOOST_TEST((check_growth(made, other, register_key.key()).error() == errc::bad_proof));
    BOOST_TEST((check_growth(made, head(5), register_key.key()).error() == errc::bad_proof));
    const signer stranger{"example.org/register", verifier_key::kind::log, {std::byte{8}}};
    BOOST_TEST((check_growth(made, head(4), stranger.key()).error() == errc::not_signed));
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_is_noticed)
{
    const auto text = proof_of(7, 12).str();
    const auto holds = [](const std::string& changed) {
        const auto read = growth_proof::parse(changed);
        return read && check_growth(*read, head(7), register_key.key());
    };
    BOOST_TEST(holds(text));
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        auto changed = text;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1U << (bit % 8)));
        BOOST_TEST_REQUIRE(!holds(changed), bit);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_proof_is_refused)
{
    const auto text = proof_of(4, 6).str();
    const auto hash = text.substr(text.find("old 4\n") + 6, 45);
    std::string endless = "old 4\n";
    for (int i = 0; i < 64; ++i) {
        endless += hash;
    }
    for (const std::string& wrong : std::vector<std::string>{
             "",
             "old 4",
             "old 4\n",
             "old 04" + text.substr(5),
             "old -4" + text.substr(5),
             "old 18446744073709551616" + text.substr(5),
             "new 4" + text.substr(5),
             "old 4\nAAAA" + text.substr(5),
             "old 4\n" + hash,
             endless + "\n" + proof_of(4, 6).note}) {
        BOOST_TEST((growth_proof::parse(wrong).error() == errc::bad_proof), wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
