#include "support/input_file.hpp"

#include <boost/iostreams/device/file.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/operations.hpp>

#include <fstream>
#include <string>
#include <utility>

namespace tools {

namespace io = boost::iostreams;

// The filter is called by hand and not through a stream: a stream keeps the filter's complaint
// about a cut file to itself and the rows that are missing would not be missed.
struct input_file::state {
    std::string name;
    io::file_source file;
    io::gzip_decompressor unzip;
    bool zipped = false;
    bool at_end = false;

    row_error error(const char* rule) const { return {name, 0, {}, rule}; }

    std::streamsize read(std::span<char> room)
    {
        const auto size = static_cast<std::streamsize>(room.size());
        return zipped ? unzip.read(file, room.data(), size) : io::read(file, room.data(), size);
    }

    void close()
    {
        at_end = true;
        if (zipped) {
            unzip.close(file, std::ios_base::in);
        }
    }
};

input_file::input_file(std::unique_ptr<state> values) : state_(std::move(values)) {}
input_file::input_file(input_file&&) noexcept = default;
input_file& input_file::operator=(input_file&&) noexcept = default;
input_file::~input_file() = default;

row_result<input_file> input_file::open(const std::filesystem::path& path)
{
    char first = 0;
    char second = 0;
    std::ifstream{path, std::ios::binary}.get(first).get(second);
    io::file_source file{path.string(), std::ios::binary};
    if (!file.is_open() || std::filesystem::is_directory(path)) {
        return row_error{path.filename().string(), 0, {}, "cannot be opened"};
    }
    auto values = std::make_unique<state>(state{path.filename().string(), std::move(file), {}});
    values->zipped = first == '\x1f' && second == '\x8b';
    return input_file{std::move(values)};
}

row_result<std::size_t> input_file::read(std::span<char> room)
{
    if (state_->at_end) {
        return std::size_t{0};
    }
    try {
        const std::streamsize size = state_->read(room);
        if (size > 0) {
            return static_cast<std::size_t>(size);
        }
        state_->close();
        return std::size_t{0};
    } catch (const io::gzip_error&) {
        return state_->error("is cut or damaged: the gzip checksum does not hold");
    } catch (const io::zlib_error&) {
        return state_->error("is cut or damaged: not what gzip wrote");
    } catch (const std::ios_base::failure&) {
        return state_->error("cannot be read");
    }
}

}  // namespace tools
