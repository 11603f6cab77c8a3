// What strangers send to be checked, and what checks it: notes, keys, proofs, bundles.
#include <acikkapi/proof.hpp>

#include "fuzz/targets.hpp"
#include "proof/frontier.hpp"

#include <array>

namespace fuzz {
namespace {

using namespace acikkapi;

const signer& log_key()
{
    static const signer key{"example.org/log", verifier_key::kind::log, {std::byte{7}}};
    return key;
}

tree_head tree_of(std::string_view record)
{
    proof::frontier out;
    out.append(leaf_hash(record), [](unsigned, std::uint64_t, const digest&) {});
    return {out.size(), out.root()};
}

std::string note_of(const tree_head& tree)
{
    const auto text = checkpoint{log_key().key().name, tree}.str();
    return signed_note{text, {log_key().sign(text)}}.str();
}

/// What is read is written as it was.
template <class T>
void rewritten(std::string_view input)
{
    const auto value = counted(input, [&] { return T::parse(input); });
    must(!value || value->str() == input, "there is one spelling");
}

void run_note(std::string_view input)
{
    rewritten<signed_note>(input);
    rewritten<verifier_key>(input);
    const auto text = counted(input, [&] { return checkpoint::parse(input); });
    must(!text || input.starts_with(text->str()), "three lines are a checkpoint");
    const auto opened = counted(input, [&] { return open_checkpoint(input, log_key().key()); });
    must(!opened || opened->origin == log_key().key().name, "an origin is the key's name");
}

std::vector<std::string> note_seeds()
{
    const signer witness{"example.org/witness", verifier_key::kind::witness, {std::byte{8}}};
    const auto text = checkpoint{log_key().key().name, tree_of("a")}.str();
    return {
        signed_note{text, {log_key().sign(text), witness.sign(text, 1'700'000'000)}}.str(),
        log_key().key().str(),
        witness.key().str(),
        text};
}

void run_proof(std::string_view input)
{
    rewritten<growth_proof>(input);
    rewritten<bundle>(input);
    const auto one = counted(input, [&] { return record_proof::parse(input); });
    const auto again = one ? record_proof::parse(one->str()) : one;
    must(!one || (again && *again == *one), "a proof that was written is read as the same");
    // Nobody signed for a journal of other than the one record.
    must(!one || !check_record(*one, "b", log_key().key()), "what is not in it is not proved");
    const auto grown = growth_proof::parse(input);
    must(
        !grown || !check_growth(*grown, tree_of("b"), log_key().key()),
        "no journal grows out of another");
    const auto all = bundle::parse(input);
    must(!all || !check_bundle(*all, log_key().key()), "what is no record is no application's");
}

std::vector<std::string> proof_seeds()
{
    const auto note = note_of(tree_of("a"));
    const digest hash = leaf_hash("c");
    return {
        record_proof{0, {}, note}.str(),
        record_proof{4, {hash, hash}, note}.str(),
        growth_proof{1, {}, note}.str(),
        growth_proof{3, {hash, hash}, note}.str(),
        bundle{"1", {{0, "a", {}}, {2, "c", {hash}}}, note}.str()};
}

}  // namespace

std::vector<target> proof_targets()
{
    return {{"note", run_note, note_seeds}, {"proof", run_proof, proof_seeds}};
}

}  // namespace fuzz
