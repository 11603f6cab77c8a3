#include "journal/mending.hpp"
#include "journal/store_files.hpp"
#include "journal/workshop.hpp"

#include <algorithm>
#include <vector>

namespace acikkapi::journal {
namespace {

constexpr std::string_view unfinished = "store";
constexpr std::string_view begun = "store.tmp";  // RocksDB's, of what it makes as a whole.

bool is_empty_or_missing(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    return files.FileExists(directory).IsNotFound() ||
           (files.GetChildren(directory, &names).ok() && names.empty());
}

std::string without_slash(std::string path)
{
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

}  // namespace

bool workshop::is_ours() const
{
    std::vector<std::string> names;
    const bool read = files_.GetChildren(where_, &names).ok();
    const bool locked = std::find(names.begin(), names.end(), store_lock::file_name) != names.end();
    return read && std::all_of(names.begin(), names.end(), [&](const auto& name) {
               return locked &&
                      (name == store_lock::file_name || name == unfinished || name == begun);
           });
}

error_code workshop::lock()
{
    if (&files_ != rocksdb::Env::Default()) {
        const auto path = path_of(where_, store_lock::file_name);
        const auto done = rocksdb::WriteStringToFile(&files_, {}, path, true);
        return done.ok() ? error_code{} : done.IsNoSpace() ? errc::disk_full : errc::io_error;
    }
    auto taken = store_lock::take(where_, store_lock::mode::write);
    if (!taken) {
        return taken.error();
    }
    lock_ = *std::move(taken);
    return {};
}

void workshop::empty() const
{
    clear_mending(files_, inside());
    remove_folder(files_, inside());
    remove_folder(files_, path_of(where_, begun));
}

result<workshop>
workshop::enter(rocksdb::Env& files, const std::string& store, std::string_view purpose)
{
    const auto place = without_slash(store);
    workshop out{files, place, std::string{place}.append(".").append(purpose)};
    if (!is_empty_or_missing(files, place)) {
        return errc::not_empty;
    }
    if (!make_directory(files, out.where_)) {
        return errc::io_error;
    }
    if (!out.is_ours()) {
        return errc::not_empty;
    }
    if (const auto held = out.lock()) {
        return held;
    }
    if (!is_empty_or_missing(files, place)) {
        out.clear();
        return errc::not_empty;  // Whoever held the lock until now has made it.
    }
    out.empty();
    if (!files.FileExists(out.inside()).IsNotFound()) {
        return errc::io_error;
    }
    return out;
}

std::string workshop::inside() const
{
    return path_of(where_, unfinished);
}

bool workshop::deliver() const
{
    // Over an empty directory, or not at all.
    return files_.RenameFile(inside(), store_).ok() && sync_name(files_, store_);
}

void workshop::clear() const
{
    empty();
    files_.DeleteFile(path_of(where_, store_lock::file_name)).PermitUncheckedError();
    files_.DeleteDir(where_).PermitUncheckedError();
}

}  // namespace acikkapi::journal
