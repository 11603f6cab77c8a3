#include "replay/states.hpp"
#include "replay/whole_file.hpp"
#include "support/hex.hpp"
#include "support/progress.hpp"

#include <fstream>
#include <functional>
#include <string_view>
#include <utility>

namespace tools {
namespace {

using namespace acikkapi;
using found_divergence = std::optional<divergence>;

constexpr std::string_view first_line = "acikkapi states 2";
constexpr std::string_view last_line = "end ";  // And how many records stand before it.
constexpr std::size_t hash_size = 8;            // Enough to tell two apart, short enough to read.

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

/// Such a file as it is read, line by line.
class expected_states {
public:
    explicit expected_states(const std::string& path) : in_(path, std::ios::binary) {}

    [[nodiscard]] bool begins() { return take() == first_line; }

    /// What is expected of the next record; nothing behind the last one.
    [[nodiscard]] std::optional<std::string> next()
    {
        if (over_) {
            return std::nullopt;
        }
        auto line = take();
        over_ = !line || line->starts_with(last_line);
        if (over_) {
            whole_ = line == std::string{last_line} + std::to_string(records_) &&
                     in_.peek() == std::ifstream::traits_type::eof();
            return std::nullopt;
        }
        ++records_;
        return line;
    }

    /// Whether its end was reached, and was another one than it was written with.
    [[nodiscard]] bool is_cut() const { return over_ && !whole_; }

private:
    /// A line with its end; without one it may be a part of what was written.
    std::optional<std::string> take()
    {
        std::string line;
        std::getline(in_, line);
        return in_ && !in_.eof() ? std::optional{std::move(line)} : std::nullopt;
    }

    std::ifstream in_;
    std::uint64_t records_ = 0;
    bool over_ = false;
    bool whole_ = false;
};

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
    whole_file file{path};
    auto& out = file.out();
    out << first_line << '\n';
    std::uint64_t records = 0;
    const auto bad = each_line(store, path, [&](const record&, const std::string& line) {
        out << line << '\n';
        ++records;
        return out.good();
    });
    if (bad) {
        return *bad;
    }
    out << last_line << records << '\n';
    return file.keep() ? row_result<found_divergence>{found_divergence{}}
                       : row_error{path, 0, {}, "cannot be written"};
}

row_result<found_divergence> compare_states(const petition_audit& store, const std::string& path)
{
    expected_states right{path};
    if (!right.begins()) {
        return row_error{path, 0, {}, "is no file of states"};
    }
    found_divergence found;
    const auto bad = each_line(store, path, [&](const record& what, const std::string& line) {
        const auto expected = right.next();
        if (expected != line) {
            found = divergence_at(
                store,
                what,
                expected ? difference(*expected, line) : "the file ends before the store");
        }
        return !found;
    });
    if (bad) {
        return *bad;
    }
    if (!found && right.next()) {
        found = divergence{{}, {}, "the store ends before what is expected", {}};
    }
    if (right.is_cut()) {
        return row_error{path, 0, {}, "was cut short: its last line is not there"};
    }
    return found;
}

}  // namespace tools
