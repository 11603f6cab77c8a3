#pragma once

#include <acikkapi/ids.hpp>

#include "support/csv_reader.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace tools {

/// One service request of a city, as its records have it (`examples/data/README.md`).
struct request_row {
    std::size_t line = 0;
    std::string request_id;
    acikkapi::channel via;
    std::string channel_raw;
    std::string category;
    std::string subject;
    std::string text;
    std::string unit;
    std::string queue;
    std::string district;
    acikkapi::instant created_at{};
    std::optional<acikkapi::instant> routed_at;
    std::optional<acikkapi::instant> due_at;
    std::optional<acikkapi::instant> updated_at;
    std::optional<acikkapi::instant> answered_at;
    std::string status;
    std::string result_text;
    std::string late_raw;

    /// The row cannot be true: it was answered before it was made,
    [[nodiscard]] bool answered_before_created() const;
    /// or it was answered and still waits for an answer.
    [[nodiscard]] bool answered_while_open() const;
    [[nodiscard]] bool contradicts_itself() const;
    /// Odd, but no contradiction: the city's own target lies before the request.
    [[nodiscard]] bool due_before_created() const;
};

/// Reads a file of requests. A row with an unknown channel, without an id, or with a text where
/// a time should be, is an error in its place.
class request_reader {
public:
    /// @return The reader, or an error if the file has no sound header or lacks a column.
    [[nodiscard]] static row_result<request_reader> open(const std::filesystem::path& path);

    /// The next request, or what is wrong with its row; none at the end of the file.
    [[nodiscard]] std::optional<row_result<request_row>> next();

    [[nodiscard]] bool complete() const noexcept { return rows_.complete(); }

private:
    static constexpr std::size_t columns = 17;
    using places = std::array<std::size_t, columns>;

    request_reader(csv_reader rows, places where) : rows_(std::move(rows)), where_(where) {}
    [[nodiscard]] row_result<request_row> read(csv_row row) const;

    csv_reader rows_;
    places where_;
};

}  // namespace tools
