#include "host/access.hpp"
#include "host/oidc.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/staff.hpp"
#include "host/secrets.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

instant now_of(const visit& by)
{
    return by.all.jar.now();
}

bool is_staff(const visit& by)
{
    return by.who && by.who->is_staff();
}

response to_log_in(const visit& by)
{
    const auto& asked = by.got.asked;
    const std::string log_in = "/log-in?next=";
    if (asked.method == "POST") {
        return session_over(by, log_in + percent_encoded(page_of_form(by)), "session_over.log_in");
    }
    const auto query = asked.query.empty() ? std::string{} : "?" + asked.query;
    auto wanted = asked.path + query;
    if (local_path(wanted) != wanted) {
        wanted = asked.path;  // Longer than is led back to.
    }
    return go_to(log_in + percent_encoded(wanted));
}

/// Only what he may go to.
std::vector<part_of_site> parts_of(const visit& by)
{
    std::vector<part_of_site> out;
    const auto& path = by.got.asked.path;
    bool elsewhere = false;
    const auto add = [&](bool may, std::string_view place, std::string_view name) {
        const auto address = by.at("/staff/" + std::string{place});
        const bool here = path.starts_with(address);
        elsewhere = elsewhere || here;
        if (may) {
            out.push_back({address, by.text(name), here});
        }
    };
    add(verdict_of(by, "submit", false) == verdict::allowed, "desk", "staff.desk");
    add(sees_campaigns(by), "campaigns", "staff.campaigns");
    add(sees_problems(by), "problems", "staff.problems");
    add(sees_letters(by), "letters", "staff.letters");
    add(sees_proposals(by), "proposals", "staff.proposals");
    add(sees_city(by), "governor", "governor.part");
    add(sees_city(by), "report", "governor.report");
    add(sees_proofs(by), "auditor", "auditor.part");
    if (verdict_of(by, acts::list, false) == verdict::allowed) {
        out.insert(out.begin(), {by.at("/staff"), by.text("staff.inbox"), !elsewhere});
    }
    return out;
}

}  // namespace

void add_slow_staff_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows)
{
    add_slow_page(to, all, method, "/staff" + path, [shows](const visit& by, const answer& done) {
        if (!is_staff(by)) {
            return done(to_log_in(by));
        }
        shows(by, done);
    });
}

void add_staff_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const page& shows)
{
    add_slow_staff_page(
        to, all, method, path, [shows](const visit& by, const answer& done) { done(shows(by)); });
}

verdict verdict_of(const visit& by, std::string_view act, bool own)
{
    const auto who = staff_viewer(by);
    return decide(office_access{by.all.where.where}, {who.by, who.via, act}, {own, false});
}

viewer staff_viewer(const visit& by)
{
    return {by.who->staff, channels::desk()};
}

origin staff_origin(const visit& by)
{
    origin out;
    out.by = by.who->staff;
    out.via = channels::desk();
    out.on = authority::parse("law-3071").value();
    return out;
}

reply<case_file> case_of(const visit& by)
{
    const auto number = application_number::parse(by.got.parts.front());
    if (!number) {
        return no_such_application();
    }
    case_file out;
    out.number = *number;
    out.stream = by.all.desk.stream_of(number->serial());
    out.as = staff_viewer(by);
    const auto views = by.all.desk.views(out.as);
    auto now = views.find(out.stream);
    if (!now) {
        return problem_of(now.error());
    }
    if (now->state.number != *number) {
        return no_such_application();
    }
    auto history = history_of(views, out.stream);
    if (!history) {
        return problem_of(history.error());
    }
    out.own = petition::is_own(now->state, out.as.by);
    out.now = *std::move(now);
    out.history = *std::move(history);
    return out;
}

frame staff_frame(const visit& by, std::string_view title)
{
    auto out = by.framed(title);
    out.who =
        signed_in_as{who_text(by, by.who->staff), csrf_token(*by.who, "log-out"), parts_of(by)};
    return out;
}

