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

std::string written(const session& what, instant now)
{
    json::array holds;
    for (const auto& one : what.holds) {
        holds.emplace_back(one.str());
    }
    return json::serialize(json::object{
        {"staff", what.staff.str()},
        {"holds", std::move(holds)},
        {"by_phone", what.by_phone ? what.by_phone->str() : ""},
        {"phone_mark", what.phone_mark},
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
    for (const auto& one : from.at("holds").as_array()) {
        out.holds.push_back(application_number::parse(one.as_string()).value());
    }
    if (const auto* const one = from.if_contains("by_phone"); one && !one->as_string().empty()) {
        out.by_phone = application_number::parse(one->as_string()).value();
    }
    if (const auto* const mark = from.if_contains("phone_mark")) {
        out.phone_mark = mark->as_string();
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

session sessions::of_citizen(std::vector<application_number> holds) const
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

std::string mark_of(const session& of, const phone& which)
{
    return base64url(keyed_digest(of.secret, "phone " + which.str()));
}

bool came_by(const session& who, const application_number& to, const phone& which)
{
    return who.by_phone == to && same_secret(who.phone_mark, mark_of(who, which));
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
