// What is proved to a stranger.
#include <acikkapi/proof.hpp>

#include "replay/commands.hpp"
#include "replay/proof_files.hpp"
#include "replay/store.hpp"
#include "replay/whole_file.hpp"

#include <iostream>
#include <string>

namespace tools {
namespace {

using namespace acikkapi;

/// Writes the proof to where it is wanted: a file, or standard output for `-`.
int deliver(const std::string& proof, const std::string& to)
{
    if (to == "-") {
        std::cout << proof;
        return fine;
    }
    whole_file file{to};
    file.out() << proof;
    return file.keep() ? fine : complain(to + ": cannot be written", cannot_read);
}

std::string why_not(const replay_options& how, error_code why)
{
    return why == errc::not_covered
               ? how.directory + ": " + why.message() + " (the host signs them while it runs)"
               : advice(how.directory, why);
}

/// The newest checkpoint itself.
int show_checkpoint(const replay_options& how, const petition_audit& store)
{
    const auto proof = store.prove_growth(0);
    return proof ? deliver(proof->note, how.output)
                 : complain(why_not(how, proof.error()), found_something);
}

/// Of a store that somebody holds an earlier checkpoint of.
int prove_since(const replay_options& how, const petition_audit& store)
{
    const auto note = read_file(how.since);
    const auto text = note ? signed_note::parse(*note) : errc::bad_checkpoint;
    const auto earlier = text ? checkpoint::parse(text->text) : text.error();
    if (!earlier) {
        return complain(how.since + ": " + earlier.error().message(), cannot_read);
    }
    const auto proof = store.prove_growth(earlier->tree.size);
    return proof ? deliver(proof->str(), how.output)
                 : complain(why_not(how, proof.error()), found_something);
}

int prove_application(const replay_options& how, const petition_audit& store)
{
    const auto stream = find_application(store, how.number);
    const auto proof = stream ? store.prove_all(*stream, how.number) : stream.error();
    if (proof) {
        return deliver(proof->str(), how.output);
    }
    const auto why = proof.error();
    return complain(
        how.number + ": " + why_not(how, why),
        why == errc::bad_application_number                            ? wrong_usage
        : why == errc::no_such_application || why == errc::not_covered ? found_something
                                                                       : cannot_read);
}

}  // namespace

int prove(const replay_options& how)
{
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    return !how.since.empty()    ? prove_since(how, *store)
           : !how.number.empty() ? prove_application(how, *store)
                                 : show_checkpoint(how, *store);
}

}  // namespace tools
