// How a store is made out of a backup.
#include "journal/backup_set.hpp"
#include "journal/read.hpp"
#include "journal/workshop.hpp"
#include "vault/secrets.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace acikkapi::journal {
namespace {

namespace fs = std::filesystem;

/// Gives a store that was just copied out of a backup its new epoch.
///
/// The one place that opens a restored store before anybody else does: what such a store needs
/// that a backup does not hold is made here.
result<backup_info>
begin_epoch(const std::string& directory, instant now, const backup_reports& reports)
{
    std::string why;
    if (const auto begun = begin_head_record(directory, why); !begun) {
        if (reports.log && !why.empty()) {
            reports.log("backup refused: " + why);
        }
        return begun.error();
    }
    const auto store = open(journal_options{directory, false, false, nullptr, reports.log});
    if (!store) {
        return store.error();
    }
    auto out = describe(**store);
    if (!out) {
        return out;
    }
    const auto time =
        static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
    out->epoch = restore_epoch{std::max(number_of(out->epoch) + 1, time)};
    auto head = read_head(**store);
    if (!head) {
        return head.error();
    }
    // Which block follows from the time: the next store that is restored from this backup must not
    // give the numbers of this one again.
    constexpr std::uint64_t blocks = 997;
    head->newest = stream_id{
        begin_of_block(number_of(head->newest)) - 1 +
        (1 + number_of(out->epoch) % blocks) * block_of_streams};
    if (number_of(head->newest) >= vault::secrets::serials) {
        return errc::limit_reached;
    }
    batch change;
    change.first = position{number_of(out->head) + 1};
    change.rows.push_back({table::meta, std::string{head_key}, encode_head(*head)});
    change.rows.push_back(
        {table::meta, std::string{restored_key}, encode_restored({out->epoch, out->head})});
    if (const auto done = (*store)->commit(change); !done) {
        return done.error();
    }
    return out;
}

/// Ends with the backups closed: after a failure RocksDB's threads go on writing files until then.
rocksdb::IOStatus copy_out(backup_set from, std::uint32_t number, const std::string& to)
{
    return from.engine().RestoreDBFromBackup(number, to, to);
}

/// Copies a backup beside its place, gives it its epoch, and moves it there as a whole.
result<backup_info> restore_beside(
    backup_set from,
    std::uint32_t number,
    const fs::path& directory,
    instant now,
    const backup_reports& reports)
{
    const auto site = workshop::enter(*rocksdb::Env::Default(), directory.string(), "restoring");
    if (!site) {
        return site.error();
    }
    const auto copied = copy_out(std::move(from), number, site->inside());
    auto out = copied.ok() ? begin_epoch(site->inside(), now, reports) : backup_error_of(copied);
    if (!out && out.error() == errc::corrupt_journal) {
        out = errc::bad_backup;  // Each file is as it was written: then that was wrong.
    }
    if (out && !site->deliver()) {
        out = errc::io_error;
    }
    site->clear();
    return out;
}

}  // namespace
}  // namespace acikkapi::journal

namespace acikkapi {

result<backup_info> restore_backup(
    const std::string& from,
    const std::string& directory,
    instant now,
    std::uint32_t number,
    const backup_reports& reports)
{
    std::error_code error;
    const auto target = std::filesystem::absolute(directory, error);
    if (error || !journal::is_empty_or_missing(target.string())) {
        return errc::not_empty;
    }
    auto all = journal::backup_set::open(from, reports.progress);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    if (!which) {
        return which.error();
    }
    auto out = journal::restore_beside(*std::move(all), which->backup_id, target, now, reports);
    if (out) {
        out->number = which->backup_id;
        out->taken_at = instant{std::chrono::seconds{which->timestamp}};
        out->size_bytes = which->size;
    }
    return out;
}

}  // namespace acikkapi
