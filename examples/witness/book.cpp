#include "support/hex.hpp"
#include "support/replace_file.hpp"
#include "witness/book.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace tools {

using namespace acikkapi;

namespace {

constexpr int success = 200;
constexpr int bad_request = 400;
constexpr int forbidden = 403;
constexpr int not_found = 404;
constexpr int conflict = 409;
constexpr int unprocessable = 422;
constexpr int failed = 500;

/// A journal of which nothing was seen.
tree_head nothing_seen()
{
    return checkpoint::parse("-\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n").value().tree;
}

/// @return Nothing if nothing was seen yet.
result<std::optional<tree_head>> read_seen(const std::string& file, const std::string& origin)
{
    if (!std::filesystem::exists(file)) {
        return std::optional<tree_head>{};
    }
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        return errc::io_error;
    }
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto newest = checkpoint::parse(text);
    if (!newest || newest->str() != text || newest->origin != origin) {
        return errc::bad_checkpoint;
    }
    return std::optional{newest->tree};
}

witness_answer size_conflict(const tree_head& seen)
{
    return {conflict, std::to_string(seen.size) + "\n"};
}

}  // namespace

result<witness_book>
witness_book::open(std::string directory, std::vector<verifier_key> logs, signer by)
{
    std::error_code bad;
    std::filesystem::create_directories(directory, bad);
    if (bad) {
        return errc::io_error;
    }
    auto lock = file_lock::take(directory + "/" + lock_name);
    if (!lock) {
        return lock.error();
    }
    witness_book out{*std::move(lock), std::move(directory), std::move(logs), std::move(by)};
    if (const auto read = out.read_all(); !read) {
        return read.error();
    }
    return out;
}

witness_book::witness_book(witness_book&& other) noexcept
    : lock_(std::move(other.lock_)), directory_(std::move(other.directory_)),
      logs_(std::move(other.logs_)), by_(std::move(other.by_)), seen_(std::move(other.seen_))
{}

/// Not the origin itself: that may hold slashes, and be longer than a name may be.
std::string witness_book::file_of(const std::string& origin) const
{
    return directory_ + "/" + hex(leaf_hash(origin)) + ".seen";
}

result<void> witness_book::read_all()
{
    for (const auto& log : logs_) {
        const auto tree = read_seen(file_of(log.name), log.name);
        if (!tree) {
            return tree.error();
        }
        if (*tree) {
            seen_[log.name] = **tree;
        }
    }
    return {};
}

bool witness_book::keep(const checkpoint& newest) const
{
    return replace_file(file_of(newest.origin), newest.str()).has_value();
}

int witness_book::refuse(const signed_note& note, const std::string& origin) const
{
    bool known = false;
    for (const auto& log : logs_) {
        known = known || log.name == origin;
        if (log.name == origin && check_signature(note, log)) {
            return 0;
        }
    }
    return known ? forbidden : not_found;
}

witness_answer witness_book::add_checkpoint(std::string_view request, std::uint64_t now)
{
    const auto asked = growth_proof::parse(request);
    const auto note = asked ? signed_note::parse(asked->note) : asked.error();
    const auto newest = note ? checkpoint::parse(note->text) : note.error();
    if (!newest) {
        return {bad_request, "not an add-checkpoint request: " + newest.error().message() + "\n"};
    }
    if (const int refused = refuse(*note, newest->origin); refused != 0) {
        return {refused, refused == not_found ? "no such log\n" : "not signed by the log\n"};
    }
    if (asked->from > newest->tree.size) {
        return {bad_request, "the old size is above that of the checkpoint\n"};
    }
    const std::lock_guard lock{mutex_};
    return judge(*asked, *note, *newest, now);
}

witness_answer witness_book::judge(
    const growth_proof& asked, const signed_note& note, const checkpoint& newest, std::uint64_t now)
{
    const auto at = seen_.find(newest.origin);
    const auto before = at == seen_.end() ? nothing_seen() : at->second;
    const bool other_root = before.size == newest.tree.size && before.root != newest.tree.root;
    if (asked.from != before.size || other_root) {
        return size_conflict(before);
    }
    if (!check_consistency(before, newest.tree, asked.path)) {
        return {unprocessable, "the checkpoint does not go on from what was seen\n"};
    }
    if (!keep(newest)) {
        return {failed, "it could not be written down\n"};
    }
    seen_[newest.origin] = newest.tree;
    return {success, by_.sign(note.text, now).str()};
}

std::uint64_t witness_book::seen(const std::string& origin) const
{
    const std::lock_guard lock{mutex_};
    const auto at = seen_.find(origin);
    return at == seen_.end() ? 0 : at->second.size;
}

}  // namespace tools
