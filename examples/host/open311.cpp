#include "host/open311.hpp"
#include "host/open311_form.hpp"
#include "host/problem.hpp"
#include "support/time_text.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

constexpr std::string_view base = "/open311/v2";
constexpr std::array formats{open311_format::json, open311_format::xml};
constexpr std::array<std::string_view, 2> endings{".json", ".xml"};

/// With the offset of Turkey, to the second.
std::string time_text(instant when)
{
    const instant whole = std::chrono::floor<std::chrono::seconds>(when);
    return tools::format_in_zone(whole, "Europe/Istanbul").value();
}

/// The last second of a day in Turkey, where the offset has been the same since 2016.
std::string end_of(day which)
{
    constexpr std::chrono::hours offset{3};
    constexpr std::chrono::seconds almost_a_day{86'399};
    return time_text(instant{which.time_since_epoch() + almost_a_day - offset});
}

json::value or_null(const std::string& text)
{
    json::value out;  // Null. Braces around the text would make a list of it.
    if (!text.empty()) {
        out = text;
    }
    return out;
}

problem no_such_request()
{
    return {404, "no_such_request", "there is no request with this service_request_id"};
}

problem no_such_format()
{
    return {404, "no_such_format", "an address ends in .json or .xml"};
}

/// What a client may call us by: nothing that could be taken for more than a name and a port.
bool is_host(std::string_view text)
{
    constexpr std::string_view marks = ".-:[]";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

}  // namespace

open311::open311(const open311_services& with, open311_settings how, std::string_view secret)
    : desk_(with.desk), where_(with.where), registering_(with.registering), how_(std::move(how)),
      ids_(secret), blocking_(with.blocking),
      book_(with.desk, with.where, with.blocking, with.fault),
      changed_(time_text(
          std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now())))
{}

void open311::add(
    router& to,
    const std::string& name,
    std::string root,
    document (open311::*tells)(const call&) const)
{
    for (std::size_t i = 0; i < formats.size(); ++i) {
        const auto pattern = std::string{base} + name + std::string{endings.at(i)};
        to.add(
            "GET",
            pattern,
            [this, root, tells, format = formats.at(i)](const call& got, const answer& done) {
                const auto out = (this->*tells)(got);
                done(out ? open311_response(200, root, *out, format) : to_response(out.error()));
            });
    }
}

void open311::add_each(
    router& to,
    const std::string& name,
    std::string root,
    document (open311::*tells)(const request&, const std::string&) const)
{
    to.add(
        "GET",
        std::string{base} + name + "/{name}",
        [this, root = std::move(root), tells](const call& got, const answer& done) {
            const auto which = open311_name_of(got.parts.front());
            if (!which) {
                return done(to_response(no_such_format()));
            }
            const auto out = (this->*tells)(got.asked, which->name);
            done(out ? open311_response(200, root, *out, which->format) : to_response(out.error()));
        });
}

void open311::add_routes(router& to)
{
    add(to, "/discovery", "discovery", &open311::discovery);
    add(to, "/services", "services", &open311::services);
    add(to, "/requests", "service_requests", &open311::requests);
    add_each(to, "/services", "service_definition", &open311::definition);
    add_each(to, "/requests", "service_requests", &open311::request_of);
    add_each(to, "/tokens", "service_requests", &open311::token_of);
    for (std::size_t i = 0; i < formats.size(); ++i) {
        to.add(
            "POST",
            std::string{base} + "/requests" + std::string{endings.at(i)},
            [this, format = formats.at(i)](const call& got, const answer& done) {
                submit(got, format, done);
            });
    }
}

open311::document open311::discovery(const call& got) const
{
    const auto host = got.asked.header("Host");
    auto url = how_.url;
    if (url.empty() && is_host(host)) {
        url = (how_.over_tls ? "https://" : "http://") + std::string{host};
    }
    return json::object{
        {"changeset", changed_},
        {"contact", how_.contact},
        {"key_service", how_.contact},
        {"endpoints",
         json::array{json::object{
             {"specification", "http://wiki.open311.org/GeoReport_v2"},
             {"url", url + std::string{base}},
             {"changeset", changed_},
             {"type", "production"},
             {"formats", json::array{"text/xml", "application/json"}}}}}};
}

open311::document open311::services(const call& /*got*/) const
{
    json::array out;
    for (const auto& one : where_.categories) {
        if (!one.in_public) {
            continue;
        }
        const auto* const unit = where_.find_unit(one.unit);
        out.push_back(json::object{
            {"service_code", one.code},
            {"service_name", one.names[0]},
            {"description", one.names[0]},
            {"metadata", !where_.districts.empty()},
            {"type", "realtime"},
            {"keywords", one.names[1] + ", " + one.names[2]},
            {"group", or_null(unit != nullptr ? unit->name : std::string{})}});
    }
    return out;
}

