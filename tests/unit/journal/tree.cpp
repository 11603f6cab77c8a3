// The Merkle tree that lies beside the events.
#include "journal/nodes.hpp"
#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/trial_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>

BOOST_AUTO_TEST_SUITE(journal_tree)

namespace {

using namespace acikkapi;
using namespace support;
using journal::table;

/// Two kept subtrees of 256 leaves, and some leaves more.
constexpr std::uint64_t many = 600;

const std::size_t tree = raw_store::family(table::tree);

/// What the tree of the first `size` events of `events_from` is.
tree_head head_of(std::uint64_t size)
{
    proof::frontier out;
    for (std::uint64_t i = 1; i <= size; ++i) {
        out.append(leaf_hash("event " + std::to_string(i)));
    }
    return {size, out.root()};
}

std::map<std::string, std::string> rows_of(const journal::journal& store)
{
    std::map<std::string, std::string> out;
    BOOST_TEST(store
                   .scan(
                       table::tree,
                       {},
                       {},
                       [&](std::string_view key, std::string_view value) {
                           out.emplace(key, value);
                           return true;
                       })
                   .has_value());
    return out;
}

/// A store of `many` events, which came in groups of `each`, closed.
void make_many(const std::string& directory, std::uint64_t each)
{
    const auto store = open_store(directory);
    for (std::uint64_t i = 1; i <= many; i += each) {
        BOOST_REQUIRE(store->commit(events_from(i, std::min(each, many + 1 - i))).has_value());
    }
}

const std::array<std::byte, 32> seed{std::byte{7}};

std::string note_of(const tree_head& head)
{
    const signer log{"example.org/register", verifier_key::kind::log, seed};
    const auto text = checkpoint{log.key().name, head}.str();
    return signed_note{text, {log.sign(text)}}.str();
}

/// How the store opens; `errc{}` if it does. `said` is what the operator is told.
errc opened(const std::string& directory, std::string& said)
{
    const auto before = contents(directory);
    const auto log = [&](std::string_view line) { said = line; };
    const auto store = journal::open({directory, false, false, nullptr, log});
    if (store) {
        return errc{};
    }
    BOOST_TEST((contents(directory) == before));
    return static_cast<errc>(store.error().value());
}

/// What is said of a store to which somebody did this.
std::string refusal_after(const std::function<void(raw_store&)>& harm)
{
    const folder where;
    make_many(where.str(), many);
    {
        raw_store raw{where.str()};
        harm(raw);
    }
    std::string said;
    BOOST_TEST((opened(where.str(), said) == errc::corrupt_journal));
    return said;
}

bool says(const std::string& what, std::string_view words)
{
    return what.find(words) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_every_256_records_the_root_lies_in_the_same_batch)
{
    const folder where;
    const auto store = open_store(where.str());
    BOOST_TEST(store->commit(events_from(1, 255)).has_value());
    BOOST_TEST(rows_of(*store).empty());
    BOOST_TEST(store->commit(events_from(256, 1)).has_value());
    const auto rows = rows_of(*store);
    BOOST_TEST(rows.size() == 1U);
    BOOST_TEST(rows.at(journal::node_key(8, 0)) == journal::node_row(head_of(256).root));
}

BOOST_AUTO_TEST_CASE(the_tree_is_the_same_however_records_came_in)
{
    const folder where;
    make_many(where.str("one"), many);
    make_many(where.str("single"), 1);
    make_many(where.str("seven"), 7);
    const auto rows = rows_of(*open_store(where.str("one"), false));
    BOOST_TEST(rows.size() == 2U);
    BOOST_TEST((rows_of(*open_store(where.str("single"), false)) == rows));
    BOOST_TEST((rows_of(*open_store(where.str("seven"), false)) == rows));
}

BOOST_AUTO_TEST_CASE(growing_goes_on_after_reopening)
{
    const folder where;
    for (std::uint64_t i = 1; i <= many; i += 100) {
        BOOST_TEST(open_store(where.str())->commit(events_from(i, 100)).has_value());
    }
    const auto store = open_store(where.str(), false);
    const journal::journal_nodes nodes{*store};
    for (const std::uint64_t size : {0U, 1U, 255U, 256U, 300U, 512U, 600U}) {
        BOOST_TEST((proof::tree{nodes}.root(size).value() == head_of(size).root), size);
    }
}

BOOST_AUTO_TEST_CASE(a_write_that_failed_has_not_grown_it)
{
    const folder where;
    trial_disk disk;
    {
        const auto store =
            journal::open({where.str(), true, false, disk.environment(), {}}).value();
        BOOST_TEST(store->commit(events_from(1, 200)).has_value());
        disk.fail(trial_disk::fault::append);
        BOOST_TEST(!store->commit(events_from(201, 100)).has_value());
        // What is not durable is not signed.
        BOOST_TEST((store->tree() == head_of(200)));
        disk.heal();
    }
    const auto store = journal::open({where.str(), false, false, disk.environment(), {}}).value();
    BOOST_TEST(store->commit(events_from(number_of(store->head()) + 1, 300)).has_value());
    const auto size = number_of(store->head());
    const journal::journal_nodes nodes{*store};
    BOOST_TEST((proof::tree{nodes}.root(size).value() == head_of(size).root));
}

BOOST_AUTO_TEST_CASE(nodes_are_read_alike_from_a_journal_and_from_its_tables)
{
    const folder where;
    make_many(where.str(), many);
    std::string why;
    const auto tables = journal::tables::open(where.str(), journal::tables::mode::read, {}, why);
    BOOST_TEST_REQUIRE(tables.has_value());
    const journal::table_nodes nodes{*tables};
    for (const std::uint64_t size : {1U, 256U, 300U, 600U}) {
        BOOST_TEST((proof::tree{nodes}.root(size).value() == head_of(size).root), size);
    }
    const auto each = [](const digest&) {};
    BOOST_TEST((nodes.visit(0, 599, 2, each).error() == errc::corrupt_journal));
    BOOST_TEST((nodes.visit(8, 2, 1, each).error() == errc::corrupt_journal));
    const auto store = open_store(where.str(), false);
    BOOST_TEST(
        (journal::journal_nodes{*store}.visit(8, 2, 1, each).error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_store_whose_tree_cannot_grow_is_refused)
{
    const auto said =
        refusal_after([](raw_store& raw) { raw.remove(tree, journal::node_key(8, 1)); });
    BOOST_TEST(says(said, "a node of the Merkle tree is missing"), said);
    const auto cut =
        refusal_after([](raw_store& raw) { raw.put(tree, journal::node_key(8, 1), "too short"); });
    BOOST_TEST(says(cut, "a node of the Merkle tree is missing"), cut);
}

BOOST_AUTO_TEST_CASE(a_store_with_a_checkpoint_of_its_own_opens)
{
    const folder where;
    make_many(where.str(), many);
    for (const std::uint64_t size : {1U, 256U, 599U, 600U}) {
        const auto store = open_store(where.str(), false);
        BOOST_TEST(store
                       ->commit(
                           {position{},
                            {},
                            {{table::tree, journal::checkpoint_key(size), note_of(head_of(size))}}})
                       .has_value());
    }
    std::string said;
    BOOST_TEST((opened(where.str(), said) == errc{}), said);
}

BOOST_AUTO_TEST_CASE(a_journal_other_than_the_one_that_was_signed_is_refused)
{
    const auto signed_over = [](const tree_head& head) {
        return refusal_after([&](raw_store& raw) {
            raw.put(tree, journal::checkpoint_key(head.size), note_of(head));
        });
    };
    const auto forked = signed_over({300, head_of(299).root});
    BOOST_TEST(says(forked, "is not the one whose checkpoint was signed"), forked);
    const auto rolled_back = signed_over(head_of(601));
    BOOST_TEST(says(rolled_back, "ends at 600 and a checkpoint was signed at 601"), rolled_back);
}

BOOST_AUTO_TEST_CASE(an_event_that_was_changed_under_a_checkpoint_is_noticed)
{
    const auto said = refusal_after([](raw_store& raw) {
        raw.put(tree, journal::checkpoint_key(590), note_of(head_of(590)));
        raw.put(raw_store::events, journal::event_key(position{580}), "another event");
    });
    BOOST_TEST(says(said, "is not the one whose checkpoint was signed"), said);
}

BOOST_AUTO_TEST_CASE(what_is_not_a_checkpoint_is_refused)
{
    for (const std::string& bytes :
         {std::string{}, std::string{"not a note"}, note_of(head_of(299))}) {
        const auto said = refusal_after(
            [&](raw_store& raw) { raw.put(tree, journal::checkpoint_key(300), bytes); });
        BOOST_TEST(says(said, "the newest checkpoint is not one"), said);
    }
}

BOOST_AUTO_TEST_SUITE_END()
