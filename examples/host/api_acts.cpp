#include "host/acts.hpp"
#include "host/api.hpp"
#include "host/keeping.hpp"
#include "host/shapes.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <variant>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

/// The version that somebody looked at.
reply<std::optional<version>> version_of(const request& asked, bool required)
{
    const auto given = asked.header("If-Match");
    if (given.empty() && !required) {
        return std::optional<version>{};
    }
    if (given.empty()) {
        return problem{428, "version_required", "If-Match must say which version was looked at"};
    }
    const auto text = unquoted(given).value_or("");
    version value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ptr != text.data() + text.size()) {
        return problem{400, "bad_version", "If-Match must be one entity tag"};
    }
    return std::optional{value};
}

std::optional<authority> ground_of(members& in)
{
    if (!in.has("on")) {
        return authority::parse("law-3071").value();
    }
    return in.parsed<authority>("on", &authority::parse);
}

/// Who is to be erased.
whose_data person_of_body(members& in, const application& now)
{
    const auto out = in.one_of("person", persons_of_petition);
    if (out != 0 && !now.on_behalf) {
        in.complain("person", "is nobody of this application");
    }
    return out;
}

}  // namespace

reply<std::optional<std::string>>
key_of(const request& asked, const std::string& whose, bool required)
{
    constexpr std::size_t min = 16;
    constexpr std::size_t max = 128;
    const auto given = asked.header("Idempotency-Key");
    if (given.empty() && !required) {
        return std::optional<std::string>{};
    }
    const auto key = unquoted(given);
    if (!key || key->size() < min || key->size() > max) {
        return problem{
            400,
            "bad_idempotency_key",
            "Idempotency-Key must be a quoted string of 16 to 128 characters"};
    }
    return std::optional{whose + " " + *key};
}

void api::compare(const commands::submit& wish, members& in) const
{
    if (where_ == nullptr) {
        return;
    }
    const auto& districts = where_->districts;
    if (wish.where != where_->where) {
        in.complain("province", "is not the province of this office");
    }
    if (where_->find_category(wish.category) == nullptr) {
        in.complain("category", "is no kind of matter of this office");
    }
    if (!wish.district.empty() &&
        std::find(districts.begin(), districts.end(), wish.district) == districts.end()) {
        in.complain("district", "is no district of this province");
    }
}

void api::compare(const acikkapi::request<petition>& asked, members& in) const
{
    if (where_ == nullptr) {
        return;
    }
    const auto* const route = std::get_if<commands::route>(&asked.wish);
    if (route != nullptr && where_->find_unit(route->unit) == nullptr) {
        in.complain("unit", "is no unit of this office");
    }
    const auto* const hand = std::get_if<commands::assign>(&asked.wish);
    if (hand != nullptr && hand->to != asked.from.by && !where_->takes_tasks(hand->to)) {
        in.complain("to", "is no account of this office");
    }
}

void api::submit(const call& got, const answer& done)
{
    const auto staff = staff_of(got.asked);
    auto in = staff ? members_of(got.asked) : reply<members>{staff.error()};
    if (!in) {
        return done(to_response(in.error()));
    }
    acikkapi::request<petition> wish;
    wish.from.by = staff->value_or(actor::parse("citizen").value());
    wish.from.on = authority::parse("law-3071").value();
    wish.from.via = channels::web();
    if (*staff) {
        wish.from.via = channels::desk();
    } else if (in->has("channel")) {
        constexpr std::array<word<bool>, 2> ways{{{"web", false}, {"mobile", true}}};
        wish.from.via = in->one_of("channel", ways) ? channels::mobile() : channels::web();
    }
    const auto key = key_of(got.asked, wish.from.by.str(), true);
    if (!key) {
        return done(to_response(key.error()));
    }
    wish.key = *key;
    auto submission = read_submission(*in);
    if (const auto fault = in->fault()) {
        return done(to_response(*fault));
    }
    compare(submission, *in);
    if (const auto fault = in->fault()) {
        return done(to_response(*fault));
    }
    if (!*staff && registering_ != nullptr) {
        if (const auto why = registering_->refusal(submission, **key, got.asked.peer)) {
            return done(to_response(*why));
        }
    }
    wish.wish = std::move(submission);
    desk_->async_submit(
        std::move(wish),
        asio::bind_executor(blocking_, [this, done](error_code bad, const receipt& what) {
            done(bad ? to_response(problem_of(bad)) : receipt_for(what));
        }));
}

/// As it was when it was registered, also if it is asked for again much later.
response api::receipt_for(const receipt& what) const
{
    const auto code = desk_->lookup_code(what.stream);
    const viewer holder{actor::parse("citizen").value(), channels::web(), code};
    const auto then = desk_->views(holder).find_as_of(what.stream, what.last);
    if (!then) {
        return to_response(problem_of(then.error()));
    }
    const auto number = then->state.number.str();
    auto out = json_response(
        201,
        json::object{
            {"number", number},
            {"lookup_code", code},
            {"promised", text_of(then->state.service.due)},
            {"receipt", number_of(what.first)}});
    out.headers.emplace_back("Location", std::string{api_prefix} + "/applications/" + number);
    out.headers.emplace_back("ETag", tag_of(what.version));
    return out;
}