open311::document open311::definition(const request& /*asked*/, const std::string& code) const
{
    const auto* const kind = where_.find_category(code);
    if (kind == nullptr || !kind->in_public) {
        return problem{404, "no_such_service", "there is no service with this service_code"};
    }
    json::array attributes;
    if (!where_.districts.empty()) {
        json::array values;
        for (const auto& one : where_.districts) {
            values.push_back(json::object{{"key", one}, {"name", one}});
        }
        attributes.push_back(json::object{
            {"variable", true},
            {"code", "district"},
            {"datatype", "singlevaluelist"},
            {"required", false},
            {"datatype_description", nullptr},
            {"order", 1},
            {"description", "İlçe"},
            {"values", std::move(values)}});
    }
    return json::object{{"service_code", code}, {"attributes", std::move(attributes)}};
}

json::object open311::shape_of(const public_request& one) const
{
    const auto* const unit = where_.find_unit(one.unit);
    return {
        {"service_request_id", ids_.id_of(one.stream)},
        {"status", one.closed() ? "closed" : "open"},
        {"status_notes", citizen_word(one.life)},
        {"service_name", where_.category_name(language::turkish, one.service)},
        {"service_code", one.service},
        {"description", nullptr},
        {"agency_responsible", or_null(unit != nullptr ? unit->name : std::string{})},
        {"service_notice", nullptr},
        {"requested_datetime", time_text(one.requested)},
        {"updated_datetime", time_text(one.updated)},
        {"expected_datetime", end_of(one.expected)},
        {"address", or_null(one.district)},
        {"address_id", nullptr},
        {"zipcode", nullptr},
        {"lat", nullptr},
        {"long", nullptr},
        {"media_url", nullptr}};
}

reply<public_request> open311::find(const std::string& id) const
{
    const auto stream = ids_.stream_of(id);
    if (!stream) {
        return no_such_request();
    }
    const auto found = book_.look_up(*stream);
    if (!found) {
        return problem_of(found.error());
    }
    return *found ? reply<public_request>{**found} : no_such_request();
}

open311::document open311::requests(const call& got) const
{
    const auto ids = query_value(got.asked.query, "service_request_id").value_or("");
    if (!ids.empty()) {
        return requests_by_id(ids);
    }
    const auto now =
        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto which = read_open311_query(got.asked, now);
    if (!which) {
        return which.error();
    }
    if (!book_.ready()) {
        problem soon{503, "not_ready", "the list is being made"};
        soon.retry_after = std::chrono::seconds{5};
        return soon;
    }
    json::array out;
    for (const auto& one : book_.list(*which)) {
        out.push_back(shape_of(one));
    }
    return out;
}

/// What there is of them: another that there is not is no fault.
open311::document open311::requests_by_id(const std::string& ids) const
{
    constexpr std::size_t ids_max = 50;
    const auto all = split_list(ids);
    if (all.size() > ids_max) {
        return problem{400, "too_many", "service_request_id has 50 of them at most"};
    }
    json::array out;
    for (const auto& id : all) {
        const auto one = find(id);
        if (one) {
            out.push_back(shape_of(*one));
        } else if (one.error().status != 404) {
            return one.error();
        }
    }
    return out;
}

open311::document open311::request_of(const request& /*asked*/, const std::string& id) const
{
    const auto one = find(id);
    return one ? document{json::array{shape_of(*one)}} : document{one.error()};
}

/// Requests are registered at once, so that a token is nothing but the id: for clients that ask in two steps.
open311::document open311::token_of(const request& /*asked*/, const std::string& token) const
{
    const auto one = find(token);
    if (!one) {
        return problem{404, "no_such_token", "there is no request with this token"};
    }
    return json::array{json::object{{"service_request_id", token}, {"token", token}}};
}

void open311::submit(const call& got, open311_format format, const answer& done) const
{
    const auto in = form::read(got.asked);
    if (!in) {
        return done(to_response(in.error()));
    }
    const auto key = hash_of(in->get("api_key"));
    const auto& keys = how_.keys;
    if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) {
        return done(to_response({403, "no_api_key", "api_key is missing or nobody's"}));
    }
    auto what = read_open311_submission(*in, where_);
    if (!what) {
        return done(to_response(what.error()));
    }
    // Behind one program's address are many people.
    if (const auto why = registering_.refusal(*what, {}, keys.empty() ? got.asked.peer : "")) {
        return done(to_response(*why));
    }
    acikkapi::request<petition> wish;
    wish.wish = *std::move(what);
    wish.from.by = actor::parse("citizen").value();
    wish.from.on = authority::parse("law-3071").value();
    wish.from.via = channels::web();
    desk_.async_submit(
        std::move(wish),
        asio::bind_executor(blocking_, [this, done, format](error_code bad, const receipt& given) {
            done(
                bad ? to_response(problem_of(bad))
                    : open311_response(201, "service_requests", receipt_for(given), format));
        }));
}

/// Number and lookup code are shown here only, to who brought it: without them nobody could follow what was
/// brought without a phone number.
json::value open311::receipt_for(const receipt& what) const
{
    const auto code = desk_.lookup_code(what.stream);
    const viewer holder{actor::parse("citizen").value(), channels::web(), code};
    const auto now = desk_.views(holder).find(what.stream);
    json::object out{
        {"service_request_id", ids_.id_of(what.stream)},
        {"service_notice", nullptr},
        {"account_id", nullptr}};
    if (now) {
        out["service_notice"] =
            "Başvuru numaranız " + now->state.number.str() + ", takip kodunuz " + code + ".";
    }
    return json::array{std::move(out)};
}

}  // namespace host
