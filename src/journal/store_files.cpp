#include "journal/store_files.hpp"
#include "journal/store_lock.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

namespace acikkapi::journal {
namespace {

bool has(rocksdb::Env& files, const std::string& directory, std::string_view name)
{
    return files.FileExists(path_of(directory, name)).ok();
}

// Lies in a directory from before its first file until all tables are there.
constexpr std::string_view making = "acikkapi.making";

}  // namespace

std::string path_of(const std::string& directory, std::string_view name)
{
    std::string out = directory;
    return out.append("/").append(name);
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
    std::unique_ptr<rocksdb::Directory> folder;
    return files.DeleteFile(path_of(directory, making)).ok() &&
           files.NewDirectory(directory, &folder).ok() && folder->Fsync().ok();
}

bool is_store(rocksdb::Env& files, const std::string& directory)
{
    return has(files, directory, "CURRENT");
}

bool may_create(rocksdb::Env& files, const std::string& directory)
{
    std::error_code error;
    if (&files == rocksdb::Env::Default()) {
        std::filesystem::create_directories(directory, error);
    }
    std::vector<std::string> names;
    return files.CreateDirIfMissing(directory).ok() && files.GetChildren(directory, &names).ok() &&
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