response staff_tell(const visit& by, const problem& what)
{
    auto around = staff_frame(by, "problem.title");
    around.back = by.at("/staff");
    return by.all.look.tell(std::move(around), what);
}

std::string case_address(const visit& by, const application_number& number, std::string_view then)
{
    return by.at("/staff/applications/" + number.str() + std::string{then});
}

std::string key_of(const visit& by, const form& given)
{
    constexpr std::size_t bytes_max = 100;
    auto key = given.get("key");
    if (key.empty() || key.size() > bytes_max) {
        key = base64url(random_bytes(24));
    }
    // Nobody else's: two who chose the same one would be given each other's receipts.
    return by.who->staff.str() + " page " + key;
}

std::string who_text(const visit& by, const actor& who)
{
    const auto key = "role." + std::string{role_of(who)};
    if (!by.all.look.words().has(key)) {
        return who.str();
    }
    std::string out = by.text(key);
    const std::string place{place_of(who)};
    if (const auto id = unit_id::parse(place)) {
        out += " · " + by.all.where.unit_name(*id);
    }
    if (const auto slash = who.str().find('/'); slash != std::string::npos) {
        out += " · " + who.str().substr(slash + 1);
    }
    return out;
}

std::string counted_text(const visit& by, const std::string& key, long n)
{
    auto out = by.text(n == 1 ? key + ".one" : key);
    if (const auto at = out.find("{n}"); at != std::string::npos) {
        out.replace(at, 3, std::to_string(n));
    }
    return out;
}

bool is_of_unit(const actor& who)
{
    return role_of(who) == "unit" || role_of(who) == "head";
}

void add_due(const visit& by, const application& now, filling& with)
{
    using how = time_left::how;
    const auto left = time_left_of(now, day_in_turkey(now_of(by)));
    if (left.is == how::none) {
        return;
    }
    static constexpr std::array<std::string_view, 5> colours{"", "grey", "green", "orange", "red"};
    auto& out = with.add("DUE");
    out.set("DUE_DAY", date_text(by.speaks, now.service.due));
    out.set("DUE_COLOUR", std::string{colours.at(static_cast<std::size_t>(left.is))});
    if (left.is == how::paused) {
        out.set("DUE_TEXT", by.text("staff.due.paused"));
    } else if (left.is == how::late) {
        out.set("DUE_TEXT", counted_text(by, "staff.due.late", left.days));
    } else {
        out.set(
            "DUE_TEXT",
            left.days == 0 ? by.text("staff.due.today")
                           : counted_text(by, "staff.due.left", left.days));
    }
}

filling& add_case_row(const visit& by, const found<application>& what, filling& with)
{
    const auto& now = what.state;
    auto& row = with.add("CASE");
    row.set("CASE_NUMBER", now.number.str()).set("CASE_AT", case_address(by, now.number));
    row.set("CASE_MATTER", by.all.where.category_name(by.speaks, now.category));
    row.set("CASE_DISTRICT", now.district.empty() ? "–" : now.district);
    row.set("CASE_STATE", by.text("staff.status." + std::string{name_of(now.life)}));
    if (!is_of_unit(by.who->staff)) {
        const auto unit = by.all.where.unit_name(now.unit, now.unit_name);
        row.add("IN_UNIT").set("CASE_UNIT", unit.empty() ? "–" : unit);
    }
    row.set("CASE_SINCE", date_text(by.speaks, day_in_turkey(now.submitted_at)));
    add_due(by, now, row);
    return row;
}

void add_staff_pages(router& to, const page_services& all)
{
    add_desk_pages(to, all);
    add_inbox_pages(to, all);
    add_route_pages(to, all);
    add_news_pages(to, all);
    add_campaign_pages(to, all);
    add_problem_pages(to, all);
    add_letter_pages(to, all);
    add_proposal_pages(to, all);
    add_case_pages(to, all);
    add_governor_pages(to, all);
    add_auditor_pages(to, all);
    add_act_pages(to, all);  // Last: any part of an address may be an act.
}

}  // namespace host
