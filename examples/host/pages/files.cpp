// Photos and documents on pages: asked for, listed, taken away.
#include "host/files/media_kind.hpp"
#include "host/pages/files.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/staff.hpp"

#include <boost/asio/bind_executor.hpp>

#include <memory>
#include <utility>

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
    const auto all = history_of(by.all.desk.views(what.as), what.stream);
    return all ? attachments_in(*all) : std::vector<attachment>{};
}

response file_of(const visit& by, const held& what, std::string_view n)
{
    return download(what.number, by.all.desk.views(what.as), what.stream, n);
}

namespace {

std::string action_of(const held& what)
{
    return "attach " + what.number.str();
}

response show_form(const visit& by, const file_desk& how, const control& files)
{
    question_page page{
        how.around,
        how.around.back + "/attachments",
        "attach",
        by.text("files.add.go"),
        how.what.number.str()};
    add_token(by, page.with, action_of(how.what));
    return show_questions(by, std::move(page), {files});
}

}  // namespace

response ask_more_files(const visit& by, const file_desk& how)
{
    return show_form(by, how, ask_files(by, "files.add"));
}

void take_more_files(const visit& by, const file_desk& how, const answer& done)
{
    auto given = form::read_with_files(by.got.asked);
    if (!given || !csrf_ok(*by.who, action_of(how.what), given->get("csrf"))) {
        return done(given ? old_form(by) : how.tell(by, given.error()));
    }
    auto question = ask_files(by, "files.add");
    auto files = read_files(by, *given, question);
    if (files.empty() && question.error.empty()) {
        question.error = by.text("files.missing");
    }
    if (!question.error.empty()) {
        return done(show_form(by, how, question));
    }
    acikkapi::request<petition> like;
    like.from = how.from;
    like.stream = how.what.stream;
    like.key = how.key.empty() ? key_of(by, *given) : how.key;
    attach_all(
        by.all.desk,
        by.all.blocking,
        like,
        std::move(files),
        [kept = std::make_shared<kept_visit>(by),
         next = how.around.back + "?done=attach",
         tell = how.tell,
         done](error_code bad) { done(bad ? tell(kept->by, problem_of(bad)) : go_to(next)); });
}

namespace {

/// What is on its way.
struct registering {
    explicit registering(const visit& from) : kept(from) {}

    kept_visit kept;
    acikkapi::request<petition> like{};  ///< Of the files.
    std::vector<commands::attach> files{};
    std::function<response(const visit&, const result<registered>&)> then{};
};

void take_files_of_new(const std::shared_ptr<registering>& what, const answer& done)
{
    const auto& by = what->kept.by;
    const auto stream = what->like.stream;
    if (role_of(what->like.from.by) == "citizen") {
        what->like.from.code = by.all.desk.lookup_code(stream);
    }
    attach_all(
        by.all.desk,
        by.all.blocking,
        what->like,
        std::move(what->files),
        [what, stream, done](error_code bad) {
            done(what->then(
                what->kept.by,
                bad == condition::unavailable ? result<registered>{bad}
                                              : registered{stream, !bad}));
        });
}

}  // namespace

void register_with_files(
    const visit& by,
    acikkapi::request<petition> wish,
    std::vector<commands::attach> files,
    std::function<response(const visit&, const result<registered>&)> then,
    const answer& done)
{
    const auto what = std::make_shared<registering>(by);
    what->like.from = wish.from;
    what->like.key = wish.key;
    what->files = std::move(files);
    what->then = std::move(then);
    by.all.desk.async_submit(
        std::move(wish),
        asio::bind_executor(by.all.blocking, [what, done](error_code bad, const receipt& got) {
            if (bad) {
                return done(what->then(what->kept.by, bad));
            }
            what->like.stream = got.stream;
            take_files_of_new(what, done);
        }));
}

command sample_file()
{
    return commands::attach{media::jpeg, "?", "?"};
}

}  // namespace host
