#pragma once

#include "support/row_error.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace tools {

/// A file read from the beginning; unpacked on the way if it is a gzip file.
class input_file {
public:
    /// @return The file, or an error if it cannot be opened.
    [[nodiscard]] static row_result<input_file> open(const std::filesystem::path& path);

    input_file(input_file&&) noexcept;
    input_file& operator=(input_file&&) noexcept;
    ~input_file();

    /// Fills `room` as far as it goes.
    /// @return How many bytes were read, 0 at the end; or an error if the file is cut or damaged.
    [[nodiscard]] row_result<std::size_t> read(std::span<char> room);

private:
    struct state;
    explicit input_file(std::unique_ptr<state> values);
    std::unique_ptr<state> state_;
};

}  // namespace tools
