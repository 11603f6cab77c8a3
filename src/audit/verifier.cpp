#include "audit/verifier.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <boost/algorithm/hex.hpp>

#include <algorithm>
#include <iterator>
#include <latch>
#include <limits>
#include <utility>

namespace acikkapi::audit_room {
namespace {

using journal::table;

// Rows read at once: enough that handing them to other threads costs nothing, few enough that two
// lots of them are little memory.
constexpr std::size_t lot_rows = 8'192;
constexpr std::size_t lot_bytes = 16U << 20U;

trouble broken(std::string_view what)
{
    return {errc::corrupt_snapshot, what};
}

std::string hexadecimal(const vault::digest& value)
{
    const auto* const first = reinterpret_cast<const unsigned char*>(value.data());
    std::string out;
    boost::algorithm::hex_lower(first, first + value.size(), std::back_inserter(out));
    return out;
}

}  // namespace

verifier::verifier(
    const journal::journal& store, const detail::any_workflow& rules, known_keys keys, workers how)
    : store_(store), keys_(keys), how_(std::move(how)), log_(store, keys.store)
{
    const auto head = journal::read_head(store);
    const auto letters_done = head ? head->letters_done : position{0};
    for (std::uint64_t i = 0; i < how_.parts; ++i) {
        parts_.push_back(
            std::make_unique<part>(store, rules, keys, share{i, how_.parts}, letters_done));
    }
}

/// Fills the lot behind the last one; leaves it empty at the end of the journal, or at a hole.
error_code verifier::read(lot& next)
{
    next.rows.clear();
    next.first = position{number_of(read_) + 1};
    std::size_t bytes = 0;
    const auto scanned =
        store_.scan_events(read_, store_.head(), [&](position at, std::string_view row) {
            next.rows.emplace_back(row);
            read_ = at;
            bytes += row.size();
            return next.rows.size() < lot_rows && bytes < lot_bytes;
        });
    if (!scanned && scanned.error() == condition::corrupt) {
        hole_ = scanned.error();
        return {};
    }
    return scanned ? error_code{} : scanned.error();
}

/// Folds the records of one part and hashes every so manieth leaf.
void verifier::work(const lot& from, std::size_t index, std::vector<vault::digest>& leaves)
{
    for (std::size_t i = 0; i < from.rows.size(); ++i) {
        if (i % parts_.size() == index) {
            leaves[i] = leaf_hash(from.rows[i]);
        }
        parts_[index]->take(position{number_of(from.first) + i}, from.rows[i]);
    }
}

/// Works on one lot while the next is read.
error_code verifier::take(const lot& from, lot& next)
{
    std::vector<vault::digest> leaves(from.rows.size());
    std::latch ready{static_cast<std::ptrdiff_t>(parts_.size())};
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        auto piece = [&, i] {
            work(from, i, leaves);
            ready.count_down();
        };
        if (parts_.size() == 1) {
            piece();
        } else {
            how_.run(std::move(piece));
        }
    }
    const auto bad = read(next);
    ready.wait();
    for (const auto& leaf : leaves) {
        log_.take(leaf);
    }
    return bad;
}

// The hash goes on after the first divergence, so that the root always says what is stored.
result<audit_report> verifier::run(const audit_progress& progress)
{
    lot now;
    lot next;
    if (const auto bad = read(now)) {
        return bad;
    }
    while (!now.rows.empty()) {
        if (const auto bad = take(now, next)) {
            return bad;
        }
        std::swap(now, next);
        if (progress && !progress(log_.tree().size(), number_of(store_.head()))) {
            return errc::cancelled;
        }
    }
    for (const auto& one : parts_) {
        add(*one);
    }
    if (hole_) {
        note({hole_, "a record is missing or cannot be read"}, position{log_.tree().size() + 1});
    }
    note(log_.finish(), log_.found_at());
    check_tables();
    if (const auto doubt = store_.doubt()) {
        note({doubt->why, doubt->what}, position{0});
    }
    report_.root = hexadecimal(log_.tree().root());
    report_.signatures_checked = keys_.store != nullptr;
    report_.persons_compared = keys_.persons != nullptr || !is_sealed();
    report_.unread_persons = rows_.unread_persons;
    return report_;
}

