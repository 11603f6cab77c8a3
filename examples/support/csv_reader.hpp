#pragma once

#include "support/row_error.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// One row: as many fields as the header has, each in valid UTF-8.
struct csv_row {
    std::size_t line = 0;  ///< On which it begins, from 1.
    std::vector<std::string> fields;
};

/// Reads a CSV file (RFC 4180, with a header row) row by row, unpacking gzip on the way.
///
/// Lines may end in LF or CRLF; blank lines and a byte order mark are passed over. A bad row
/// (wrong number of fields, stray quotes, too large, not UTF-8) is an error in its place, and
/// the next call goes on behind it.
class csv_reader {
public:
    static constexpr std::size_t field_size_max = std::size_t{1} << 20U;
    static constexpr std::size_t row_size_max = std::size_t{8} << 20U;
    static constexpr std::size_t columns_max = 1'000;

    /// Opens a file and reads its header.
    /// @return The reader, or an error if there is no file or no sound header.
    [[nodiscard]] static row_result<csv_reader> open(const std::filesystem::path& path);

    csv_reader(csv_reader&&) noexcept;
    csv_reader& operator=(csv_reader&&) noexcept;
    ~csv_reader();

    [[nodiscard]] const std::string& file() const noexcept;
    [[nodiscard]] const std::vector<std::string>& header() const noexcept;

    /// The place of a column in a row's fields; none if the header does not name it.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

    /// The next row, or what is wrong with it; none at the end of the file.
    [[nodiscard]] std::optional<row_result<csv_row>> next();

    /// Whether the file was sound to its end; of use after `next` gave none.
    [[nodiscard]] bool complete() const noexcept;

private:
    class state;
    explicit csv_reader(std::unique_ptr<state> values);
    std::unique_ptr<state> state_;
};

}  // namespace tools
