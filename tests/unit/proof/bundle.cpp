#include "codec/record_codec.hpp"
#include "memory_nodes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(proof_bundle)

namespace {

using namespace acikkapi;

const signer register_key{"example.org/register", verifier_key::kind::log, {std::byte{7}}};

std::string bytes_of(std::uint64_t stream, version at, std::int32_t refused_with = 0)
{
    record out;
    out.stream = stream_id{stream};
    out.version = at;
    out.by = actor::parse("officer:4711").value();
    out.via = channel::parse("desk").value();
    out.refused_with = refused_with;
    if (refused_with == 0) {
        out.payload = {1, 1, "clear", "personal"};
        out.workflow = at == 1 ? "test/1" : "";
    } else {
        out.kind = record_kind::refusal;
        out.key.emplace();
        out.command_hash = 1;
    }
    return codec::encode_record(out);
}

/// A journal of two applications, one of which was refused something once.
struct journal_of_two {
    journal_of_two()
    {
        for (const auto& one : records) {
            nodes.append(leaf_hash(one));
        }
    }

    [[nodiscard]] bundle with(const std::vector<std::uint64_t>& indexes) const
    {
        const auto text = checkpoint{register_key.key().name, nodes.heads.back()}.str();
        bundle out{"2026-34-0000001-7", {}, signed_note{text, {register_key.sign(text)}}.str()};
        for (const auto index : indexes) {
            out.parts.push_back(
                {index,
                 records[index],
                 proof::tree{nodes}.inclusion(index, records.size()).value()});
        }
        return out;
    }

    std::vector<std::string> records{
        bytes_of(1, 1),
        bytes_of(2, 1),
        bytes_of(1, 2),
        bytes_of(2, 2),
        bytes_of(1, 2, 1),
        bytes_of(1, 3),
        bytes_of(2, 3)};
    memory_nodes nodes;
};

const journal_of_two two;

errc verdict(const bundle& what)
{
    const auto checked = check_bundle(what, register_key.key());
    return checked ? errc{} : static_cast<errc>(checked.error().value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_bundle_is_written_and_read)
{
    const auto made = two.with({0, 2, 4, 5});
    BOOST_TEST((bundle::parse(made.str()).value() == made));
    BOOST_TEST(check_bundle(made, register_key.key()).value().tree.size == 7U);
    BOOST_TEST(
        made.str().starts_with("acikkapi-bundle/1\nnumber 2026-34-0000001-7\n\nindex 0\nrecord "));
}

BOOST_AUTO_TEST_CASE(the_first_facts_of_an_application_are_a_bundle)
{
    // That no other follows is not what it proves, nor that there was no refusal.
    BOOST_TEST((verdict(two.with({0, 2})) == errc{}));
    BOOST_TEST((verdict(two.with({0, 2, 5})) == errc{}));
    BOOST_TEST((verdict(two.with({1, 3, 6})) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_missing_fact_is_noticed)
{
    BOOST_TEST((verdict(two.with({})) == errc::half_bundle));
    BOOST_TEST((verdict(two.with({2, 4, 5})) == errc::half_bundle));
    BOOST_TEST((verdict(two.with({0, 5})) == errc::half_bundle));
    BOOST_TEST((verdict(two.with({0, 4})) == errc::half_bundle));
}

BOOST_AUTO_TEST_CASE(what_is_of_another_application_or_out_of_order_is_noticed)
{
    BOOST_TEST((verdict(two.with({0, 3})) == errc::bad_proof));
    BOOST_TEST((verdict(two.with({0, 0})) == errc::bad_proof));
    BOOST_TEST((verdict(two.with({2, 0})) != errc{}));
    BOOST_TEST((verdict(two.with({0, 2, 5, 4})) == errc::bad_proof));
}

BOOST_AUTO_TEST_CASE(a_record_that_was_altered_is_noticed)
{
    auto made = two.with({0, 2});
    made.parts[1].record = two.records[3];
    BOOST_TEST((verdict(made) == errc::bad_proof));
    made = two.with({0, 2});
    made.parts[1].index = 3;
    BOOST_TEST((verdict(made) == errc::bad_proof));
}

BOOST_AUTO_TEST_CASE(what_the_journal_holds_and_no_version_of_ours_reads_is_told)
{
    journal_of_two other;
    other.records = {"\x03"};
    other.nodes = {};
    other.nodes.append(leaf_hash(other.records[0]));
    BOOST_TEST((verdict(other.with({0})) == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_but_of_the_number_is_noticed)
{
    const auto text = two.with({0, 2}).str();
    const auto begin = text.find("number ");
    const auto end = text.find("\n\n");
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        auto changed = text;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1U << (bit % 8)));
        const auto read = bundle::parse(changed);
        const bool holds = read && verdict(*read) == errc{};
        const bool in_number = bit / 8 >= begin + 7 && bit / 8 < end;
        BOOST_TEST_REQUIRE((!holds || in_number), bit);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_bundle_is_refused)
{
    const auto text = two.with({0, 2}).str();
    for (std::size_t size = 0; size < text.find("example.org"); ++size) {
        const auto cut = bundle::parse(text.substr(0, size));
        BOOST_TEST_REQUIRE((!cut || verdict(*cut) != errc{}), size);
    }
    for (const std::string& wrong : std::vector<std::string>{
             "",
             "acikkapi-bundle/2" + text.substr(17),
             "acikkapi-bundle/1\n\n",
             "acikkapi-bundle/1\nnumber 1\nindex 0\n"}) {
        BOOST_TEST((bundle::parse(wrong).error() == errc::bad_proof), wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
