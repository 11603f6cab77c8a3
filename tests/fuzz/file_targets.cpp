// Files that somebody sends: tables, maps, requests; some of them packed.
#include "fuzz/targets.hpp"
#include "replay/activity_map.hpp"
#include "support/csv_reader.hpp"
#include "support/folder.hpp"
#include "support/lines_reader.hpp"
#include "support/request_row.hpp"
#include "support/utf8.hpp"

namespace fuzz {
namespace {

/// The readers open files: the input is written to one, again and again.
std::string file_of(std::string_view input)
{
    static const support::folder where;
    auto path = where.str("input");
    support::write_file(path, std::string{input});
    return path;
}

/// A file with as many fields as the rows are long; unpacked it may be far longer than it is.
void run_table(std::string_view input)
{
    auto table = tools::csv_reader::open(file_of(input));
    if (!table) {
        return;
    }
    std::size_t last_line = 0;
    while (const auto row = table->next()) {
        if (!*row) {
            continue;
        }
        must((*row)->fields.size() == table->header().size(), "a row is as long as the header");
        must((*row)->line > last_line, "rows come in the order of their lines");
        last_line = (*row)->line;
        for (const auto& field : (*row)->fields) {
            must(tools::is_utf8(field), "a field is UTF-8");
        }
    }
}

std::vector<std::string> table_seeds()
{
    return {
        "a,b\n1,2\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n",
        "\xef\xbb\xbf"
        "a\n\n1\n",
        std::string{"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\xd4\x49\xe2\x32\xd4\x31\xe2\x02\0", 20}};
}

void run_map(std::string_view input)
{
    const auto path = file_of(input);
    const auto logs = tools::activity_map::logs(path);
    if (!logs) {
        return;
    }
    for (const auto& log : *logs) {
        const auto map = tools::activity_map::open(path, log);
        if (map) {
            must(!map->find("x") || map->knows("x"), "what has a meaning is known");
        }
    }
}

std::vector<std::string> map_seeds()
{
    return {"log,activity,event,note\ntown,*,submitted,\ntown,(unit changes),routed,n\n"
            "moon,call*,-,\n"};
}

}  // namespace

std::vector<target> file_targets()
{
    return {{"table", run_table, table_seeds}, {"map", run_map, map_seeds}};
}

}  // namespace fuzz
