// Files that somebody sends: tables, maps, requests; some of them packed.
#include "fuzz/targets.hpp"
#include "replay/activity_map.hpp"
#include "support/csv_reader.hpp"
#include "support/utf8.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace fuzz {
namespace {

/// The readers open files: the input is written to one in memory, again and again. On a disk it is
/// a hundred times slower.
std::string file_of(std::string_view input)
{
    static const int file = ::memfd_create("input", MFD_CLOEXEC);
    const auto size = static_cast<ssize_t>(input.size());
    must(
        ::ftruncate(file, 0) == 0 && ::pwrite(file, input.data(), input.size(), 0) == size,
        "a file in memory can be written");
    return "/proc/self/fd/" + std::to_string(file);
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
        // Not above it: libcsv takes a carriage return alone for the end of a row.
        must((*row)->line >= last_line, "rows come in the order of their lines");
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
