#include "vectors.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_checkpoint)

namespace {

using namespace acikkapi;

const std::array<std::byte, 32> seed =
    support::hash_of("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");

// The text of the example in C2SP tlog-checkpoint.
constexpr std::string_view published = "example.com/behind-the-sofa\n"
                                       "20852163\n"
                                       "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

}  // namespace

BOOST_AUTO_TEST_CASE(the_published_text_is_read_and_written)
{
    const auto read = checkpoint::parse(published).value();
    BOOST_TEST(read.origin == "example.com/behind-the-sofa");
    BOOST_TEST(read.tree.size == 20'852'163U);
    BOOST_TEST(support::hex(read.tree.root).substr(0, 8) == "0ac5186a");
    BOOST_TEST(read.str() == published);
}

BOOST_AUTO_TEST_CASE(more_lines_are_left_out_of_account)
{
    const std::string text = std::string{published} + "more\nand more\n";
    BOOST_TEST((checkpoint::parse(text).value() == checkpoint::parse(published).value()));
    BOOST_TEST(!checkpoint::parse(std::string{published} + "more\n\nand more\n").has_value());
}

BOOST_AUTO_TEST_CASE(one_that_was_signed_is_opened_with_the_key)
{
    const signer log{"example.com/log", verifier_key::kind::log, seed};
    const checkpoint made{"example.com/log", vectors::head(8)};
    const signed_note note{made.str(), {log.sign(made.str())}};
    BOOST_TEST((open_checkpoint(note.str(), log.key()).value() == made));

    const signer other{"example.com/other", verifier_key::kind::log, seed};
    BOOST_TEST((open_checkpoint(note.str(), other.key()).error() == errc::not_signed));
    const signed_note foreign{made.str(), {other.sign(made.str())}};
    BOOST_TEST((open_checkpoint(foreign.str(), other.key()).error() == errc::bad_checkpoint));
    auto larger = note;
    larger.text.replace(larger.text.find('8'), 1, "9");
    BOOST_TEST((open_checkpoint(larger.str(), log.key()).error() == errc::bad_signature));
    BOOST_TEST((open_checkpoint(made.str(), log.key()).error() == errc::bad_checkpoint));
}

BOOST_AUTO_TEST_CASE(what_is_not_a_checkpoint_is_refused)
{
    const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    for (const std::string& text : std::vector<std::string>{
             "",
             "origin\n",
             "origin\n1\n",
             "\n1\n" + root,
             "origin\n01\n" + root,
             "origin\n-1\n" + root,
             "origin\n1 \n" + root,
             "origin\n18446744073709551616\n" + root,
             "origin\n1\n" + root.substr(4),
             "origin\n1\nAAAA" + root,
             "origin\n1\n" + root.substr(0, root.size() - 1)}) {
        BOOST_TEST((checkpoint::parse(text).error() == errc::bad_checkpoint), text);
    }
    BOOST_TEST(checkpoint::parse("origin\n1\n" + root).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
