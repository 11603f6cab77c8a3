#include "journal/inspection.hpp"
#include "journal/keys.hpp"
#include "journal/nodes.hpp"

#include <rocksdb/sst_file_reader.h>
#include <rocksdb/table_properties.h>

#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace acikkapi::journal {
namespace {

finding damaged(std::string what)
{
    return {errc::corrupt_journal, std::move(what)};
}

/// What is missing or altered is damage. What the disk would not give may be sound: of that nothing is
/// said but that it cannot be read.
finding found_by(error_code why, std::string damage, std::string unread)
{
    return why == errc::corrupt_journal
               ? damaged(std::move(damage))
               : finding{static_cast<errc>(why.value()), std::move(unread)};
}

std::string str(position at)
{
    return std::to_string(number_of(at));
}

std::optional<finding> read_head(const tables& store, std::optional<head_row>& out)
{
    std::string bytes;
    const auto status = store.store().Get({}, store.of(table::meta), slice(head_key), &bytes);
    if (status.IsNotFound()) {
        out.emplace();
        return std::nullopt;
    }
    const auto head = status.ok() ? decode_head(bytes) : result<head_row>{error_of(status)};
    if (!head) {
        return finding{static_cast<errc>(head.error().value()), "the head row cannot be read"};
    }
    out = *head;
    return std::nullopt;
}

std::optional<finding> check_last_event(const tables& store, const head_row& head)
{
    const auto last = store.iterate(store.events());
    last->SeekToLast();
    if (!last->status().ok()) {
        return finding{error_of(last->status()), "the last event cannot be read"};
    }
    const auto found = last->Valid() ? read_big_endian(view(last->key())) : std::uint64_t{0};
    if (found != number_of(head.last)) {
        return damaged(
            "the head row says " + str(head.last) + " events, the last one found is " +
            std::to_string(found.value_or(0)));
    }
    return std::nullopt;
}

/// RocksDB opens a few tables at the beginning and the others when they are read, which may be years
/// after they were spoilt. Here each is opened once, and closed. Only of a store that nobody writes: a table that is
/// merged meanwhile is gone.
std::optional<finding> check_tables(const tables& store)
{
    std::vector<rocksdb::LiveFileMetaData> files;
    store.store().GetLiveFilesMetaData(&files);
    for (auto* const family : store.all()) {
        auto options = store.store().GetOptions(family);
        options.info_log = nullptr;  // It warns that it does not know by whom a table was written.
        rocksdb::SstFileReader table{options};
        for (const auto& file : files) {
            const auto opened = file.column_family_name == family->GetName()
                                    ? table.Open(file.db_path + file.name)
                                    : rocksdb::Status::OK();
            if (!opened.ok()) {
                return finding{error_of(opened), "a table cannot be opened"};
            }
        }
    }
    return std::nullopt;
}

/// An event is put once and never taken away: entries that are missing are lost events, although
/// the newest may still be there.
std::optional<finding> check_count(const tables& store, const head_row& head)
{
    rocksdb::TablePropertiesCollection files;
    if (const auto status = store.store().GetPropertiesOfAllTables(store.events(), &files);
        !status.ok()) {
        return finding{error_of(status), "a file of events cannot be read"};
    }
    std::uint64_t entries = 0;
    for (const auto& [name, properties] : files) {
        entries += properties->num_entries;
    }
    for (const auto* in_memory :
         {&rocksdb::DB::Properties::kNumEntriesActiveMemTable,
          &rocksdb::DB::Properties::kNumEntriesImmMemTables}) {
        std::uint64_t count = 0;
        if (!store.store().GetIntProperty(store.events(), *in_memory, &count)) {
            return damaged("the events in memory cannot be counted");
        }
        entries += count;
    }
    if (entries != number_of(head.last)) {
        return damaged(
            "there are " + std::to_string(entries) + " events, and there must be " +
            str(head.last));
    }
    return std::nullopt;
}

/// The newest checkpoint that was signed holds a root that nobody can make fit again.
std::optional<finding> check_checkpoint(const tables& store, const head_row& head)
{
    const auto newest = store.iterate(store.of(table::tree));
    newest->SeekForPrev(checkpoint_key(std::numeric_limits<std::uint64_t>::max()));
    if (!newest->status().ok()) {
        return finding{error_of(newest->status()), "the newest checkpoint cannot be read"};
    }
    if (!newest->Valid()) {
        return std::nullopt;
    }
    const auto note = signed_note::parse(view(newest->value()));
    const auto signed_then = note ? checkpoint::parse(note->text) : note.error();
    if (!signed_then || view(newest->key()) != checkpoint_key(signed_then->tree.size)) {
        return damaged("the newest checkpoint is not one");
    }
    const auto& tree = signed_then->tree;
    if (tree.size > number_of(head.last)) {
        return damaged(
            "the journal ends at " + str(head.last) + " and a checkpoint was signed at " +
            std::to_string(tree.size));
    }
    const auto root = proof::tree{table_nodes{store}}.root(tree.size);
    const auto up_to = "the journal up to event " + std::to_string(tree.size);
    const auto other = up_to + " is not the one whose checkpoint was signed";
    if (!root) {
        return found_by(root.error(), other, up_to + " cannot be compared with its checkpoint");
    }
    return *root == tree.root ? std::nullopt : std::optional{damaged(other)};
}

std::optional<finding> check_mark(const tables& store, position last, const mark& wanted)
{
    if (wanted.last > last) {
        return damaged(
            "the journal ends at " + str(last) + " and was acknowledged up to " + str(wanted.last) +
            ": the log or a table was cut or altered after that place");
    }
    if (wanted.sequence > store.store().GetLatestSequenceNumber()) {
        return damaged(
            "rows that were acknowledged after event " + str(wanted.last) +
            " are missing: the log was cut or altered");
    }
    const auto found = mark_of(store, wanted.last);
    const auto event = "event " + str(wanted.last);
    const auto other = event + " is not the one that was acknowledged";
    if (!found) {
        return found_by(found.error(), other, event + " cannot be read");
    }
    return found->leaf == wanted.leaf ? std::nullopt : std::optional{damaged(other)};
}

}  // namespace

