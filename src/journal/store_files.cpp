#include "journal/store_files.hpp"
#include "journal/store_lock.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace acikkapi::journal {
namespace {

bool has(rocksdb::Env& files, const std::string& directory, std::string_view name)
{
    return files.FileExists(path_of(directory, name)).ok();
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

bool is_unfinished(rocksdb::Env& files, const std::string& directory)
{
    return has(files, directory, making);
}

bool begin_making(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    if (is_unfinished(files, directory) && !files.GetChildren(directory, &names).ok()) {
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

bool is_store(rocksdb::Env& files, const std::string& directory)
{
    return has(files, directory, "CURRENT");
}

bool may_create(rocksdb::Env& files, const std::string& directory)
{
    std::vector<std::string> names;
    return make_directory(files, directory) && files.GetChildren(directory, &names).ok() &&
           std::all_of(names.begin(), names.end(), [](const auto& name) {
               return name == store_lock::file_name;
           });
}

bool is_foreign(rocksdb::Env& files, const std::string& directory)
{
    rocksdb::DBOptions how;
    how.env = &files;
    std::vector<std::string> names;
    return !has(files, directory, store_lock::file_name) &&
           rocksdb::DB::ListColumnFamilies(how, directory, &names).ok() &&
           std::find(names.begin(), names.end(), "event") == names.end();
}

}  // namespace acikkapi::journal
