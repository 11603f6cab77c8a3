#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

namespace support {

/// A folder that is gone with the test.
class folder {
public:
    folder()
        : path_(
              std::filesystem::temp_directory_path() /
              ("acikkapi-" + std::to_string(std::random_device{}()) + "-" +
               std::to_string(std::random_device{}())))
    {
        std::filesystem::create_directories(path_);
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    [[nodiscard]] std::string str(const std::string& below = "store") const
    {
        return (path_ / below).string();
    }

private:
    std::filesystem::path path_;
};

inline std::string read_file(const std::filesystem::path& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

/// Every file below a folder with its bytes: two of them are equal or something was touched.
inline std::map<std::string, std::string> contents(const std::string& directory)
{
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{directory}) {
        out[entry.path().string()] = entry.is_regular_file() ? read_file(entry.path()) : "";
    }
    return out;
}

}  // namespace support
