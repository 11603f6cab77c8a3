// Photos and documents that the holder of an application adds to it, and takes away again.
#include "host/pages/files.hpp"
#include "host/pages/follow.hpp"
#include "host/pages/session_over.hpp"
#include "host/secrets.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::string address_of(const visit& by, const held& what)
{
    return by.at("/applications/" + what.number.str());
}

response tell(const visit& by, const problem& what)
{
    return by.tell(what);
}

file_desk desk_of(const visit& by, const held& what)
{
    file_desk out{what, by.framed("files.add"), citizen_origin(what.as.code), tell};
    out.around.back = address_of(by, what);
    out.key = "citizen page " + what.number.str();  // The same photo again is the same photo.
    return out;
}

response get_form(const visit& by)
{
    const auto what = held_application(by);
    if (!what) {
        return go_to(by.at("/follow"));
    }
    return possible(*what, sample_file()) ? ask_more_files(by, desk_of(by, *what))
                                          : by.tell({409, "illegal_transition", ""});
}

void post_form(const visit& by, const answer& done)
{
    const auto what = held_application(by);
    return what ? take_more_files(by, desk_of(by, *what), done) : done(not_his(by, what.error()));
}

response get_file(const visit& by)
{
    const auto what = held_application(by);
    return what ? file_of(by, *what, by.got.parts.at(1)) : to_response(no_such_application());
}

}  // namespace

void add_citizen_files(const visit& by, const held& what, filling& with)
{
    add_files(by, with, files_of(by, what), {address_of(by, what) + "/attachments/"});
    if (possible(what, sample_file())) {
        with.add("ACT")
            .set("ACT_NAME", by.text("files.add"))
            .set("ACT_COLOUR", " govuk-button--secondary")
            .set("ACT_AT", address_of(by, what) + "/attachments");
    }
}

void add_citizen_file_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/applications/{number}/attachments", get_form);
    add_slow_page(to, all, "POST", "/applications/{number}/attachments", post_form);
    add_page(to, all, "GET", "/applications/{number}/attachments/{n}", get_file);
}

}  // namespace host
