#include "host/hooks.hpp"
#include "host/problem.hpp"

#include <boost/asio/bind_executor.hpp>

#include <chrono>

namespace host {

using namespace acikkapi;

namespace {

response no_content()
{
    response out;
    out.status = 204;
    return out;
}

problem refusal_of(const error_code& why)
{
    auto out = problem_of(why);
    if (why == errc::not_signed || why == errc::bad_signature) {
        out.status = 401;
    } else if (why == errc::too_late) {
        out.status = 410;
    } else if (why == errc::limit_reached) {
        out.status = 413;
    } else if (why != errc::not_permitted) {
        out.status = 400;
    }
    return out;
}

std::vector<http_header> headers_of(const request& asked)
{
    std::vector<http_header> out;
    for (const auto& [name, value] : asked.headers) {
        out.push_back({name, value});
    }
    return out;
}

/// Another routing took the right to answer with it: the token is as good as expired.
reply<acikkapi::request<petition>> wish_of(const hooked& by, unit_reply what)
{
    acikkapi::request<petition> out;
    out.from.by = actor::parse("unit:" + what.unit.str() + "/system").value();
    out.from.via = channel::parse("webhook").value();
    out.from.on = authority::parse("law-3071").value();
    out.stream = by.desk.stream_of(what.number.serial());
    const auto now = by.desk.views({out.from.by, out.from.via}).find(out.stream);
    if (!now) {
        return problem_of(now.error());
    }
    if (now->state.number != what.number || now->state.routings != what.routing ||
        now->state.unit != what.unit) {
        return problem{410, "too_late", "it lies with somebody else now"};
    }
    out.wish = *std::move(what.wish);
    out.key = std::move(what.key);
    return out;
}

void take(const hooked& by, const call& got, const answer& done)
{
    const auto unit = unit_id::parse(got.parts.front());
    if (!unit) {
        return done(to_response(refusal_of(errc::not_permitted)));
    }
    auto said = by.inbox.read(*unit, headers_of(got.asked), got.asked.body, by.time.now());
    if (!said) {
        return done(to_response(refusal_of(said.error())));
    }
    if (!said->wish) {
        return done(no_content());
    }
    auto wish = wish_of(by, *std::move(said));
    if (!wish) {
        return done(to_response(wish.error()));
    }
    by.desk.async_submit(
        *std::move(wish),
        asio::bind_executor(by.blocking, [done](error_code bad, const receipt& /*what*/) {
            done(bad ? to_response(problem_of(bad)) : no_content());
        }));
}

}  // namespace

void add_hooks(router& to, const hooked& by)
{
    to.add("POST", "/hooks/units/{unit}", [by](const call& got, const answer& done) {
        take(by, got, done);
    });
}

}  // namespace host
