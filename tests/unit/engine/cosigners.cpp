#include "engine/cosigners.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_cosigners)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using engine_room::cosigners;

const signer log_key{"example.org/log", verifier_key::kind::log, {std::byte{1}}};
const signer one{"example.org/one", verifier_key::kind::witness, {std::byte{2}}};
const signer two{"example.org/two", verifier_key::kind::witness, {std::byte{3}}};
constexpr instant noon{std::chrono::hours{12}};

journal::kept_checkpoint of_size(std::uint64_t size)
{
    const auto text = checkpoint{log_key.key().name, {size, digest{}}}.str();
    return {size, signed_note{text, {log_key.sign(text)}}.str()};
}

witness_answer cosigned(const signer& by, const journal::kept_checkpoint& what)
{
    return {200, by.sign(signed_note::parse(what.note).value().text, 1'700'000'000).str()};
}

struct bench {
    std::vector<std::string> said;
    cosigners all{log_key.key(), {one.key(), two.key()}, [this](std::string_view line) {
                      said.emplace_back(line);
                  }};
};

}  // namespace

BOOST_AUTO_TEST_CASE(without_a_checkpoint_nobody_is_asked)
{
    bench b;
    BOOST_TEST(b.all.due(noon).empty());
    BOOST_TEST(!b.all.next());
}

BOOST_AUTO_TEST_CASE(each_witness_is_asked_once_about_a_checkpoint)
{
    bench b;
    b.all.know(of_size(5));
    const auto asked = b.all.due(noon);
    BOOST_TEST_REQUIRE(asked.size() == 2U);
    BOOST_TEST(asked[0].whom == 0U);
    BOOST_TEST(asked[1].whom == 1U);
    BOOST_TEST(asked[0].from == 0U);
    BOOST_TEST(asked[0].about.note == of_size(5).note);
    BOOST_TEST(b.all.due(noon).empty());
    BOOST_TEST(b.all.under_way() == 2U);
}

BOOST_AUTO_TEST_CASE(what_they_sign_is_gathered_under_the_checkpoint)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    const auto first = b.all.take(0, cosigned(one, of_size(5)), noon).value();
    const auto both = b.all.take(1, cosigned(two, of_size(5)), noon).value();
    BOOST_TEST(first.size == 5U);
    const auto note = signed_note::parse(both.note).value();
    BOOST_TEST(note.signatures.size() == 3U);
    for (const auto& key : {log_key.key(), one.key(), two.key()}) {
        BOOST_TEST(check_signature(note, key).has_value());
    }
    BOOST_TEST(b.all.under_way() == 0U);
    BOOST_TEST(b.all.due(noon + 100h).empty());
    BOOST_TEST(b.said.empty());
}

BOOST_AUTO_TEST_CASE(the_next_proof_begins_where_the_witness_is)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    BOOST_TEST(b.all.take(0, cosigned(one, of_size(5)), noon).has_value());
    b.all.know(of_size(9));
    const auto asked = b.all.due(noon);
    // The other one has not answered yet: it is asked one thing at a time.
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    BOOST_TEST(asked[0].from == 5U);
    // A late answer is for what was asked, and is kept there.
    const auto late = b.all.take(1, cosigned(two, of_size(5)), noon).value();
    BOOST_TEST(late.size == 5U);
    BOOST_TEST(signed_note::parse(late.note).value().signatures.size() == 3U);
    BOOST_TEST(b.all.due(noon)[0].from == 5U);
}

