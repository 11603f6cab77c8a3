#include "journal/checked_files.hpp"
#include "journal/tables.hpp"

#include <utility>

namespace acikkapi::journal {

errc error_of(const rocksdb::Status& status)
{
    return status.IsCorruption() ? errc::corrupt_journal
           : status.IsNoSpace()  ? errc::disk_full
                                 : errc::io_error;
}

result<tables>
tables::open(const std::string& directory, mode how, const rocks_means& means, std::string& why)
{
    auto with = means;
    with.broken = std::make_shared<std::atomic<bool>>(false);
    auto checked = checked_files(
        means.files == nullptr ? *rocksdb::Env::Default() : *means.files, with.broken);
    with.files = checked.get();
    const rocks_options options{with, how == mode::create};
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    rocksdb::DB* opened = nullptr;
    const auto status =
        how == mode::read
            ? rocksdb::DB::OpenForReadOnly(
                  options.store, directory, options.families, &families, &opened)
            : rocksdb::DB::Open(options.store, directory, options.families, &families, &opened);
    if (!status.ok()) {
        why = status.ToString();
        return error_of(status);
    }
    return tables{std::move(checked), std::unique_ptr<rocksdb::DB>{opened}, std::move(families)};
}

std::unique_ptr<rocksdb::Iterator>
tables::iterate(rocksdb::ColumnFamilyHandle* in, rocksdb::ReadOptions how) const
{
    how.ignore_range_deletions = true;
    return std::unique_ptr<rocksdb::Iterator>{store_->NewIterator(how, in)};
}

tables::~tables()
{
    if (!store_) {
        return;
    }
    for (auto* family : families_) {
        store_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
    }
    store_->Close().PermitUncheckedError();
}

}  // namespace acikkapi::journal
