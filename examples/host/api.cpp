#include "host/access.hpp"
#include "host/api.hpp"
#include "host/shapes.hpp"
#include "host/told.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/json.hpp>

#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

problem not_logged_in(std::string detail)
{
    problem out{401, "not_logged_in", std::move(detail)};
    out.headers.emplace_back("WWW-Authenticate", "Bearer");
    return out;
}

}  // namespace

void api::add_routes(router& to)
{
    const auto add = [&](const char* method, const std::string& path, auto does) {
        to.add(method, std::string{api_prefix} + path, [does](const call& got, const answer& done) {
            done(does(got));
        });
    };
    add("GET", "/openapi.json", [](const call& /*got*/) {
        return reply_with(200, "application/json", std::string{openapi()});
    });
    add("GET", "/applications/{number}", [this](const call& got) {
        const auto what = about_whom(got);
        return what ? show(*what) : to_response(what.error());
    });
    add("POST", "/applications/{number}/proposals", [this](const call& got) {
        return propose(got);
    });
    add("GET", "/applications/{number}/erasures/{erasure}", [this](const call& got) {
        return certificate(got);
    });
    add("GET", "/lists/{list}", [this](const call& got) { return list(got); });
    add("GET", "/statistics", [this](const call& got) { return statistics(got); });
    to.add(
        "POST",
        std::string{api_prefix} + "/applications",
        [this](const call& got, const answer& done) { submit(got, done); });
    to.add(
        "GET",
        std::string{api_prefix} + "/applications/{number}/timeline",
        [this](const call& got, const answer& done) { timeline(got, done); });
    add_file_routes(to);
    to.add(
        "POST",
        std::string{api_prefix} + "/applications/{number}/{act}",
        [this](const call& got, const answer& done) { act(got, done); });
}

reply<std::optional<actor>> api::staff_of(const request& asked) const
{
    constexpr std::string_view scheme = "Bearer ";
    const auto given = asked.header("Authorization");
    if (given.empty()) {
        return std::optional<actor>{};
    }
    auto who = given.starts_with(scheme) ? staff_->find(given.substr(scheme.size())) : std::nullopt;
    if (!who) {
        return not_logged_in("this is nobody's token");
    }
    return who;
}

reply<api::caller> api::staff_only(const request& asked) const
{
    const auto who = staff_of(asked);
    if (!who) {
        return who.error();
    }
    if (!*who) {
        return not_logged_in("a token is needed");
    }
    return caller{viewer{**who, channels::desk()}, true};
}

std::optional<problem> api::refusal(const request& asked, std::string_view act) const
{
    const auto by = staff_only(asked);
    if (!by) {
        return by.error();
    }
    if (host_access().decide({by->who.by, by->who.via, act}) != verdict::allowed) {
        return problem_of(errc::not_permitted);
    }
    return std::nullopt;
}

reply<api::about> api::about_whom(const call& got)
{
    about out;
    const auto staff = staff_of(got.asked);
    if (!staff) {
        return staff.error();
    }
    const auto number = application_number::parse(got.parts.front());
    if (number) {
        out.number = *number;
        out.stream = desk_->stream_of(number->serial());
    }
    if (*staff) {
        out.by = {viewer{**staff, channels::desk()}, true};
        return number ? reply<about>{out} : no_such_application();
    }
    if (got.asked.header("Lookup-Code").empty()) {
        return not_logged_in("a token or a lookup code is needed");
    }
    return number ? holder_of(std::move(out), got.asked) : no_such_application();
}

/// What is wrong looks the same and takes the same time whether there is such an application or not: the
/// code is derived from the number, and nothing is read before it is right.
reply<api::about> api::holder_of(about what, const request& asked)
{
    const auto number = what.number.str();
    if (const auto wait = guard_.locked(number, now_())) {
        problem out{429, "locked", "too many wrong codes were given for this number"};
        out.retry_after = wait;
        return out;
    }
    const std::string code{asked.header("Lookup-Code")};
    if (!desk_->is_lookup_code(what.stream, code)) {
        guard_.wrong(number, now_());
        return no_such_application();
    }
    guard_.right(number);
    what.by.who = viewer{actor::parse("citizen").value(), channels::web(), code};
    return what;
}

/// A number with the right serial and another year or province is none.
result<found<application>> api::find(const about& what) const
{
    auto out = desk_->views(what.by.who).find(what.stream);
    if (out && out->state.number != what.number) {
        return errc::no_such_application;
    }
    return out;
}

result<std::vector<happening>> api::history(const about& what) const
{
    if (const auto now = find(what); !now) {
        return now.error();
    }
    return history_of(desk_->views(what.by.who), what.stream);
}

response api::show(const about& what) const
{
    const auto now = find(what);
    if (!now) {
        return to_response(problem_of(now.error()));
    }
    auto out = json_response(200, shape_of(*now, what.by.staff));
    out.headers.emplace_back("ETag", tag_of(now->version));
    return out;
}

/// Whose application it is reads the answer in it, and is told by that, as on his page.
void api::timeline(const call& got, const answer& done)
{
    const auto what = about_whom(got);
    const auto now = what ? find(*what) : errc::no_such_application;
    if (!now) {
        return done(to_response(what ? problem_of(now.error()) : what.error()));
    }
    auto told = told_by_reading(what->stream, now->state, what->by.who.code);
    if (what->by.staff || got.asked.method != "GET" || !told) {
        return done(entries(*what));
    }
    desk_->async_submit(
        *std::move(told),
        asio::bind_executor(
            blocking_, [this, what = *what, done](error_code /*bad*/, const receipt& /*got*/) {
                done(entries(what));  // Also if it could not be recorded: it is his to read.
            }));
}

response api::entries(const about& what) const
{
    const auto all = history(what);
    return all ? json_response(200, json::object{{"entries", timeline_of(*all, what.by.staff)}})
               : to_response(problem_of(all.error()));
}

response api::list(const call& got) const
{
    constexpr std::size_t limit_max = 100;
    const auto by = staff_only(got.asked);
    if (!by) {
        return to_response(by.error());
    }
    const auto& query = got.asked.query;
    list_query which;
    which.list = got.parts.front();
    which.key = query_value(query, "key").value_or("");
    which.closed = query_value(query, "closed") == "true";
    which.after = query_value(query, "after").value_or("");
    const auto limit = query_value(query, "limit").value_or("50");
    const auto read = std::from_chars(limit.data(), limit.data() + limit.size(), which.limit);
    const bool whole = read.ec == std::errc{} && read.ptr == limit.data() + limit.size();
    if (!whole || which.limit == 0 || which.limit > limit_max) {
        return to_response({422, "bad_limit", "limit is a number from 1 to 100"});
    }
    const auto views = desk_->views(by->who);
    const auto page = views.list(which);
    if (!page) {
        return to_response(problem_of(page.error()));
    }
    json::array items;
    for (const auto stream : page->streams) {
        if (const auto one = views.find(stream)) {
            items.push_back(shape_of(*one, by->staff));
        }
    }
    json::object out{{"items", std::move(items)}, {"next", nullptr}};
    if (!page->next.empty()) {
        out["next"] = page->next;
    }
    return json_response(200, out);
}

response api::statistics(const call& got) const
{
    const auto by = staff_only(got.asked);
    if (!by) {
        return to_response(by.error());
    }
    const auto all = desk_->views(by->who).statistics();
    return all ? json_response(200, json::value_from(*all)) : to_response(problem_of(all.error()));
}

}  // namespace host
