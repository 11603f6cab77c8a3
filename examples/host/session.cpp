#include "host/secrets.hpp"
#include "host/session.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;
using namespace acikkapi;

constexpr std::string_view cookie_name = "session";

json::value number_of(instant when)
{
    return when.time_since_epoch().count();
}

instant time_of(const json::object& from, std::string_view name)
{
    return instant{instant::duration{from.at(name).to_number<std::int64_t>()}};
}

/// `34-2026-000000001-7`, and behind a blank the mark of the phone by which he came to it.
std::string written(const holding& what)
{
    return what.number.str() + (what.phone_mark.empty() ? "" : " " + what.phone_mark);
}

holding read_holding(std::string_view text)
{
    const auto blank = std::min(text.find(' '), text.size());
    return {
        application_number::parse(text.substr(0, blank)).value(),
        std::string{text.substr(std::min(blank + 1, text.size()))}};
}

std::string written(const session& what, instant now)
{
    json::array shown;
    for (const auto& one : what.holds) {
        shown.emplace_back(written(one));
    }
    return json::serialize(json::object{
        {"staff", what.staff.str()},
        {"shown", std::move(shown)},
        {"ends", number_of(what.ends)},
        {"issued", number_of(now)},
        {"secret", base64url(what.secret)}});
}

/// What is sealed was written here, if perhaps by another version.
session read_session(const json::object& from)
{
    session out;
    if (const std::string_view staff = from.at("staff").as_string(); !staff.empty()) {
        out.staff = actor::parse(staff).value();
    }
    // What once stood here as `holds` did not say how each was shown: such a session is none any more.
    for (const auto& one : from.at("shown").as_array()) {
        out.holds.push_back(read_holding(one.as_string()));
    }
    out.ends = time_of(from, "ends");
    out.issued = time_of(from, "issued");
    out.secret = base64url_decoded(from.at("secret").as_string()).value();
    return out;
}

}  // namespace

session sessions::begun(std::chrono::seconds lifetime) const
{
    constexpr std::size_t secret_bytes = 32;
    session out;
    out.issued = keep_.now();
    out.ends = out.issued + lifetime;
    out.secret = random_bytes(secret_bytes);
    return out;
}

session sessions::of_visitor() const
{
    return begun(longest);
}

session sessions::of_staff(actor who) const
{
    auto out = begun(longest);
    out.staff = std::move(who);
    return out;
}

session sessions::of_citizen(std::vector<holding> holds) const
{
    auto out = begun(longest);
    out.holds = std::move(holds);
    out.holds.resize(std::min(out.holds.size(), holds_max));
    return out;
}

std::string sessions::set_cookie(const session& what) const
{
    const auto now = keep_.now();
    auto lifetime = std::chrono::floor<std::chrono::seconds>(what.ends - now);
    if (!what.is_visitor()) {
        lifetime = std::min<std::chrono::seconds>(lifetime, idle_longest);
    }
    return lifetime > std::chrono::seconds{0} ? keep_.set(cookie_name, written(what, now), lifetime)
                                              : end_cookie();
}

std::string sessions::end_cookie() const
{
    return keep_.end(cookie_name);
}

void sessions::end(const session& what) const
{
    if (!what.is_visitor()) {
        // Nobody renews it now, and no copy is good for longer than that.
        const auto now = keep_.now();
        keep_.ended().add(what.secret, std::min(what.ends, now + idle_longest), now);
    }
}

std::optional<session> sessions::read(const request& asked) const
{
    const auto text = keep_.get(asked, cookie_name);
    if (!text) {
        return std::nullopt;
    }
    try {
        auto out = read_session(json::parse(*text).as_object());
        return keep_.ended().has(out.secret) ? std::nullopt : std::optional{std::move(out)};
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        return std::nullopt;  // Sealed by a version that wrote it otherwise.
    }
}

std::optional<std::string> sessions::renewed(const session& what) const
{
    constexpr std::chrono::minutes young{1};
    // An answer that was long under way must not bring back who has logged out meanwhile.
    const bool ended = keep_.ended().has(what.secret);
    if (what.is_visitor() || ended || keep_.now() - what.issued < young) {
        return std::nullopt;
    }
    return set_cookie(what);
}

std::string mark_of(const application_number& of, const phone& which)
{
    constexpr std::size_t bytes = 9;  // A cookie has room for sixty of them.
    return base64url(keyed_digest(of.str(), "phone " + which.str()).substr(0, bytes));
}

const holding* find_holding(const session& who, const application_number& of)
{
    const auto at = std::find_if(
        who.holds.begin(), who.holds.end(), [&](const holding& one) { return one.number == of; });
    return at == who.holds.end() ? nullptr : &*at;
}

bool came_by(const session& who, const application_number& to, const phone& which)
{
    const auto* const shown = find_holding(who, to);
    return shown != nullptr && same_secret(shown->phone_mark, mark_of(to, which));
}

std::vector<holding> holds_with(const std::optional<session>& before, holding one)
{
    auto out = before ? before->holds : std::vector<holding>{};
    std::erase_if(out, [&](const holding& other) { return other.number == one.number; });
    out.insert(out.begin(), std::move(one));
    return out;
}

std::string csrf_token(const session& of, std::string_view action)
{
    return base64url(keyed_digest(of.secret, "form " + std::string{action}));
}

bool csrf_ok(const session& of, std::string_view action, std::string_view token)
{
    return !of.secret.empty() && same_secret(token, csrf_token(of, action));
}

bool is_same_origin(const request& asked, bool tls)
{
    if (const auto site = asked.header("Sec-Fetch-Site"); !site.empty()) {
        return site == "same-origin";
    }
    const auto origin = asked.header("Origin");
    return origin.empty() ||
           origin == (tls ? "https://" : "http://") + std::string{asked.header("Host")};
}

}  // namespace host