BOOST_AUTO_TEST_CASE(a_witness_that_says_where_it_is_is_asked_again_at_once_and_only_once)
{
    bench b;
    b.all.know(of_size(9));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    BOOST_TEST(!b.all.take(0, {409, "7\n"}, noon));
    const auto again = b.all.due(noon);
    BOOST_TEST_REQUIRE(again.size() == 1U);
    BOOST_TEST(again[0].from == 7U);
    BOOST_TEST(!b.all.take(0, {409, "8\n"}, noon));
    BOOST_TEST(b.all.due(noon).empty());
    BOOST_TEST(b.said.size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_gives_no_cosignature_is_asked_again_later_and_later)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    BOOST_TEST(b.all.take(1, cosigned(two, of_size(5)), noon).has_value());
    instant now = noon;
    for (const auto pause : {1min, 2min, 4min, 8min, 16min, 32min, 60min, 60min}) {
        BOOST_TEST(!b.all.take(0, {}, now));
        BOOST_TEST((b.all.next() == now + pause));
        BOOST_TEST(b.all.due(now + pause - 1us).empty());
        now += pause;
        BOOST_TEST(b.all.due(now).size() == 1U);
        BOOST_TEST(!b.all.next());
    }
    BOOST_TEST(b.said.size() == 8U);
    BOOST_TEST(b.said.front() == "witness example.org/one gave no cosignature");
    // A success ends that.
    BOOST_TEST(b.all.take(0, cosigned(one, of_size(5)), now).has_value());
    b.all.know(of_size(6));
    BOOST_TEST(b.all.due(now).size() == 2U);
    BOOST_TEST(!b.all.take(0, {}, now));
    BOOST_TEST((b.all.next() == now + 1min));
}

BOOST_AUTO_TEST_CASE(what_is_no_cosignature_of_theirs_is_none)
{
    const auto about = of_size(5);
    for (const auto& wrong : std::vector<witness_answer>{
             cosigned(two, about),
             cosigned(one, of_size(4)),
             {200, ""},
             {200, "— example.org/one AAAA\n"},
             {403, cosigned(one, about).body},
             {409, ""},
             {409, "5"},
             {409, "05\n"},
             {409, "5\n5\n"},
             {409, "0\n"},
             {409, "6\n"},
             {422, ""}}) {
        bench b;
        b.all.know(about);
        BOOST_TEST(b.all.due(noon).size() == 2U);
        BOOST_TEST(!b.all.take(0, wrong, noon), wrong.body);
        BOOST_TEST(b.all.due(noon).empty(), wrong.body);
        BOOST_TEST(b.said.size() == 1U, wrong.body);
    }
}

BOOST_AUTO_TEST_CASE(a_witness_that_has_seen_more_than_there_is_is_told_of)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    BOOST_TEST(!b.all.take(0, {409, "6\n"}, noon));
    BOOST_TEST_REQUIRE(b.said.size() == 1U);
    BOOST_TEST(
        b.said[0] ==
        "witness example.org/one has seen 6 records: this journal was set back or is another");
}

BOOST_AUTO_TEST_CASE(a_witness_that_has_seen_as_much_with_another_root_is_told_of)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(b.all.due(noon).size() == 2U);
    BOOST_TEST(
        !b.all.take(0, {409, "5\n"}, noon));  // Asked from 0: it may be where we do not know it.
    BOOST_TEST(b.said.empty());
    BOOST_TEST(b.all.due(noon).size() == 1U);
    BOOST_TEST(!b.all.take(0, {409, "5\n"}, noon));
    BOOST_TEST_REQUIRE(b.said.size() == 1U);
    BOOST_TEST(b.said[0] == "witness example.org/one has seen another history of 5 records");
}

BOOST_AUTO_TEST_CASE(an_answer_to_nothing_changes_nothing)
{
    bench b;
    b.all.know(of_size(5));
    BOOST_TEST(!b.all.take(0, cosigned(one, of_size(5)), noon));
    BOOST_TEST(b.all.due(noon).size() == 2U);
}

BOOST_AUTO_TEST_CASE(after_a_restart_the_note_says_who_has_cosigned)
{
    auto kept = of_size(5);
    kept.note += cosigned(one, kept).body;
    bench b;
    b.all.know(kept);
    const auto asked = b.all.due(noon);
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    BOOST_TEST(asked[0].whom == 1U);
    b.all.know(of_size(8));
    BOOST_TEST(b.all.due(noon)[0].from == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
