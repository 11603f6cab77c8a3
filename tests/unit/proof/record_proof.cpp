#include "memory_nodes.hpp"
#include "support/hex.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_record_proof)

namespace {

using namespace acikkapi;

const signer register_key{"example.org/register", verifier_key::kind::log, {std::byte{7}}};

record_proof proof_of(std::uint64_t index, std::uint64_t size)
{
    const auto nodes = nodes_of(size);
    const auto text = checkpoint{register_key.key().name, nodes.heads.back()}.str();
    return {
        index,
        proof::tree{nodes}.inclusion(index, size).value(),
        signed_note{text, {register_key.sign(text)}}.str()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_proof_is_written_and_read)
{
    for (const std::uint64_t size : {1U, 2U, 9U}) {
        const auto made = proof_of(size - 1, size);
        BOOST_TEST((record_proof::parse(made.str()).value() == made));
        const auto record = "leaf " + std::to_string(size - 1);
        BOOST_TEST(check_record(made, record, register_key.key()).value().tree.size == size);
    }
}

BOOST_AUTO_TEST_CASE(the_text_begins_as_others_expect_it)
{
    const auto text = proof_of(4, 6).str();
    BOOST_TEST(text.starts_with("c2sp.org/tlog-proof@v1\nindex 4\n"));
    BOOST_TEST(text.find("\n\nexample.org/register\n6\n") != text.npos);
}

BOOST_AUTO_TEST_CASE(extra_data_is_passed_over)
{
    const auto made = proof_of(4, 6);
    auto text = made.str();
    text.insert(text.find("index"), "extra AAAA\n");
    BOOST_TEST((record_proof::parse(text).value() == made));
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_is_noticed)
{
    const auto text = proof_of(4, 6).str();
    const auto holds = [](const std::string& changed) {
        const auto read = record_proof::parse(changed);
        return read && check_record(*read, "leaf 4", register_key.key());
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
    const auto hash = text.substr(text.find("index 4\n") + 8, 45);
    for (const std::string& wrong : std::vector<std::string>{
             "",
             "c2sp.org/tlog-proof@v1\n",
             "c2sp.org/tlog-proof@v2" + text.substr(22),
             "c2sp.org/tlog-proof@v1\nindex 04" + text.substr(text.find("4\n") + 1),
             "c2sp.org/tlog-proof@v1\nindex -4" + text.substr(text.find("4\n") + 1)}) {
        BOOST_TEST((record_proof::parse(wrong).error() == errc::bad_proof), wrong);
    }
    std::string endless = "c2sp.org/tlog-proof@v1\nindex 4\n";
    for (int i = 0; i < 65; ++i) {
        endless += hash;
    }
    BOOST_TEST((record_proof::parse(endless + "\n").error() == errc::bad_proof));
}

BOOST_AUTO_TEST_SUITE_END()
