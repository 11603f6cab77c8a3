#include "journal/store_files.hpp"
#include "journal/store_lock.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace acikkapi::journal {
namespace {

/// Why the machine does not find a file that RocksDB calls missing: also if rights hide it.
bool is_hidden(const std::string& path)
{
    return ::access(path.c_str(), F_OK) != 0 && errno != ENOENT && errno != ENOTDIR;
}

/// @return `errc::io_error` if nobody can tell.
result<bool> has(rocksdb::Env& files, const std::string& directory, std::string_view name)
{
    const auto path = path_of(directory, name);
    const auto found = files.FileExists(path);
    const bool on_machine = &files == rocksdb::Env::Default();
    if (!found.ok() && (!found.IsNotFound() || (on_machine && is_hidden(path)))) {
        return errc::io_error;
    }
    return found.ok();
}

/// Where the name of this file or directory stands.
std::string parent_of(const std::string& path)
{
    const std::filesystem::path whole{path};
    const auto out = whole.has_filename() ? whole.parent_path() : whole.parent_path().parent_path();
    return out.empty() ? "." : out.string();
}

// Lies in a directory from before its first file until all tables are there.
constexpr std::string_view making = "acikkapi.making";

}  // namespace

std::string path_of(const std::string& directory, std::string_view name)
{
    std::string out = directory;
    return out.append("/").append(name);
}

bool make_directory(rocksdb::Env& files, const std::string& directory)
{
    const auto parent = parent_of(directory);
    if (parent != directory && !files.FileExists(directory).ok()) {
        const bool made = make_directory(files, parent) && files.CreateDirIfMissing(directory).ok();
        if (!made) {
            return false;
        }
    }
    return sync_folder(files, parent);
}

void remove_folder(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    files.GetChildren(directory, &names).PermitUncheckedError();
    for (const auto& name : names) {
        files.DeleteFile(path_of(directory, name)).PermitUncheckedError();
    }
    files.DeleteDir(directory).PermitUncheckedError();
}

bool sync_folder(rocksdb::Env& files, const std::string& directory)
{
    std::unique_ptr<rocksdb::Directory> folder;
    return files.NewDirectory(directory, &folder).ok() && folder->Fsync().ok();
}

bool sync_name(rocksdb::Env& files, const std::string& path)
{
    return sync_folder(files, parent_of(path));
}

bool is_folder(rocksdb::Env& files, const std::string& path)
{
    bool out = false;
    return files.IsDirectory(path, &out).ok() && out;
}

result<bool> is_unfinished(rocksdb::Env& files, const std::string& directory)
{
    return has(files, directory, making);
}

bool begin_making(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    const auto begun = is_unfinished(files, directory);
    if (!begun || (*begun && !files.GetChildren(directory, &names).ok())) {
        return false;
    }
    for (const auto& name : names) {
        const bool left_over = name != making && name != store_lock::file_name;
        if (left_over && !files.DeleteFile(path_of(directory, name)).ok()) {
            return false;
        }
    }
    return rocksdb::WriteStringToFile(&files, {}, path_of(directory, making), true).ok();
}

bool end_making(rocksdb::Env& files, const std::string& directory)
{
    return files.DeleteFile(path_of(directory, making)).ok() && sync_folder(files, directory);
}

std::string read_text(rocksdb::Env& files, const std::string& directory, std::string_view name)
{
    std::string out;
    return rocksdb::ReadFileToString(&files, path_of(directory, name), &out).ok() ? out : "";
}

bool leave_text(
    rocksdb::Env& files, const std::string& directory, std::string_view name, std::string_view text)
{
    const auto path = path_of(directory, name);
    const auto made = path + ".new";
    const rocksdb::Slice bytes{text.data(), text.size()};
    return rocksdb::WriteStringToFile(&files, bytes, made, true).ok() &&
           files.RenameFile(made, path).ok() && sync_folder(files, directory);
}

result<bool> is_store(rocksdb::Env& files, const std::string& directory)
{
    return has(files, directory, "CURRENT");
}

result<bool> may_create(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    if (!make_directory(files, directory)) {
        return errc::io_error;
    }
    if (!files.GetChildren(directory, &names).ok()) {
        bool folder = true;
        const bool known = files.IsDirectory(directory, &folder).ok();
        return known && !folder ? result<bool>{false} : errc::io_error;
    }
    return std::all_of(
        names.begin(), names.end(), [](const auto& name) { return name == store_lock::file_name; });
}

result<bool> is_foreign(rocksdb::Env& files, const std::string& directory)
{
    const auto locked = has(files, directory, store_lock::file_name);
    if (!locked || *locked) {
        return locked ? result<bool>{false} : locked;
    }
    rocksdb::DBOptions how;
    how.env = &files;
    std::vector<std::string> names;
    return rocksdb::DB::ListColumnFamilies(how, directory, &names).ok() &&
           std::find(names.begin(), names.end(), "event") == names.end();
}

}  // namespace acikkapi::journal
