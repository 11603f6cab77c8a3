#include "audit/log_check.hpp"
#include "journal/keys.hpp"
#include "journal/nodes.hpp"

namespace acikkapi::audit_room {

using journal::table;

void log_check::note(std::string_view what)
{
    if (!bad_) {
        bad_ = {errc::corrupt_snapshot, what};
        found_at_ = position{tree_.size()};
    }
}

/// The first checkpoint over more than was read so far.
void log_check::find_next()
{
    next_.reset();
    const auto from = journal::checkpoint_key(tree_.size() + 1);
    const auto scanned = store_.scan(
        table::tree, from.substr(0, 1), from, [&](std::string_view key, std::string_view value) {
            const auto size = journal::read_big_endian(key.substr(1)).value_or(0);
            next_ = {size, root_in(value, size)};
            return false;
        });
    if (!scanned) {
        note("the checkpoints cannot be read");
    }
}

std::optional<digest> log_check::root_in(std::string_view row, std::uint64_t size)
{
    const auto note = signed_note::parse(row);
    const auto found = note ? checkpoint::parse(note->text) : note.error();
    const bool ours = found && found->tree.size == size && is_signed(*note, found->origin);
    return ours ? std::optional{found->tree.root} : std::nullopt;
}

/// The key follows from the name: a restored store has notes of its original, under the original's.
bool log_check::is_signed(const signed_note& note, const std::string& origin)
{
    if (secrets_ == nullptr) {
        return true;
    }
    if (!signs_ || signs_->name != origin) {
        signs_ = signer{origin, verifier_key::kind::log, secrets_->signing_seed(origin)}.key();
    }
    return check_signature(note, *signs_).has_value();
}

bool log_check::has_node(unsigned height, std::uint64_t index, const digest& root) const
{
    const auto row = store_.get(table::tree, journal::node_key(height, index));
    return row && *row && **row == journal::node_row(root);
}

void log_check::take(const digest& leaf)
{
    bool fits = true;
    tree_.append(leaf, [&](unsigned height, std::uint64_t index, const digest& root) {
        if (height % proof::kept_heights == 0) {
            ++rows_;
            fits = fits && has_node(height, index, root);
        }
    });
    if (!fits) {
        note("a node of the Merkle tree does not follow from the journal");
    }
    if (next_ && next_->size == tree_.size()) {
        ++rows_;
        if (next_->root != tree_.root()) {
            note("the journal is not the one whose checkpoint was signed");
        }
        find_next();
    }
}

trouble log_check::finish() const
{
    if (bad_) {
        return bad_;
    }
    if (next_) {
        return {errc::corrupt_snapshot, "a checkpoint was signed over more than there is"};
    }
    std::uint64_t count = 0;
    const auto scanned = store_.scan(
        table::tree, {}, {}, [&](std::string_view, std::string_view) { return ++count <= rows_; });
    return scanned && count == rows_
               ? trouble{}
               : trouble{errc::corrupt_snapshot, "the Merkle tree has other rows than it must"};
}

}  // namespace acikkapi::audit_room
