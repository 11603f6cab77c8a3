#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace tools {

/// A new folder that is gone when the program has shown what it shows.
class temporary_folder {
public:
    temporary_folder()
        : path_(
              std::filesystem::temp_directory_path() /
              ("acikkapi-example-" + std::to_string(std::random_device{}()) + "-" +
               std::to_string(std::random_device{}())))
    {
        std::filesystem::create_directories(path_);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string operator/(std::string_view below) const
    {
        return (path_ / below).string();
    }

private:
    std::filesystem::path path_;
};

}  // namespace tools
