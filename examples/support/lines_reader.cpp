#include "support/input_file.hpp"
#include "support/lines_reader.hpp"
#include "support/utf8.hpp"

#include <array>
#include <utility>

namespace tools {
namespace {

row_result<std::string> read_all(const std::filesystem::path& path)
{
    auto in = input_file::open(path);
    if (!in) {
        return in.error();
    }
    std::string text;
    std::array<char, 65'536> block{};
    while (true) {
        const auto size = in->read(block);
        if (!size) {
            return size.error();
        }
        if (*size == 0) {
            return {boost::system::in_place_value, std::move(text)};
        }
        if (text.size() + *size > lines_reader::size_max) {
            return row_error{path.filename().string(), 0, {}, "is over 64 MiB"};
        }
        text.append(block.data(), *size);
    }
}

}  // namespace

row_result<lines_reader> lines_reader::open(const std::filesystem::path& path)
{
    const auto text = read_all(path);
    if (!text) {
        return text.error();
    }
    std::vector<std::string> lines;
    for (std::string_view rest = *text; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (!is_utf8(line)) {
            return row_error{path.filename().string(), lines.size() + 1, {}, "is not UTF-8"};
        }
        if (lines.size() == lines_max) {
            return row_error{path.filename().string(), 0, {}, "has over 1,000,000 lines"};
        }
        lines.emplace_back(line);
    }
    if (lines.empty()) {
        return row_error{path.filename().string(), 0, {}, "has no lines"};
    }
    return lines_reader{std::move(lines)};
}

}  // namespace tools
