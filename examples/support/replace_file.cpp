#include "support/replace_file.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace tools {

using namespace acikkapi;

namespace {

bool sync(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    return done;
}

}  // namespace

bool sync_name(const std::string& path)
{
    const auto folder = std::filesystem::path{path}.parent_path();
    return sync(folder.empty() ? "." : folder.string());
}

result<void> replace_file(const std::string& path, std::string_view text)
{
    const auto made = path + ".new";
    std::ofstream out{made, std::ios::binary | std::ios::trunc};
    out << text;
    out.close();
    std::error_code bad;
    if (!out || !sync(made)) {
        return errc::io_error;
    }
    std::filesystem::rename(made, path, bad);
    return !bad && sync_name(path) ? result<void>{} : errc::io_error;
}

}  // namespace tools
