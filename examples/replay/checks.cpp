// What a stranger checks with nothing but a public key.
#include <acikkapi/proof.hpp>

#include "replay/commands.hpp"
#include "replay/first_record.hpp"
#include "replay/proof_files.hpp"
#include "support/one_line.hpp"
#include "support/time_text.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

std::string hexadecimal(const digest& value)
{
    const auto* const first = reinterpret_cast<const unsigned char*>(value.data());
    std::string out;
    boost::algorithm::hex_lower(first, first + value.size(), std::back_inserter(out));
    return out;
}

/// What a check came to.
struct verdict {
    std::string kind;
    result<checkpoint> over = errc::bad_proof;  ///< Of a certificate: its journal, and no records.
    std::string
        says{};  ///< What holds, if it does; else what does not, where more is known than the error.
    std::string note{};  ///< In which the checkpoint was signed.
    std::vector<std::pair<std::string, instant>> witnesses{};  ///< Who cosigned it, and when.
};

/// Of which application a bundle is, as far as its first record says it.
/// @return Nothing if it says something else than the bundle.
std::optional<std::string> application_of(const bundle& what)
{
    const auto first = read_first_record(what.parts.front().record);
    if (!first.of_petition) {
        return "one application, whose number nothing proves,";
    }
    const auto number = application_number::parse(what.number);
    return number && first.number == *number ? std::optional{"application " + number->str()}
                                             : std::nullopt;
}

verdict check_all_of_one(const std::string& text, const verifier_key& key)
{
    const auto all = bundle::parse(text);
    verdict out{"bundle", all ? check_bundle(*all, key) : all.error()};
    if (!out.over) {
        return out;
    }
    out.note = all->note;
    // That there are no more of them the bundle does not prove.
    const auto count = all->parts.size();
    if (const auto whose = application_of(*all)) {
        out.says = count == 1 ? "the first record of " + *whose + " is in the journal"
                              : "the first " + std::to_string(count) + " records of " + *whose +
                                    " are in the journal";
    } else {
        out.over = errc::bad_proof;
        out.says = "the number is not the one that the first record says";
    }
    return out;
}

verdict check_note(const std::string& text, const verifier_key& key)
{
    verdict out{"checkpoint"};
    if (key.type == verifier_key::kind::log) {
        out.over = open_checkpoint(text, key);
    } else {  // A witness signs what is another's.
        const auto note = signed_note::parse(text);
        const auto fits = note ? check_signature(*note, key) : note.error();
        out.over = fits ? checkpoint::parse(note->text) : fits.error();
    }
    if (out.over) {
        out.says = "it was signed by " + key.name;
        out.note = text;
    }
    return out;
}

verdict check_erasure(const std::string& text, const verifier_key& key)
{
    const auto what = open_erasure_certificate(text, key);
    verdict out{"erasure", what ? result<checkpoint>{{what->origin, {}}} : what.error()};
    if (what) {
        out.says = what->origin + " has certified that person " + std::to_string(what->whose) +
                   " of application " + what->number + " was erased on " + format_utc(what->when) +
                   " by " + what->by.str() + " on the ground of " + what->basis.str() +
                   ", by the " + std::to_string(number_of(what->at)) + ". record, of leaf hash " +
                   hexadecimal(what->leaf);
    }
    return out;
}

verdict check_destruction(const std::string& text, const verifier_key& key)
{
    const auto what = open_destruction_certificate(text, key);
    verdict out{"destruction", what ? result<checkpoint>{{what->origin, {}}} : what.error()};
    if (what) {
        out.says = what->origin + " has certified that " + std::to_string(what->persons) +
                   " persons were destroyed on " + format_utc(what->when) + " by " +
                   what->by.str() + " on the ground of " + what->basis.str() +
                   ", by records from the " +
                   std::to_string(number_of(what->records.front().first)) + ". to the " +
                   std::to_string(number_of(what->records.back().last)) + ".";
    }
    return out;
}

verdict check_alone(const std::string& text, const verifier_key& key)
{
    if (text.starts_with("acikkapi-bundle/")) {
        return check_all_of_one(text, key);
    }
    if (text.starts_with("acikkapi-erasure/")) {
        return check_erasure(text, key);
    }
    return text.starts_with("acikkapi-destruction/") ? check_destruction(text, key)
                                                     : check_note(text, key);
}

