// What is proved to a stranger, and what a stranger checks with nothing but a public key.
#include <acikkapi/proof.hpp>

#include "replay/commands.hpp"
#include "replay/store.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

/// Nothing if the file cannot be read. A proof is small: more than this is none.
std::optional<std::string> read_file(const std::string& name)
{
    constexpr std::uintmax_t size_max = 64U << 20U;
    std::error_code bad;
    const auto size = std::filesystem::file_size(name, bad);
    std::ifstream in{name, std::ios::binary};
    if (bad || size > size_max || !in) {
        return std::nullopt;
    }
    std::string out{std::istreambuf_iterator<char>{in}, {}};
    return in.bad() ? std::nullopt : std::optional{std::move(out)};
}

/// Writes the proof to where it is wanted: a file, or standard output for `-`.
int deliver(const std::string& proof, const std::string& to)
{
    if (to == "-") {
        std::cout << proof;
        return fine;
    }
    std::ofstream out{to, std::ios::binary};
    out << proof;
    out.close();
    return out ? fine : complain(to + ": cannot be written", cannot_read);
}

/// `--key`: a public key, or the file it is in.
result<verifier_key> key_of(const std::string& text)
{
    const auto in_file = read_file(text);
    auto line = in_file.value_or(text);
    while (line.ends_with('\n') || line.ends_with('\r')) {
        line.pop_back();
    }
    return verifier_key::parse(line);
}

/// What a check came to.
struct verdict {
    std::string kind;
    result<checkpoint> over = errc::bad_proof;
    std::string says;  ///< What holds, if it does.
};

verdict check_one(const std::string& text, const verifier_key& key)
{
    const auto all = bundle::parse(text);
    verdict out{"bundle", all ? check_bundle(*all, key) : all.error(), {}};
    if (out.over) {
        out.says = "all " + std::to_string(all->parts.size()) + " records of application " +
                   all->number + " are in the journal";
    }
    return out;
}

verdict check_note(const std::string& text, const verifier_key& key)
{
    verdict out{"checkpoint", {}, {}};
    if (key.type == verifier_key::kind::log) {
        out.over = open_checkpoint(text, key);
    } else {  // A witness signs what is another's.
        const auto note = signed_note::parse(text);
        const auto fits = note ? check_signature(*note, key) : note.error();
        out.over = fits ? checkpoint::parse(note->text) : fits.error();
    }
    if (out.over) {
        out.says = "it was signed by " + key.name;
    }
    return out;
}

verdict
check_growth_since(const std::string& text, const std::string& earlier, const verifier_key& key)
{
    verdict out{"growth", {}, {}};
    const auto before = open_checkpoint(earlier, key);
    const auto proof = growth_proof::parse(text);
    out.over = !before  ? before.error()
               : !proof ? proof.error()
                        : check_growth(*proof, before->tree, key);
    if (out.over) {
        out.says = "the journal goes on from the " + std::to_string(before->tree.size) +
                   " records of before";
    }
    return out;
}

verdict check_record_in(const std::string& text, const std::string& bytes, const verifier_key& key)
{
    const auto proof = record_proof::parse(text);
    verdict out{"record", proof ? check_record(*proof, bytes, key) : proof.error(), {}};
    if (out.over) {
        out.says = "the record is the " + std::to_string(proof->index + 1) + ". of the journal";
    }
    return out;
}

int print_verdict(const verdict& found, const replay_options& how)
{
    const bool ok = found.over.has_value();
    const auto why = ok ? std::string{} : found.over.error().message();
    if (how.json) {
        json::object out{{"kind", found.kind}, {"ok", ok}};
        if (ok) {
            out["origin"] = found.over->origin;
            out["size"] = found.over->tree.size;
            out["says"] = found.says;
        } else {
            out["error"] = why;
        }
        std::cout << json::serialize(out) << '\n';
    } else if (ok) {
        std::cout << "ok: " << found.says << ", of which " << found.over->origin
                  << " signed a checkpoint over " << found.over->tree.size << " records\n";
    } else {
        std::cout << "NOT ok: " << why << '\n';
    }
    return ok ? fine : found_something;
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

int check(const replay_options& how)
{
    const auto key = key_of(how.key);
    if (!key) {
        return complain(how.key + ": neither a public key nor a file with one", wrong_usage);
    }
    std::optional<std::string> with;
    const auto& second = how.since.empty() ? how.record : how.since;
    if (!second.empty()) {
        with = read_file(second);
        if (!with) {
            return complain(second + ": cannot be read", cannot_read);
        }
    }
    const auto text = read_file(how.other);
    if (!text) {
        return complain(how.other + ": cannot be read", cannot_read);
    }
    if (!how.since.empty()) {
        return print_verdict(check_growth_since(*text, *with, *key), how);
    }
    if (!how.record.empty()) {
        return print_verdict(check_record_in(*text, *with, *key), how);
    }
    const bool is_bundle = text->starts_with("acikkapi-bundle/");
    return print_verdict(is_bundle ? check_one(*text, *key) : check_note(*text, *key), how);
}

/// @return What is wrong, in words; nothing if the store holds all that was signed.
std::optional<std::string>
contradicts(const petition_audit& store, const std::string& file, const std::string& key_text)
{
    const auto key = key_of(key_text);
    if (!key) {
        return key_text + ": neither a public key nor a file with one";
    }
    const auto note = read_file(file);
    if (!note) {
        return file + ": cannot be read";
    }
    const auto signed_then = open_checkpoint(*note, *key);
    if (!signed_then) {
        return file + ": " + signed_then.error().message();
    }
    const auto now = store.tree(signed_then->tree.size);
    if (!now) {
        return now.error() == errc::beyond_head
                   ? "the store holds fewer records than were signed: " +
                         std::to_string(signed_then->tree.size)
                   : now.error().message();
    }
    return *now == signed_then->tree
               ? std::nullopt
               : std::optional<std::string>{"the store is not the one whose checkpoint was signed"};
}

}  // namespace tools
