#include "replay/states.hpp"
#include "support/hex.hpp"
#include "support/progress.hpp"

#include <fstream>
#include <functional>
#include <string_view>

namespace tools {
namespace {

using namespace acikkapi;
using found_divergence = std::optional<divergence>;

constexpr std::string_view first_line = "acikkapi states 1";
constexpr std::size_t hash_size = 8;  // Enough to tell two apart, short enough to read.

std::string hash_of(std::string_view bytes)
{
    return hex(leaf_hash(bytes), hash_size);
}

void add(std::string& to, std::string_view text)
{
    to += std::to_string(text.size()) + ':';
    to += text;
}

std::string state_of(const application& now)
{
    const auto bytes = petition::encode(now);
    std::string out = std::to_string(bytes.type) + '/' + std::to_string(bytes.schema) + '/';
    add(out, bytes.clear);
    return hash_of(out);
}

std::string rows_of(const application& now)
{
    index_rows rows;
    petition::index(now, rows);
    std::string out = rows.closed ? "ended/" : "open/";
    for (const auto& one : rows.lists) {
        add(out, one.list);
        add(out, one.key);
        add(out, std::to_string(one.sort));
    }
    for (const auto& one : rows.counters) {
        add(out, one.name);
        add(out, one.key);
    }
    return hash_of(out);
}

/// Calls `visit` with a line for each record that led to a state, until it returns `false`.
/// @return What went wrong.
std::optional<row_error> each_line(
    const petition_audit& store,
    const std::string& path,
    const std::function<bool(const record& what, const std::string& line)>& visit)
{
    progress shown{"hashing states", number_of(store.head())};
    const auto read = store.replay([&](const replayed<petition>& step) {
        shown.at(number_of(step.what.at));
        if (step.what.kind == record_kind::refusal) {
            return true;
        }
        return visit(
            step.what,
            std::to_string(number_of(step.what.at)) + ' ' + state_of(step.after) + ' ' +
                rows_of(step.after));
    });
    return read ? std::nullopt : std::optional{row_error{path, 0, {}, read.error().message()}};
}

/// Which of two lines' hashes differ, in words.
std::string difference(std::string_view right, std::string_view line)
{
    const auto place = [](std::string_view text) { return text.substr(0, text.find(' ')); };
    const auto state = [](std::string_view text) { return text.substr(0, text.rfind(' ')); };
    if (place(right) != place(line)) {
        return "another record is expected here";
    }
    return state(right) != state(line) ? "this record leads to another state than expected"
                                       : "the state stands in other lists or figures than expected";
}

divergence divergence_at(const petition_audit& store, const record& what, std::string words)
{
    divergence out{what.at, what.stream, std::move(words), {}};
    const auto views = store.views();
    const auto records = views ? views->timeline(what.stream) : views.error();
    if (records && !records->empty()) {
        out.begun_under = records->front().workflow;
    }
    return out;
}

}  // namespace

row_result<found_divergence> write_states(const petition_audit& store, const std::string& path)
{
    std::ofstream out{path, std::ios::binary};
    out << first_line << '\n';
    const auto bad = each_line(store, path, [&](const record&, const std::string& line) {
        out << line << '\n';
        return out.good();
    });
    if (bad) {
        return *bad;
    }
    out.close();
    return out ? row_result<found_divergence>{found_divergence{}}
               : row_error{path, 0, {}, "cannot be written"};
}

row_result<found_divergence> compare_states(const petition_audit& store, const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    std::string right;
    if (!std::getline(in, right) || right != first_line) {
        return row_error{path, 0, {}, "is no file of states"};
    }
    found_divergence found;
    const auto bad = each_line(store, path, [&](const record& what, const std::string& line) {
        if (!std::getline(in, right)) {
            return false;
        }
        if (right != line) {
            found = divergence_at(store, what, difference(right, line));
        }
        return !found;
    });
    if (bad) {
        return *bad;
    }
    if (!found && std::getline(in, right)) {
        found = divergence{{}, {}, "the store ends before what is expected", {}};
    }
    return found;
}

}  // namespace tools
