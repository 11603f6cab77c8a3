#include "replay/diff.hpp"
#include "replay/to_json.hpp"

#include <boost/algorithm/hex.hpp>
#include <boost/json.hpp>

#include <functional>
#include <iterator>
#include <sstream>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

std::string hexadecimal(const key_hash& key)
{
    const auto* const first = reinterpret_cast<const unsigned char*>(key.data());
    std::string out;
    boost::algorithm::hex_lower(first, first + key.size(), std::back_inserter(out));
    return out;
}

/// What the record says, without what differs from store to store.
result<std::string> words_of(const record& what)
{
    auto line = to_json(what);
    if (!line) {
        return line.error();
    }
    line->erase("position");
    line->erase("caused_by");
    line->erase(
        "erased");  // Or read without the keys of persons: the erasure is a record of its own.
    if (auto* says = line->if_contains("says")) {
        says->as_object().erase("number");
    }
    return json::serialize(*line) + (what.key ? hexadecimal(*what.key) : std::string{});
}

}  // namespace

result<std::map<std::string, history>> histories(const petition_audit& store)
{
    std::map<std::string, history> out;
    std::map<stream_id, history*> by_stream;
    error_code bad;
    const auto read = store.replay([&](const replayed<petition>& step) {
        const auto words = words_of(step.what);
        if (!words) {
            bad = words.error();
            return false;
        }
        auto*& place = by_stream[step.what.stream];
        if (place == nullptr || step.what.stream == no_stream) {
            const std::string key = step.what.key
                                        ? hexadecimal(*step.what.key)
                                        : "stream " + std::to_string(number_of(step.what.stream));
            place = &out[key];
            place->number = step.after.number.str();
        }
        ++place->records;
        place->digest = std::hash<std::string>{}(std::to_string(place->digest) + *words);
        return true;
    });
    if (!read) {
        return read.error();
    }
    if (bad) {
        return bad;
    }
    return out;
}

difference compare(const std::map<std::string, history>& a, const std::map<std::string, history>& b)
{
    difference out;
    for (const auto& [key, one] : a) {
        const auto other = b.find(key);
        if (other == b.end()) {
            ++out.only_in_first;
        } else if (one == other->second) {
            ++out.same;
        } else {
            ++out.different;
            out.first_different = out.first_different.empty() ? one.number : out.first_different;
        }
    }
    out.only_in_second = b.size() - out.same - out.different;
    return out;
}

json::object difference::to_json() const
{
    json::object out{
        {"same", same},
        {"only_in_first", only_in_first},
        {"only_in_second", only_in_second},
        {"different", different},
        {"first_different", nullptr}};
    if (!first_different.empty()) {
        out["first_different"] = first_different;
    }
    return out;
}

std::string difference::to_text() const
{
    std::ostringstream out;
    out << same << " applications went the same way; " << only_in_first << " only in the first, "
        << only_in_second << " only in the second, " << different << " went another way\n";
    if (!first_different.empty()) {
        out << "the first that did: " << first_different << '\n';
    }
    return out.str();
}

}  // namespace tools
