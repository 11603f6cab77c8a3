// Photos and documents of an application.
#include "host/api.hpp"
#include "host/files/attachments.hpp"
#include "host/files/media_kind.hpp"
#include "host/files/uploads.hpp"
#include "host/shapes.hpp"

#include <boost/json.hpp>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

/// The files of a form, or the body itself, which is one without a name.
reply<std::vector<form_part>> files_in(const request& asked)
{
    const auto type = asked.header("Content-Type");
    if (!type.starts_with("multipart/")) {
        return std::vector<form_part>{{"file", "file", asked.body}};
    }
    auto parts = read_multipart(type, asked.body);
    if (parts) {
        std::erase_if(*parts, [](const form_part& one) { return !one.file_name; });
    }
    return parts;
}

problem problem_of(file_fault why)
{
    switch (why) {
    case file_fault::kind: return {415, "not_a_file_we_take", "it is no JPEG, PNG or PDF"};
    case file_fault::large: return {413, "too_large", "a file has more than 4 MiB"};
    case file_fault::damaged: return {422, "damaged_file", "it is a picture that has no end"};
    case file_fault::many: return {422, "too_many_files", "an application has at most ten"};
    case file_fault::none: break;
    }
    return {422, "no_file", "there is no file in it"};
}

}  // namespace

void api::add_file_routes(router& to)
{
    const std::string path = std::string{api_prefix} + "/applications/{number}/attachments";
    to.add("POST", path, [this](const call& got, const answer& done) { attach(got, done); });
    to.add("GET", path, [this](const call& got, const answer& done) {
        const auto what = about_whom(got);
        done(what ? attachments(*what, 200) : to_response(what.error()));
    });
    to.add("GET", path + "/{n}", [this](const call& got, const answer& done) {
        done(attachment(got));
    });
}

void api::attach(const call& got, const answer& done)
{
    const auto what = about_whom(got);
    if (!what) {
        return done(to_response(what.error()));
    }
    if (const auto now = find(*what); !now) {
        return done(to_response(problem_of(now.error())));
    }
    const auto whose = what->by.who.by.str() + " " + what->number.str();
    const auto key = key_of(got.asked, whose, true);
    auto parts = files_in(got.asked);
    if (!key || !parts) {
        return done(to_response(key ? parts.error() : key.error()));
    }
    auto read = read_uploads(*std::move(parts));
    if (read.files.empty()) {
        return done(to_response(problem_of(read.wrong)));
    }
    acikkapi::request<petition> like;
    like.from.by = what->by.who.by;
    like.from.via = what->by.who.via;
    like.from.code = what->by.who.code;
    like.from.on = authority::parse("law-3071").value();
    like.stream = what->stream;
    like.key = *key;
    attach_all(
        *desk_, blocking_, like, std::move(read.files), [this, what = *what, done](error_code bad) {
            done(bad ? to_response(host::problem_of(bad)) : attachments(what, 201));
        });
}

response api::attachments(const about& what, int status) const
{
    const auto all = history(what);
    if (!all) {
        return to_response(problem_of(all.error()));
    }
    json::array list;
    for (const auto& one : attachments_in(*all)) {
        json::object entry{{"n", one.n}, {"type", type_of(one.kind)}, {"size", one.size}};
        if (!one.name.empty()) {
            entry["name"] = one.name;
        }
        list.push_back(std::move(entry));
    }
    return json_response(status, json::object{{"attachments", std::move(list)}});
}

response api::attachment(const call& got)
{
    const auto what = about_whom(got);
    if (!what) {
        return to_response(what.error());
    }
    if (const auto now = find(*what); !now) {
        return to_response(problem_of(now.error()));
    }
    return download(what->number, desk_->views(what->by.who), what->stream, got.parts.at(1));
}

}  // namespace host