reply<acikkapi::request<petition>> api::wish_of(const call& got, const about& what) const
{
    auto in = members_of(got.asked);
    if (!in) {
        return in.error();
    }
    acikkapi::request<petition> out;
    const auto whose = what.by.who.by.str() + " " + what.number.str();
    const auto key = key_of(got.asked, whose, false);
    const auto expected = version_of(got.asked, what.by.staff);
    if (!key || !expected) {
        return key ? expected.error() : key.error();
    }
    const auto ground = ground_of(*in);
    out.wish = read_act(got.parts.at(1), *in);
    if (in->has("confirms")) {
        out.from.confirms = position{in->number("confirms", 1, UINT64_MAX)};
    }
    if (const auto fault = in->fault()) {
        return *fault;
    }
    out.from.by = what.by.who.by;
    compare(out, *in);
    if (const auto fault = in->fault()) {
        return *fault;
    }
    out.key = *key;
    out.expected = *expected;
    out.stream = what.stream;
    out.from.via = what.by.who.via;
    out.from.code = what.by.who.code;
    out.from.on = *ground;
    return out;
}

void api::act(const call& got, const answer& done)
{
    if (is_keeping(got.parts.at(1))) {
        return done(keep(got));
    }
    if (!is_act(got.parts.at(1))) {
        return done(to_response({404, "no_such_act", "there is no such act"}));
    }
    const auto what = about_whom(got);
    if (!what) {
        return done(to_response(what.error()));
    }
    // Also for staff: the number must be right in all its parts, not only in its serial.
    if (const auto now = find(*what); !now) {
        return done(to_response(problem_of(now.error())));
    }
    auto wish = wish_of(got, *what);
    if (!wish) {
        return done(to_response(wish.error()));
    }
    desk_->async_submit(
        *std::move(wish),
        asio::bind_executor(
            blocking_, [this, done, what = *what](error_code bad, const receipt& /*done*/) {
                done(bad ? to_response(problem_of(bad)) : show(what));
            }));
}

/// What is erased stands in a proposal that is used once. A hold or a release is for the version that was looked at, or
/// a release that is given again would end what another court wants kept; one at a time, so that nothing comes between.
response api::keep(const call& got)
{
    const std::lock_guard lock{keeping_};
    const auto what = about_whom(got);
    auto in = what ? members_of(got.asked) : reply<members>{what.error()};
    const auto now = in ? find(*what) : errc::no_such_application;
    if (!now) {
        return to_response(in ? problem_of(now.error()) : in.error());
    }
    keeping_wish wish{got.parts.at(1)};
    const bool erases = wish.act == acts::erase;
    const auto expected = version_of(got.asked, what->by.staff && !erases);
    if (!expected) {
        return to_response(expected.error());
    }
    origin from;
    from.by = what->by.who.by;
    from.via = what->by.who.via;
    from.code = what->by.who.code;
    from.on = in->parsed<authority>("on", &authority::parse).value_or(authority{});
    if (erases) {
        wish.whose = person_of_body(*in, now->state);
        from.confirms = position{in->has("confirms") ? in->number("confirms", 1, UINT64_MAX) : 0};
    } else {
        wish.reason = in->text("reason");
    }
    if (const auto fault = in->fault()) {
        return to_response(*fault);
    }
    if (*expected && **expected != now->version) {
        return to_response(problem_of(errc::version_conflict));
    }
    const auto all = history(*what);
    const auto bad = all ? host::keep(*desk_, what->stream, from, wish, *all) : all.error();
    return bad ? to_response(problem_of(bad)) : show(*what);
}

response api::certificate(const call& got)
{
    const auto what = about_whom(got);
    const auto now = what ? find(*what) : errc::no_such_application;
    if (!now) {
        return to_response(what ? problem_of(now.error()) : what.error());
    }
    if (!may_certify(what->by.who.by, now->state)) {
        return to_response(problem_of(errc::not_permitted));
    }
    const auto all = history(*what);
    if (!all) {
        return to_response(problem_of(all.error()));
    }
    const auto out = certificate_of(*desk_, what->number, *all, got.parts.at(1));
    return out ? *out : to_response(out.error());
}

response api::propose(const call& got)
{
    const auto by = staff_only(got.asked);
    const auto what = by ? about_whom(got) : reply<about>{by.error()};
    auto in = what ? members_of(got.asked) : reply<members>{what.error()};
    if (!in) {
        return to_response(in.error());
    }
    const auto now = find(*what);
    if (!now) {
        return to_response(problem_of(now.error()));
    }
    const auto act = in->text("act");
    auto reason = in->text("reason");
    const bool erases = act == acts::erase;
    const auto ground = erases ? in->parsed<authority>("on", &authority::parse) : ground_of(*in);
    if (erases) {
        reason = words_of_erasure(person_of_body(*in, now->state), reason);
    }
    if (const auto fault = in->fault()) {
        return to_response(*fault);
    }
    origin from;
    from.by = by->who.by;
    from.via = by->who.via;
    from.on = *ground;
    const auto done = desk_->propose(what->stream, from, act, reason);
    return done ? json_response(201, json::object{{"proposal", number_of(done->first)}})
                : to_response(problem_of(done.error()));
}

}  // namespace host
