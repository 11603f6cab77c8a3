#include "proof/frontier.hpp"
#include "support/folder.hpp"
#include "unit/proof/memory_nodes.hpp"
#include "witness/book.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

BOOST_AUTO_TEST_SUITE(witness_book)

namespace {

using namespace acikkapi;
using support::folder;

const signer log_key{"example.org/log", verifier_key::kind::log, {std::byte{1}}};
const signer new_key{"example.org/log", verifier_key::kind::log, {std::byte{4}}};
const signer witness_key{"example.org/witness", verifier_key::kind::witness, {std::byte{2}}};
constexpr std::uint64_t now = 1'700'000'000;

/// A journal, and another that began like it.
const auto nodes = nodes_of(30);
const auto other_nodes = [] {
    auto out = nodes_of(10);
    for (int i = 10; i < 30; ++i) {
        out.append(leaf_hash("another leaf"));
    }
    return out;
}();

std::string note_of(const tree_head& tree, const signer& by = log_key)
{
    const auto text = checkpoint{by.key().name, tree}.str();
    return signed_note{text, {by.sign(text)}}.str();
}

std::string request(
    std::uint64_t from,
    std::uint64_t size,
    const memory_nodes& in = nodes,
    const signer& by = log_key)
{
    return growth_proof{
        from, proof::tree{in}.consistency(from, size).value(), note_of(in.heads[size - 1], by)}
        .str();
}

tools::witness_book open(const folder& where)
{
    return tools::witness_book::open(where.str(), {log_key.key(), new_key.key()}, witness_key)
        .value();
}

/// The status; that a 200 has a cosignature of ours is looked at on the way.
int ask(tools::witness_book& book, const std::string& what)
{
    const auto got = book.add_checkpoint(what, now);
    if (got.status == 200) {
        const auto text = signed_note::parse(growth_proof::parse(what).value().note).value().text;
        const auto note = signed_note::parse(text + "\n" + got.body).value();
        BOOST_TEST(check_signature(note, witness_key.key()).value() == now);
    }
    return got.status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_journal_that_only_grows_is_cosigned)
{
    const folder where;
    auto book = open(where);
    std::uint64_t last = 0;
    for (const std::uint64_t size : {1U, 2U, 7U, 7U, 8U, 30U}) {
        BOOST_TEST(ask(book, request(last, size)) == 200, size);
        BOOST_TEST(book.seen(log_key.key().name) == size);
        last = size;
    }
}

BOOST_AUTO_TEST_CASE(who_does_not_know_where_the_witness_is_is_told)
{
    const folder where;
    auto book = open(where);
    BOOST_TEST(ask(book, request(0, 7)) == 200);
    for (const std::uint64_t from : {0U, 6U, 8U}) {
        const auto got = book.add_checkpoint(request(from, 9), now);
        BOOST_TEST(got.status == 409);
        BOOST_TEST(got.body == "7\n");
    }
    BOOST_TEST(ask(book, request(7, 9)) == 200);
}

BOOST_AUTO_TEST_CASE(a_journal_with_two_histories_is_found_out)
{
    const folder where;
    auto book = open(where);
    BOOST_TEST(ask(book, request(0, 20)) == 200);
    BOOST_TEST(ask(book, request(20, 25, other_nodes)) == 422);
    // Of the same size with another root: the proof is empty, and the roots are compared.
    BOOST_TEST(ask(book, request(20, 20, other_nodes)) == 409);
    BOOST_TEST(book.seen(log_key.key().name) == 20U);
    BOOST_TEST(ask(book, request(20, 25)) == 200);
}

BOOST_AUTO_TEST_CASE(what_was_seen_stays_over_a_restart)
{
    const folder where;
    {
        auto book = open(where);
        BOOST_TEST(ask(book, request(0, 20)) == 200);
    }
    auto book = open(where);
    BOOST_TEST(book.seen(log_key.key().name) == 20U);
    BOOST_TEST(ask(book, request(0, 25, other_nodes)) == 409);
    BOOST_TEST(ask(book, request(20, 25, other_nodes)) == 422);
    BOOST_TEST(ask(book, request(20, 25)) == 200);
}

BOOST_AUTO_TEST_CASE(a_journal_may_have_a_new_key_and_no_strangers)
{
    const folder where;
    auto book = open(where);
    BOOST_TEST(ask(book, request(0, 5)) == 200);
    BOOST_TEST(ask(book, request(5, 6, nodes, new_key)) == 200);
    const signer thief{"example.org/log", verifier_key::kind::log, {std::byte{7}}};
    BOOST_TEST(ask(book, request(6, 7, nodes, thief)) == 403);
    const signer stranger{"example.com/log", verifier_key::kind::log, {std::byte{1}}};
    BOOST_TEST(ask(book, request(6, 7, nodes, stranger)) == 404);
    auto altered = request(6, 7);
    altered[altered.size() - 10] = altered[altered.size() - 10] == 'A' ? 'B' : 'A';
    BOOST_TEST(ask(book, altered) == 403);
    BOOST_TEST(book.seen(log_key.key().name) == 6U);
}

BOOST_AUTO_TEST_CASE(what_is_no_request_is_told_from_what_is_wrong)
{
    const folder where;
    auto book = open(where);
    for (const std::string& wrong : std::vector<std::string>{
             "", "old 0\n\n", "old 0\n\nx\n", "old x\n\n" + note_of(nodes.heads[0])}) {
        BOOST_TEST(ask(book, wrong) == 400, wrong);
    }
    // An old size above that of the checkpoint.
    BOOST_TEST(ask(book, growth_proof{9, {}, note_of(nodes.heads[6])}.str()) == 400);
    // From nothing there is nothing to prove.
    BOOST_TEST(ask(book, growth_proof{0, {leaf_hash("x")}, note_of(nodes.heads[6])}.str()) == 422);
    BOOST_TEST(ask(book, growth_proof{0, {}, note_of({0, leaf_hash("x")})}.str()) == 409);
    BOOST_TEST(ask(book, growth_proof{0, {}, note_of({0, proof::frontier{}.root()})}.str()) == 200);
}

BOOST_AUTO_TEST_CASE(two_books_of_one_directory_would_cosign_two_histories)
{
    const folder where;
    {
        auto book = open(where);
        BOOST_TEST(ask(book, request(0, 20)) == 200);
        const auto second = tools::witness_book::open(where.str(), {log_key.key()}, witness_key);
        BOOST_TEST((second.error() == errc::busy));
        BOOST_TEST(ask(book, request(20, 25)) == 200);
    }
    BOOST_TEST(open(where).seen(log_key.key().name) == 25U);
}

BOOST_AUTO_TEST_CASE(a_witness_whose_memory_is_damaged_does_not_go_on)
{
    const folder where;
    {
        auto book = open(where);
        BOOST_TEST(ask(book, request(0, 20)) == 200);
    }
    for (const auto& file : std::filesystem::directory_iterator{where.str()}) {
        if (file.path().extension() == ".seen") {
            std::ofstream{file.path()} << "example.org/log\n19\n";
        }
    }
    const auto again = tools::witness_book::open(where.str(), {log_key.key()}, witness_key);
    BOOST_TEST((again.error() == errc::bad_checkpoint));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_down_is_not_cosigned)
{
    const folder where;
    auto book = open(where);
    BOOST_TEST(ask(book, request(0, 5)) == 200);
    std::filesystem::remove_all(where.str());
    BOOST_TEST(ask(book, request(5, 6)) == 500);
    std::filesystem::create_directories(where.str());
    BOOST_TEST(ask(book, request(5, 6)) == 200);
}

BOOST_AUTO_TEST_SUITE_END()
