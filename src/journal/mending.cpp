#include "journal/inspection.hpp"
#include "journal/manifest.hpp"
#include "journal/mending.hpp"
#include "journal/store_files.hpp"
#include "journal/tables.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

namespace acikkapi::journal {
namespace {

constexpr std::string_view copy_name = "acikkapi.mending";
constexpr std::string_view torn_name = "acikkapi.torn";

/// The name that CURRENT gives, nothing if it gives none.
std::string manifest_name(rocksdb::Env& files, const std::string& directory)
{
    std::string name;
    if (!rocksdb::ReadFileToString(&files, path_of(directory, "CURRENT"), &name).ok() ||
        !name.starts_with("MANIFEST-") || !name.ends_with('\n')) {
        return {};
    }
    name.pop_back();
    return name.find('/') == std::string::npos ? name : std::string{};
}

/// A directory with the same tables and logs by second names: reading changes none of them.
bool make_copy(
    rocksdb::Env& files,
    const std::string& directory,
    const std::string& copy,
    const std::string& manifest,
    std::string_view bytes)
{
    std::vector<std::string> names;
    if (!files.CreateDirIfMissing(copy).ok() || !files.GetChildren(directory, &names).ok()) {
        return false;
    }
    const bool linked = std::all_of(names.begin(), names.end(), [&](const auto& name) {
        const bool ours = name.starts_with("acikkapi.") || name == "." || name == "..";
        return ours || name == manifest || name == "LOCK" ||
               is_folder(files, path_of(directory, name)) ||  // `lost+found`: none of RocksDB's.
               files.LinkFile(path_of(directory, name), path_of(copy, name)).ok();
    });
    return linked &&
           rocksdb::WriteStringToFile(
               &files, rocksdb::Slice{bytes.data(), bytes.size()}, path_of(copy, manifest), true)
               .ok();
}

bool is_sound(rocksdb::Env& files, const std::string& copy, const std::vector<mark>& marks)
{
    std::string why;
    std::optional<head_row> head;
    const auto opened = tables::open(copy, tables::mode::read, {&files}, why);
    return opened && !inspect(*opened, head) && !compare(*opened, marks, head->last) &&
           !read_through(*opened);
}

bool put_in_place(
    rocksdb::Env& files,
    const std::string& directory,
    const std::string& copy,
    const std::string& manifest)
{
    const auto torn = path_of(directory, torn_name);
    files.DeleteFile(torn).PermitUncheckedError();
    std::unique_ptr<rocksdb::Directory> folder;
    return files.LinkFile(path_of(directory, manifest), torn).ok() &&
           files.RenameFile(path_of(copy, manifest), path_of(directory, manifest)).ok() &&
           files.NewDirectory(directory, &folder).ok() && folder->Fsync().ok();
}

}  // namespace

bool mend_manifest(
    rocksdb::Env& files, const std::string& directory, const std::vector<mark>& marks)
{
    const auto manifest = manifest_name(files, directory);
    std::string bytes;
    if (manifest.empty() ||
        !rocksdb::ReadFileToString(&files, path_of(directory, manifest), &bytes).ok()) {
        return false;
    }
    const auto sound = sound_length(bytes);
    if (sound == 0 || sound == bytes.size()) {
        return false;
    }
    const auto copy = path_of(directory, copy_name);
    remove_folder(files, copy);
    bytes.resize(sound);
    const bool mended = make_copy(files, directory, copy, manifest, bytes) &&
                        is_sound(files, copy, marks) &&
                        put_in_place(files, directory, copy, manifest);
    remove_folder(files, copy);
    return mended;
}

void clear_mending(rocksdb::Env& files, const std::string& directory)
{
    remove_folder(files, path_of(directory, copy_name));
}

}  // namespace acikkapi::journal
