#include "support/input_file.hpp"

#include <boost/iostreams/device/file.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/operations.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace tools {

namespace io = boost::iostreams;

namespace {

/// A file that is opened once, for a pipe has no beginning to go back to, and whose first bytes were looked at.
struct looked_at_source {
    using char_type = char;
    using category = io::source_tag;

    io::file_source file;
    std::string begin{};  // What was looked at and not read yet.

    /// Its first bytes; fewer if there are no more.
    const std::string& look_at(std::size_t size)
    {
        begin.resize(size);
        const auto got = io::read(file, begin.data(), static_cast<std::streamsize>(size));
        begin.resize(static_cast<std::size_t>(std::max<std::streamsize>(got, 0)));
        return begin;
    }

    std::streamsize read(char* to, std::streamsize size)
    {
        const auto known = std::min(size, static_cast<std::streamsize>(begin.size()));
        std::copy_n(begin.begin(), known, to);
        begin.erase(0, static_cast<std::size_t>(known));
        const auto more = known < size ? io::read(file, to + known, size - known) : 0;
        return known > 0 ? known + std::max<std::streamsize>(more, 0) : more;
    }
};

}  // namespace

// The filter is called by hand and not through a stream: a stream keeps the filter's complaint
// about a cut file to itself and the rows that are missing would not be missed.
struct input_file::state {
    std::string name;
    looked_at_source file;
    io::gzip_decompressor unzip;
    bool zipped = false;
    bool at_end = false;
    bool looked_at = false;

    row_error error(const char* rule) const { return {name, 0, {}, rule}; }

    std::streamsize read(std::span<char> room)
    {
        if (!std::exchange(looked_at, true)) {
            zipped = file.look_at(2) == "\x1f\x8b";
        }
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
    io::file_source file{path.string(), std::ios::binary};
    if (!file.is_open() || std::filesystem::is_directory(path)) {
        return row_error{path.filename().string(), 0, {}, "cannot be opened"};
    }
    return input_file{
        std::make_unique<state>(state{path.filename().string(), {std::move(file)}, {}})};
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
