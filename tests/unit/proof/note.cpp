#include <acikkapi/proof.hpp>

#include "support/hex.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_note)

namespace {

using namespace acikkapi;
using kind = verifier_key::kind;

// The example of Go's `sumdb/note`, the first implementation of signed notes.
constexpr std::string_view peters_key =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view peters_seed =
    "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";
constexpr std::string_view peters_note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

const std::array<std::byte, 32> seed =
    support::hash_of("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");

bool is_note(std::string_view bytes)
{
    return signed_note::parse(bytes).has_value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_published_note_is_read_checked_and_written)
{
    const auto note = signed_note::parse(peters_note).value();
    const auto key = verifier_key::parse(peters_key).value();
    BOOST_TEST(key.name == "PeterNeumann");
    BOOST_TEST((key.type == kind::log));
    BOOST_TEST(key.id() == 0xc74f20a3U);
    BOOST_TEST(key.str() == peters_key);
    BOOST_TEST(check_signature(note, key).has_value());
    BOOST_TEST(note.str() == peters_note);
}

BOOST_AUTO_TEST_CASE(the_published_note_is_signed_in_the_same_way)
{
    const auto key = verifier_key::parse(peters_key).value();
    const auto text = signed_note::parse(peters_note).value().text;
    // The seed stands in the same example; RFC 8032 leaves no choice of a signature.
    const signer peter{"PeterNeumann", kind::log, support::hash_of(peters_seed)};
    BOOST_TEST((peter.key() == key));
    BOOST_TEST((signed_note{text, {peter.sign(text)}}.str() == peters_note));
}

BOOST_AUTO_TEST_CASE(any_change_of_a_key_is_noticed)
{
    const std::string whole{peters_key};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        ++changed[i];
        BOOST_TEST(!verifier_key::parse(changed).has_value(), changed);
        BOOST_TEST(!verifier_key::parse(whole.substr(0, i)).has_value());
        BOOST_TEST(!verifier_key::parse(whole.substr(i + 1)).has_value());
    }
    // A key that is too long, and a kind that we do not know; their ids fit.
    for (const char* text :
         {"PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
          "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
        BOOST_TEST((verifier_key::parse(text).error() == errc::bad_argument));
    }
}

BOOST_AUTO_TEST_CASE(any_change_of_a_signed_text_is_noticed)
{
    const auto key = verifier_key::parse(peters_key).value();
    auto note = signed_note::parse(peters_note).value();
    for (char& one : note.text) {
        one = static_cast<char>(one ^ 1);
        BOOST_TEST((check_signature(note, key).error() == errc::bad_signature));
        one = static_cast<char>(one ^ 1);
    }
    for (char& one : note.signatures[0].bytes) {
        one = static_cast<char>(one ^ 1);
        BOOST_TEST((check_signature(note, key).error() == errc::bad_signature));
        one = static_cast<char>(one ^ 1);
    }
    BOOST_TEST(check_signature(note, key).has_value());
}

BOOST_AUTO_TEST_CASE(signatures_by_others_are_passed_over)
{
    const signer mine{"here", kind::log, seed};
    const signer theirs{"there", kind::log, seed};
    signed_note note{"text\n", {theirs.sign("text\n")}};
    BOOST_TEST((check_signature(note, mine.key()).error() == errc::not_signed));
    note.signatures.push_back(mine.sign("text\n"));
    BOOST_TEST(check_signature(note, mine.key()).has_value());
    BOOST_TEST((signed_note::parse(note.str()).value() == note));
    // The same name with another key is somebody else.
    auto other = mine.key();
    other.key[0] ^= std::byte{1};
    BOOST_TEST((check_signature(note, other).error() == errc::not_signed));
    // One that fits does not make up for one that does not.
    note.signatures.push_back(note.signatures.back());
    note.signatures.back().bytes[5] ^= 1;
    BOOST_TEST((check_signature(note, mine.key()).error() == errc::bad_signature));
}

BOOST_AUTO_TEST_CASE(a_witness_signs_the_time_with_the_text)
{
    const signer witness{"witness.example/w1", kind::witness, seed};
    signed_note note{"text\n", {witness.sign("text\n", 1'679'315'147)}};
    BOOST_TEST(check_signature(note, witness.key()).value() == 1'679'315'147U);
    note.signatures[0].bytes[7] ^= 1;
    BOOST_TEST((check_signature(note, witness.key()).error() == errc::bad_signature));
    note.signatures[0].bytes.resize(7);
    BOOST_TEST((check_signature(note, witness.key()).error() == errc::bad_signature));
}

BOOST_AUTO_TEST_CASE(a_signature_of_a_log_is_none_of_a_witness)
{
    const signer log{"one", kind::log, seed};
    const signer witness{"one", kind::witness, seed};
    BOOST_TEST(log.key().id() != witness.key().id());
    const signed_note note{"text\n", {log.sign("text\n")}};
    BOOST_TEST((check_signature(note, witness.key()).error() == errc::not_signed));
}

BOOST_AUTO_TEST_CASE(a_text_may_hold_empty_lines)
{
    const signer log{"one", kind::log, seed};
    const std::string text = "first\n\nsecond\n\n";
    const signed_note note{text, {log.sign(text)}};
    BOOST_TEST((signed_note::parse(note.str()).value() == note));
}

BOOST_AUTO_TEST_CASE(what_is_not_a_note_is_refused)
{
    const std::string line = "\xe2\x80\x94 here AAAAAAE=\n";
    BOOST_TEST(is_note("text\n\n" + line));
    for (const std::string& bytes : std::vector<std::string>{
             "",
             "text\n",
             "text\n\n",
             "text\n" + line,
             "text\n\n" + line.substr(0, line.size() - 1),
             "text\n\n" + line + "\n",
             "text\n\nhere AAAAAAE=\n",
             "text\n\n\xe2\x80\x94 hereAAAAAAE=\n",
             "text\n\n\xe2\x80\x94 here AAAAAA==\n",  // An id and nothing more.
             "text\n\n\xe2\x80\x94 here AAAAAAF=\n",  // Bits that no byte has.
             "text\n\n\xe2\x80\x94 here  AAAAAAE=\n",
             "text\n\n\xe2\x80\x94 h+re AAAAAAE=\n",
             "text\n\n\xe2\x80\x94  AAAAAAE=\n",
             "te\rxt\n\n" + line,
             "te\xffxt\n\n" + line,
             "te\xed\xa0\x80xt\n\n" + line,  // Half of a pair of UTF-16.
             std::string("te\0xt\n\n", 7) + line}) {
        BOOST_TEST(!is_note(bytes), bytes);
    }
    BOOST_TEST((signed_note::parse("").error() == errc::bad_checkpoint));
}

BOOST_AUTO_TEST_CASE(a_note_has_a_bound)
{
    const std::string line = "\xe2\x80\x94 here AAAAAAE=\n";
    std::string note = "text\n\n";
    for (std::size_t i = 0; i < signed_note::signatures_max; ++i) {
        note += line;
    }
    BOOST_TEST(is_note(note));
    BOOST_TEST(!is_note(note + line));
    BOOST_TEST(is_note(std::string(60'000, 'x') + "\n\n" + line));
    BOOST_TEST(!is_note(std::string(signed_note::size_max, 'x') + "\n\n" + line));
}

BOOST_AUTO_TEST_SUITE_END()