bool verifier::is_sealed() const
{
    const auto sealed_by = journal::read_vault_check(store_);
    return !sealed_by || !sealed_by->empty();
}

void verifier::add(part& one)
{
    one.finish();
    report_.events += one.events;
    report_.refusals += one.refusals;
    report_.applications += one.streams();
    newest_ = std::max(newest_, one.newest());
    if (const auto open = one.first_open_letter()) {
        first_open_letter_ = std::min(first_open_letter_.value_or(*open), *open);
    }
    rows_.open += one.rows.open;
    rows_.done += one.rows.done;
    rows_.closed += one.rows.closed;
    rows_.lookup += one.rows.lookup;
    rows_.passing += one.rows.passing;
    rows_.key += one.rows.key;
    rows_.unread = rows_.unread || one.rows.unread;
    rows_.unread_persons += one.rows.unread_persons;
    for (const auto& [key, count] : one.counters) {
        counters_[key] += count;
    }
    // A place in the journal says more than none.
    const auto rank = [](const divergence& found) { return number_of(found.at) - 1; };
    auto& first = report_.first_divergence;
    if (one.first && (!first || rank(*one.first) < rank(*first))) {
        first = one.first;
    }
}

void verifier::note(const trouble& bad, position at)
{
    if (bad && !report_.first_divergence) {
        report_.first_divergence = {
            at, no_stream, std::string{bad.what} + " (" + bad.why.message() + ")", {}};
    }
}

trouble verifier::check_head() const
{
    const auto head = journal::read_head(store_);
    if (!head) {
        return {head.error(), "the head row cannot be read"};
    }
    // A restored store in which nothing was registered yet stands at the end of a block.
    const bool new_block =
        head->newest > newest_ && number_of(head->newest) % journal::block_of_streams == 0;
    if (head->last != store_.head() || head->letters_done > head->last ||
        (head->newest != newest_ && !new_block)) {
        return broken("the head row says otherwise than the journal");
    }
    // What is behind the mark is never looked at again.
    if (first_open_letter_ && head->letters_done >= *first_open_letter_) {
        return broken("the head row passes a letter of which no outcome is on record");
    }
    return {};
}

trouble verifier::check_counters() const
{
    auto rest = counters_;
    bool right = true;
    const auto scanned =
        store_.scan(table::counter, {}, {}, [&](std::string_view key, std::string_view value) {
            const auto number = journal::read_big_endian(value);
            const auto found = rest.find(std::string{key});
            const auto wanted = found == rest.end() ? std::uint64_t{0} : found->second;
            right = right && number == wanted;
            if (found != rest.end()) {
                rest.erase(found);
            }
            return right;
        });
    return scanned && right && rest.empty()
               ? trouble{}
               : broken("a figure of the statistics does not follow from the journal");
}

trouble verifier::check_count(table in, bounds right, std::string_view what) const
{
    std::uint64_t count = 0;
    const auto scanned = store_.scan(in, {}, {}, [&](std::string_view, std::string_view) {
        ++count;
        return count <= right.most;
    });
    return scanned && right.least <= count && count <= right.most ? trouble{} : broken(what);
}

void verifier::check_tables()
{
    const auto check = [this](const trouble& bad) { note(bad, position{0}); };
    check(check_head());
    check(check_counters());
    check(
        check_count(table::open, {rows_.open}, "there are other open snapshots than applications"));
    check(
        check_count(table::done, {rows_.done}, "there are other done snapshots than applications"));
    check(
        check_count(table::closed, {rows_.closed}, "a list of ended applications has other rows"));
    check(check_count(
        table::lookup,
        {rows_.lookup,
         rows_.unread ? std::numeric_limits<std::uint64_t>::max() : rows_.lookup + rows_.passing},
        "something is found by what it should not be"));
    check(check_count(
        table::key, {rows_.key}, "there are other idempotency keys than in the journal"));
}

}  // namespace acikkapi::audit_room