/// Each of these must have cosigned; when, is what nobody in the register's house can set back.
void check_witnesses(const std::vector<verifier_key>& wanted, verdict& of)
{
    for (const auto& one : wanted) {
        if (!of.over) {
            return;
        }
        const auto note = signed_note::parse(of.note);
        const auto when = note ? check_signature(*note, one) : note.error();
        if (when) {
            of.witnesses.emplace_back(
                one.name, instant{std::chrono::seconds{static_cast<std::int64_t>(*when)}});
        } else {
            of.over = when.error();
            of.says = "it is not cosigned by " + one.name;
        }
    }
}

/// A checkpoint that somebody kept, and whose it is.
struct earlier_checkpoint {
    std::string note;
    verifier_key key;
};

verdict check_growth_since(
    const std::string& text, const earlier_checkpoint& earlier, const verifier_key& key)
{
    verdict out{"growth"};
    const auto before = open_checkpoint(earlier.note, earlier.key);
    const auto proof = growth_proof::parse(text);
    out.over = !before  ? before.error()
               : !proof ? proof.error()
                        : check_growth(*proof, before->tree, key);
    if (out.over) {
        out.note = proof->note;
        out.says = "the journal goes on from the " + std::to_string(before->tree.size) +
                   " records of before, as " + before->origin + " signed them";
    }
    return out;
}

verdict check_record_in(const std::string& text, const std::string& bytes, const verifier_key& key)
{
    const auto proof = record_proof::parse(text);
    verdict out{"record", proof ? check_record(*proof, bytes, key) : proof.error()};
    if (out.over) {
        out.note = proof->note;
        out.says = "the record is the " + std::to_string(proof->index + 1) + ". of the journal";
    }
    return out;
}

int print_verdict(const verdict& found, const replay_options& how)
{
    const bool ok = found.over.has_value();
    const auto why = !ok && found.says.empty() ? found.over.error().message() : found.says;
    if (how.json) {
        json::object out{{"kind", found.kind}, {"ok", ok}};
        if (ok) {
            out["origin"] = found.over->origin;
            if (!found.note.empty()) {
                out["size"] = found.over->tree.size;
            }
            out["says"] = found.says;
            json::object witnesses;
            for (const auto& [name, when] : found.witnesses) {
                witnesses[name] = format_utc(when);
            }
            out["witnesses"] = witnesses;
        } else {
            out["error"] = why;
        }
        std::cout << json::serialize(out) << '\n';
    } else if (ok) {
        std::cout << "ok: " << one_line(found.says);
        if (!found.note.empty()) {
            std::cout << ", of which " << one_line(found.over->origin)
                      << " signed a checkpoint over " << found.over->tree.size << " records";
        }
        std::cout << '\n';
        for (const auto& [name, when] : found.witnesses) {
            std::cout << "cosigned by " << one_line(name) << " at " << format_utc(when) << '\n';
        }
    } else {
        std::cout << "NOT ok: " << one_line(why) << '\n';
    }
    return ok ? fine : found_something;
}

}  // namespace

int check(const replay_options& how)
{
    const auto key = key_of(how.key);
    const auto since_key = how.since_key.empty() ? key : key_of(how.since_key);
    if (!key || !since_key) {
        return complain(
            (key ? how.since_key : how.key) + ": neither a public key nor a file with one",
            wrong_usage);
    }
    std::vector<verifier_key> witnesses;
    for (const auto& one : how.witnesses) {
        const auto witness = key_of(one);
        if (!witness || witness->type == verifier_key::kind::log) {
            return complain(
                one + ": neither a witness's public key nor a file with one", wrong_usage);
        }
        witnesses.push_back(*witness);
    }
    const auto& second = how.since.empty() ? how.record : how.since;
    const auto with = second.empty() ? std::optional{std::string{}} : read_file(second);
    if (!with) {
        return complain(second + ": cannot be read", cannot_read);
    }
    const auto text = read_file(how.other);
    if (!text) {
        return complain(how.other + ": cannot be read", cannot_read);
    }
    auto found = !how.since.empty()    ? check_growth_since(*text, {*with, *since_key}, *key)
                 : !how.record.empty() ? check_record_in(*text, *with, *key)
                                       : check_alone(*text, *key);
    check_witnesses(witnesses, found);
    return print_verdict(found, how);
}

}  // namespace tools
