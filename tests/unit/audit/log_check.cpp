#include "audit/log_check.hpp"
#include "support/stores.hpp"
#include "vault/secrets.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <string>

BOOST_AUTO_TEST_SUITE(audit_log_check)

namespace {

using namespace acikkapi;
using namespace support;
using journal::table;

constexpr std::uint64_t many = 600;

const std::size_t tree = raw_store::family(table::tree);

const std::string name = "example.org/register";

const vault::secrets& ours()
{
    static const vault::secrets out{std::array<std::byte, 32>{std::byte{7}}};
    return out;
}

std::string note_of(const tree_head& head, const vault::secrets& by = ours())
{
    const signer log{name, verifier_key::kind::log, by.signing_seed(name)};
    const auto text = checkpoint{log.key().name, head}.str();
    return signed_note{text, {log.sign(text)}}.str();
}

tree_head head_of(std::uint64_t size)
{
    proof::frontier out;
    for (std::uint64_t i = 1; i <= size; ++i) {
        out.append(leaf_hash("event " + std::to_string(i)));
    }
    return {size, out.root()};
}

struct outcome {
    audit_room::trouble bad;
    std::uint64_t at = 0;
};

/// What is found of a store with a checkpoint at 100 and at 600, to which somebody did this.
outcome
found_after(const std::function<void(raw_store&)>& harm, const vault::secrets* secrets = &ours())
{
    const folder where;
    BOOST_REQUIRE(open_store(where.str())->commit(events_from(1, many)).has_value());
    {
        raw_store raw{where.str()};
        raw.put(tree, journal::checkpoint_key(100), note_of(head_of(100)));
        raw.put(tree, journal::checkpoint_key(many), note_of(head_of(many)));
        harm(raw);
    }
    // As an auditor opens it: what looks wrong is opened all the same.
    const auto store = journal::open({where.str(), false, true, nullptr, {}}).value();
    audit_room::log_check log{*store, secrets};
    const auto read =
        store->scan_events(position{0}, store->head(), [&](position, std::string_view bytes) {
            log.take(leaf_hash(bytes));
            return true;
        });
    BOOST_TEST(read.has_value());
    return {log.finish(), number_of(log.found_at())};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_tree_is_found_sound)
{
    const auto found = found_after([](raw_store&) {});
    BOOST_TEST(!found.bad, found.bad.what);
    BOOST_TEST(found.at == 0U);
}

BOOST_AUTO_TEST_CASE(a_changed_node_is_found_where_it_was_completed)
{
    const auto found = found_after(
        [](raw_store& raw) { raw.put(tree, journal::node_key(8, 0), std::string(32, 'x')); });
    BOOST_TEST(found.bad.what == "a node of the Merkle tree does not follow from the journal");
    BOOST_TEST(found.at == 256U);
}

BOOST_AUTO_TEST_CASE(a_missing_node_is_found)
{
    const auto found =
        found_after([](raw_store& raw) { raw.remove(tree, journal::node_key(8, 1)); });
    BOOST_TEST(found.bad.what == "a node of the Merkle tree does not follow from the journal");
    BOOST_TEST(found.at == 512U);
}

BOOST_AUTO_TEST_CASE(a_row_too_many_is_found)
{
    for (const auto& key : {journal::node_key(8, 2), journal::node_key(16, 0), std::string{"x"}}) {
        const auto found =
            found_after([&](raw_store& raw) { raw.put(tree, key, std::string(32, 'x')); });
        BOOST_TEST(found.bad.what == "the Merkle tree has other rows than it must");
    }
}

BOOST_AUTO_TEST_CASE(every_checkpoint_is_compared_not_only_the_newest)
{
    for (const auto& note :
         {note_of({100, head_of(99).root}), note_of(head_of(99)), std::string{}}) {
        const auto found =
            found_after([&](raw_store& raw) { raw.put(tree, journal::checkpoint_key(100), note); });
        BOOST_TEST(found.bad.what == "the journal is not the one whose checkpoint was signed");
        BOOST_TEST(found.at == 100U);
    }
}

// Who rewrote the journal and all roots in it cannot sign them.
BOOST_AUTO_TEST_CASE(what_the_store_has_not_signed_is_found_by_who_has_its_key)
{
    const vault::secrets other{std::array<std::byte, 32>{std::byte{1}}};
    const auto forged = [&](raw_store& raw) {
        raw.put(tree, journal::checkpoint_key(100), note_of(head_of(100), other));
    };
    const auto found = found_after(forged);
    BOOST_TEST(found.bad.what == "the journal is not the one whose checkpoint was signed");
    BOOST_TEST(found.at == 100U);
    BOOST_TEST(!found_after(forged, nullptr).bad);  // An auditor without it compares the roots.
}

BOOST_AUTO_TEST_CASE(an_event_that_was_changed_is_found_by_what_was_signed_over_it)
{
    const auto found = found_after([](raw_store& raw) {
        raw.put(raw_store::events, journal::event_key(position{50}), "another event");
    });
    BOOST_TEST(found.bad.what == "the journal is not the one whose checkpoint was signed");
    BOOST_TEST(found.at == 100U);
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_rolled_back_is_found)
{
    const auto found = found_after([](raw_store& raw) {
        raw.put(tree, journal::checkpoint_key(many + 1), note_of(head_of(many + 1)));
    });
    BOOST_TEST(found.bad.what == "a checkpoint was signed over more than there is");
}

BOOST_AUTO_TEST_SUITE_END()