std::optional<finding> inspect(const tables& store, std::optional<head_row>& head)
{
    if (auto bad = read_head(store, head)) {
        return bad;
    }
    if (auto bad = check_last_event(store, *head)) {
        return bad;
    }
    if (auto bad = check_count(store, *head)) {
        return bad;
    }
    const auto grown = proof::tree{table_nodes{store}}.grown_to(number_of(head->last));
    if (!grown) {
        const std::string needed = "a node of the Merkle tree";
        const std::string records = ", or one of the last 255 records";
        return found_by(
            grown.error(), needed + " is missing" + records, needed + records + ", cannot be read");
    }
    return check_checkpoint(store, *head);
}

std::optional<finding> compare(const tables& store, const std::vector<mark>& marks, position last)
{
    if (marks.empty()) {
        return damaged(
            std::string{"the head record "}.append(head_record::file_name) +
            " is missing or spoilt: nothing says how far the journal must reach");
    }
    // The newest first: what it finds is nearest to what happened.
    for (auto one = marks.rbegin(); one != marks.rend(); ++one) {
        if (auto bad = check_mark(store, last, *one)) {
            return bad;
        }
    }
    return std::nullopt;
}

std::optional<finding> read_through(const tables& store)
{
    if (auto bad = check_tables(store)) {
        return bad;
    }
    for (const auto in : {table::open, table::counter, table::meta}) {
        rocksdb::ReadOptions how;
        how.fill_cache = false;
        const auto at = store.iterate(store.of(in), how);
        for (at->SeekToFirst(); at->Valid(); at->Next()) {
        }
        if (!at->status().ok()) {
            return finding{
                error_of(at->status()), "a table that is read at the start cannot be read"};
        }
    }
    return std::nullopt;
}

result<mark> mark_of(const tables& store, position last)
{
    mark out{last, store.store().GetLatestSequenceNumber(), {}};
    if (last == position{0}) {
        return out;
    }
    std::string bytes;
    const auto status = store.store().Get({}, store.events(), event_key(last), &bytes);
    if (!status.ok()) {
        return status.IsNotFound() ? errc::corrupt_journal : error_of(status);
    }
    out.leaf = leaf_of(bytes);
    return out;
}

}  // namespace acikkapi::journal
