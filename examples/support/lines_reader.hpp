#pragma once

#include "support/row_error.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tools {

/// The lines of a text file in memory: words to lend to records that have none.
class lines_reader {
public:
    static constexpr std::size_t size_max = std::size_t{64} << 20U;
    static constexpr std::size_t lines_max = 1'000'000;

    /// @return The lines, or an error if the file is missing, cut, empty, over 64 MiB or a
    ///         million lines once unpacked, or a line is not UTF-8.
    [[nodiscard]] static row_result<lines_reader> open(const std::filesystem::path& path);

    [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }

    /// Line `n`, from 0 and counted round: behind the last one the first one follows.
    [[nodiscard]] std::string_view at(std::size_t n) const { return lines_[n % lines_.size()]; }

private:
    explicit lines_reader(std::vector<std::string> lines) : lines_(std::move(lines)) {}
    std::vector<std::string> lines_;  // Never empty.
};

}  // namespace tools
