// Photos and documents on pages: asked for, listed, taken away.
#include "host/files/media_kind.hpp"
#include "host/pages/files.hpp"

namespace host {

using namespace acikkapi;

control ask_files(const visit& by, std::string_view label)
{
    control out;
    out.what = control::shape::files;
    out.name = "files";
    out.label = by.text(label);
    out.hint = by.text("files.hint");
    return out;
}

std::vector<commands::attach> read_files(const visit& by, form& given, control& question)
{
    auto read = read_uploads(given.take_files());
    if (read.wrong != file_fault::none) {
        const auto why = by.text("files.wrong." + std::string{name_of(read.wrong)});
        question.error = read.wrong_name.empty() ? why : read.wrong_name + ": " + why;
    }
    return std::move(read.files);
}

void add_files(
    const visit& by, filling& with, const std::vector<attachment>& all, const way_to_files& how)
{
    if (all.empty()) {
        return;
    }
    auto& list = with.add("FILES_THERE");
    for (const auto& one : all) {
        auto& out = list.add("FILE");
        // What has no name may not be read, or is erased.
        const bool readable = !one.name.empty() && !how.address.empty();
        const auto name = one.name.empty() ? by.text("files.unnamed") : one.name;
        const auto at = how.address + std::to_string(one.n);
        if (readable && how.csrf.empty()) {
            out.add("FILE_LINK").set("FILE_AT", at).set("FILE_NAME", name);
        } else if (readable) {
            auto& asked = out.add("FILE_ASKED").set("FILE_AT", at).set("FILE_NAME", name);
            asked.set("FILE_CSRF", how.csrf).set("FILE_WHY", how.why);
        } else {
            out.add("FILE_PLAIN").set("FILE_NAME", name);
        }
        out.set("FILE_KIND", by.text("files.kind." + std::string{ending_of(one.kind)}));
        out.set("FILE_SIZE", size_text(one.size, by.speaks == language::english ? '.' : ','));
    }
}

std::vector<attachment> files_of(const visit& by, const held& what)
{
    if (what.now.state.attachments == 0) {
        return {};
    }
    const auto records = by.all.desk.views(what.as).timeline(what.stream);
    auto out =
        records ? attachments_in(*records) : result<std::vector<attachment>>{records.error()};
    return out ? *std::move(out) : std::vector<attachment>{};
}

response file_of(const visit& by, const held& what, std::string_view n)
{
    const auto records = by.all.desk.views(what.as).timeline(what.stream);
    return records ? download(what.number, *records, n) : to_response(problem_of(records.error()));
}

command sample_file()
{
    return commands::attach{media::jpeg, "?", "?"};
}

}  // namespace host
