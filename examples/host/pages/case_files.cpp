// Photos and documents of an application, for those who work with it.
#include "host/pages/files.hpp"
#include "host/pages/staff.hpp"

namespace host {

using namespace acikkapi;

namespace {

bool may_attach(const visit& by, const case_file& what)
{
    return verdict_of(by, "attach", what.own) == verdict::allowed;
}

bool may_add(const visit& by, const case_file& what)
{
    return may_attach(by, what) && possible(what, sample_file());
}

file_desk desk_of(const visit& by, const case_file& what)
{
    file_desk out{what, staff_frame(by, "files.add"), staff_origin(by), staff_tell};
    out.around.back = case_address(by, what.number);
    return out;
}

response get_form(const visit& by)
{
    const auto what = case_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    return may_add(by, *what) ? ask_more_files(by, desk_of(by, *what))
                              : staff_tell(by, {403, "not_permitted", ""});
}

/// Who may not is told so before a byte of his files is looked at.
void post_form(const visit& by, const answer& done)
{
    const auto what = case_of(by);
    if (!what || !may_attach(by, *what)) {
        return done(staff_tell(by, what ? problem{403, "not_permitted", ""} : what.error()));
    }
    take_more_files(by, desk_of(by, *what), done);
}

response get_file(const visit& by)
{
    const auto what = case_of(by);
    return what ? file_of(by, *what, by.got.parts.at(1)) : to_response(what.error());
}

}  // namespace

void add_case_files(const visit& by, const case_file& what, filling& with)
{
    std::vector<attachment> all;
    for (const auto& one : what.history) {
        const auto* const file = one.fact ? std::get_if<events::attached>(&*one.fact) : nullptr;
        if (file != nullptr) {
            all.push_back({all.size() + 1, file->type, file->size, file->name, {}});
        }
    }
    if (what.looked_for.empty()) {
        add_files(by, with, all, {case_address(by, what.number, "/attachments/")});
    } else {
        add_files(
            by,
            with,
            all,
            {case_address(by, what.number, "/look/"),
             csrf_token(*by.who, "look " + what.number.str()),
             what.looked_for});
    }
    if (may_add(by, what)) {
        with.add("EXTRA")
            .set("EXTRA_NAME", by.text("files.add"))
            .set("EXTRA_AT", case_address(by, what.number, "/attachments"));
    }
}

void add_case_file_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/attachments", get_form);
    add_slow_staff_page(to, all, "POST", "/applications/{number}/attachments", post_form);
    add_staff_page(to, all, "GET", "/applications/{number}/attachments/{n}", get_file);
}

}  // namespace host
