#include <acikkapi/ports.hpp>

#include "import/rows.hpp"
#include "import/steps.hpp"
#include "support/beside.hpp"
#include "support/key_file.hpp"
#include "support/lines_reader.hpp"
#include "support/recent_rows.hpp"
#include "support/replace_file.hpp"

#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>

namespace tools {
namespace {

using namespace acikkapi;

/// Which line goes to whom follows from the row's own line in the file, from 2 on: a row that cannot be read
/// takes none from those behind it, and gets its own when it was mended.
void lend(const lines_reader& lines, request_row& to)
{
    constexpr std::size_t header = 1;
    if (to.text.empty()) {
        to.text = lines.at(to.line - 1 - header);
    }
}

void flag(const import_options& how, import_figures& out, const request_row& row)
{
    if (row.contradicts_itself()) {
        ++out.flagged;
        std::cerr << how.requests << ':' << row.line
                  << ": answered_at: contradicts created_at or status; not answered\n";
    }
}

/// What the first run has moved the rows by; nothing if there is no store yet that it could have moved them for.
result<std::optional<std::chrono::weeks>> read_weeks(const import_options& how)
{
    std::ifstream in{beside(how.data, ".weeks")};
    if (!in || may_begin_in(how.data)) {
        return std::optional<std::chrono::weeks>{};
    }
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    std::int32_t count = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, count);
    if (read.ec != std::errc{} || std::string_view{read.ptr, end} != "\n") {
        return errc::bad_argument;
    }
    return std::optional{std::chrono::weeks{count}};
}

/// A later run must give the same commands, also when another week has begun.
std::string make_recent(const import_options& how, std::vector<request_row>& rows)
{
    if (rows.empty()) {
        return {};
    }
    const auto now = system_clock{}.now();
    const auto weeks_file = beside(how.data, ".weeks");
    const auto known = read_weeks(how);
    if (!known) {
        return weeks_file + ": is not a number of weeks";
    }
    const auto by = known->value_or(weeks_to(now, rows));
    if (!*known && !replace_file(weeks_file, std::to_string(by.count()) + "\n")) {
        return weeks_file + ": cannot be written";
    }
    move_by(by, now, rows);
    return {};
}

}  // namespace

std::string
read_rows(const import_options& how, import_figures& out, std::vector<request_row>& rows)
{
    std::optional<lines_reader> lines;
    if (!how.text.empty()) {
        auto opened = lines_reader::open(how.text);
        if (!opened) {
            return describe(opened.error());
        }
        lines = *std::move(opened);
    }
    auto reader = request_reader::open(how.requests);
    if (!reader) {
        return describe(reader.error());
    }
    const petition rules;
    while (how.limit == 0 || out.rows < how.limit) {
        auto row = reader->next();
        if (!row) {
            break;
        }
        ++out.rows;
        if (!*row) {
            ++out.refused;
            std::cerr << describe(row->error()) << '\n';
            continue;
        }
        if (lines) {
            lend(*lines, **row);
        }
        if (auto bad = rehearse(rules, **row)) {
            bad->file = how.requests;
            ++out.refused;
            std::cerr << describe(*bad) << '\n';
            continue;
        }
        flag(how, out, **row);
        rows.push_back(**std::move(row));
    }
    return how.recent ? make_recent(how, rows) : std::string{};
}

}  // namespace tools
