#include "journal/mending.hpp"
#include "journal/store_files.hpp"
#include "journal/workshop.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
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

/// Where links lead to: what is made beside a link cannot be moved to where it leads.
std::string end_of_links(const std::string& path)
{
    std::error_code error;
    const auto out = std::filesystem::weakly_canonical(path, error);
    return error ? path : out.string();
}

/// Nothing can be moved over a mount point, nor over a link that leads nowhere.
error_code may_be_replaced(const std::string& place)
{
    std::error_code ignored;
    if (std::filesystem::is_symlink(place, ignored)) {
        return errc::not_empty;
    }
    struct statx about {};
    const bool known = ::statx(AT_FDCWD, place.c_str(), 0, STATX_TYPE, &about) == 0;
    const bool mounted = known && (about.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
    return mounted ? error_code{errc::bad_argument} : error_code{};
}

}  // namespace

bool workshop::on_machine() const
{
    return &files_ == rocksdb::Env::Default();
}

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
    if (!on_machine()) {
        const auto path = path_of(where_, store_lock::file_name);
        const auto done = rocksdb::WriteStringToFile(&files_, {}, path, true);
        return done.ok() ? error_code{} : done.IsNoSpace() ? errc::disk_full : errc::io_error;
    }
    auto taken = store_lock::take(where_, store_lock::mode::write);
    if (!taken) {
        // Gone since it was made: by whoever came to his end here.
        return taken.error() == errc::not_a_store ? errc::busy : taken.error();
    }
    lock_ = *std::move(taken);
    return {};
}

bool workshop::make_as_prepared(const std::string& directory) const
{
    constexpr mode_t rights = 07777;
    struct stat prepared {};
    struct stat made {};
    if (!on_machine() || ::stat(store_.c_str(), &prepared) != 0) {
        return true;
    }
    if (::stat(directory.c_str(), &made) != 0) {
        return false;
    }
    // Only root may give a directory to somebody else; who is not root made it for himself.
    const bool theirs = made.st_uid == prepared.st_uid && made.st_gid == prepared.st_gid;
    const bool given = theirs ||
                       ::chown(directory.c_str(), prepared.st_uid, prepared.st_gid) == 0 ||
                       errno == EPERM;
    // We work in the one, and only then is the other as it was prepared.
    const mode_t ours = directory == where_ ? S_IRWXU : 0;
    return given && ::chmod(directory.c_str(), (prepared.st_mode & rights) | ours) == 0;
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
    const bool machine = &files == rocksdb::Env::Default();
    const auto place = without_slash(machine ? end_of_links(store) : store);
    workshop out{files, place, std::string{place}.append(".").append(purpose)};
    if (!is_empty_or_missing(files, place)) {
        return errc::not_empty;
    }
    if (const auto never = machine ? may_be_replaced(place) : error_code{}) {
        return never;
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
    if (!files.FileExists(out.inside()).IsNotFound() || !out.make_as_prepared(out.where_)) {
        out.clear();
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
    return make_as_prepared(inside()) && files_.RenameFile(inside(), store_).ok() &&
           sync_name(files_, store_);
}

void workshop::clear() const
{
    empty();
    files_.DeleteFile(path_of(where_, store_lock::file_name)).PermitUncheckedError();
    files_.DeleteDir(where_).PermitUncheckedError();
}

}  // namespace acikkapi::journal
