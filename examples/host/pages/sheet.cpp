#include "host/pages/sheet.hpp"

namespace host {

namespace {

void add_cell(filling& to, std::string_view section, const cell& what)
{
    auto& out = to.add(std::string{section}).set("CELL_TEXT", what.text);
    if (what.link.empty()) {
        out.add("CELL_PLAIN");
    } else {
        out.add("CELL_LINK").set("CELL_AT", what.link);
    }
}

void add_record(std::string& to, const std::vector<std::string>& fields)
{
    for (std::size_t at = 0; at < fields.size(); ++at) {
        to += (at == 0 ? "" : ",") + csv_field(fields[at]);
    }
    to += "\r\n";
}

const std::string& plain(const cell& of)
{
    return of.plain.empty() ? of.text : of.plain;
}

void add_line(std::string& to, const sheet& of, const sheet::line& line)
{
    for (std::size_t at = 0; at < line.cells.size(); ++at) {
        add_record(to, {of.title, plain(line.name), of.columns.at(at + 1), plain(line.cells[at])});
    }
}

}  // namespace

void add_sheet(filling& to, std::string_view section, const sheet& what)
{
    auto& out = to.add(std::string{section}).set("SHEET_TITLE", what.title);
    if (!what.note.empty()) {
        out.add("SHEET_NOTE").set("SHEET_NOTE_TEXT", what.note);
    }
    if (what.lines.empty()) {
        out.add("SHEET_EMPTY");
        return;
    }
    auto& table = out.add("SHEET_FULL");
    if (what.columns.size() == 2) {
        table.add("SHEET_PAIRS");  // Fits on any screen as it is.
    }
    for (const auto& one : what.columns) {
        table.add("COLUMN").set("COLUMN_NAME", one);
    }
    for (const auto& one : what.lines) {
        auto& line = table.add("LINE");
        add_cell(line, "NAME_CELL", one.name);
        for (std::size_t at = 0; at < one.cells.size(); ++at) {
            add_cell(line, "CELL", one.cells[at]);
            line.sections["CELL"].back().set("CELL_OF", what.columns.at(at + 1));
        }
    }
}

std::string csv_field(std::string_view text)
{
    // OWASP: what begins so is calculated by spreadsheets, whoever wrote it.
    constexpr std::string_view begins_formula = "=+-@\t\r";
    constexpr std::string_view needs_quotes = ",\"\r\n";
    const bool formula = !text.empty() && begins_formula.find(text.front()) != text.npos;
    std::string out{formula ? "'" : ""};
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    const bool quoted = text.find_first_of(needs_quotes) != text.npos;
    return quoted ? "\"" + out + "\"" : out;
}

std::string csv_of(const std::vector<sheet>& all, const std::vector<std::string>& head)
{
    std::string out = "\xEF\xBB\xBF";
    add_record(out, head);
    for (const auto& one : all) {
        for (const auto& line : one.lines) {
            add_line(out, one, line);
        }
    }
    return out;
}

}  // namespace host
