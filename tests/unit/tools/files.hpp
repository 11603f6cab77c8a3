#pragma once

#include <boost/iostreams/copy.hpp>
#include <boost/iostreams/device/array.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_stream.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace files {

/// A file that is gone when the test is over.
class temporary {
public:
    temporary(const std::string& name, const std::string& bytes)
    {
        static std::atomic<unsigned> count{0};
        folder_ = std::filesystem::temp_directory_path() /
                  ("acikkapi-tools-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directory(folder_);
        path_ = folder_ / name;
        std::ofstream{path_, std::ios::binary} << bytes;
    }
    temporary(const temporary&) = delete;
    temporary& operator=(const temporary&) = delete;
    ~temporary() { std::filesystem::remove_all(folder_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
};

inline std::string zipped(const std::string& bytes)
{
    namespace io = boost::iostreams;
    std::ostringstream out;
    {
        io::filtering_ostream zip;
        zip.push(io::gzip_compressor{});
        zip.push(out);
        zip << bytes;
    }
    return out.str();
}

}  // namespace files
