#include "support/key_file.hpp"
#include "support/replace_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/random.h>
#include <unistd.h>

namespace tools {
namespace {

using acikkapi::errc;

/// Never in the place of a key that is there. By its number, for somebody else may just make another under the same
/// name: then this one has none any more, and gets none.
bool give_name(int file, const std::string& path)
{
    const auto itself = "/proc/self/fd/" + std::to_string(file);
    return ::linkat(AT_FDCWD, itself.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

acikkapi::result<acikkapi::store_key> make_key_file(const std::string& path)
{
    acikkapi::store_key key{};
    if (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) {
        return errc::io_error;
    }
    const std::string made = path + ".new";
    ::unlink(made.c_str());  // A killed run has left it: nothing was made with it yet.
    const int file = ::open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return errc::io_error;
    }
    bool done = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                ::fsync(file) == 0 && give_name(file, path);
    ::close(file);
    ::unlink(made.c_str());
    // Durable before anything is made with it, which nothing else would ever open.
    if (done && !sync_name(path)) {
        ::unlink(path.c_str());
        done = false;
    }
    return done ? acikkapi::result<acikkapi::store_key>{key} : errc::io_error;
}

}  // namespace

acikkapi::result<acikkapi::store_key> read_key_file(const std::string& path, bool create)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        if (errno == ENOENT && create) {
            return make_key_file(path);
        }
        return errc::io_error;
    }
    acikkapi::store_key key{};
    char more = 0;
    const bool whole = ::read(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                       ::read(file, &more, 1) == 0;
    ::close(file);
    if (!whole) {
        return errc::wrong_key;
    }
    return key;
}

std::string why_no_key(const std::string& path, acikkapi::error_code why)
{
    std::error_code bad;
    if (!std::filesystem::exists(path, bad) && !bad) {
        return path +
               ": is missing. What was begun under a key goes on under no other: put it back, or "
               "begin in an empty directory";
    }
    return path + ": " + (why == errc::wrong_key ? "is not 32 bytes" : why.message());
}

bool may_begin_in(const std::string& directory)
{
    std::error_code bad;
    if (!std::filesystem::exists(directory, bad)) {
        return !bad;
    }
    return std::filesystem::is_directory(directory, bad) &&
           std::filesystem::is_empty(directory, bad) && !bad;
}

acikkapi::result<std::optional<person_keys>>
read_person_keys(const std::string& directory, bool create)
{
    std::error_code bad;
    if (!create && !std::filesystem::exists(directory, bad)) {
        return std::optional<person_keys>{};
    }
    auto provider = acikkapi::open_key_files(directory + "/epochs");
    if (!provider) {
        return provider.error();
    }
    return std::optional{person_keys{*std::move(provider), directory + "/persons"}};
}

}  // namespace tools
