// By what messages go, and how each way stands; the operator holds one back, and releases it.
#include "host/access.hpp"
#include "host/pages/form.hpp"
#include "host/pages/letter_ways.hpp"
#include "host/pages/staff_words.hpp"
#include "host/pages/watched_pages.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view hold = "hold";
constexpr std::string_view release = "release";

std::string way_address(const visit& by, const std::string& adapter, std::string_view act)
{
    return by.at("/staff/letters/" + adapter + "/" + std::string{act});
}

std::string text_of_act(const visit& by, std::string_view act, std::string_view then = "")
{
    return by.text("staff.way." + std::string{act} + std::string{then});
}

std::optional<adapter_state> find_way(const visit& by, std::string_view adapter)
{
    const auto all = by.all.desk.letters();
    const auto at = std::find_if(all.begin(), all.end(), [adapter](const adapter_state& one) {
        return one.adapter == adapter;
    });
    return at == all.end() ? std::nullopt : std::optional{*at};
}

std::string action_of(const std::string& adapter, std::string_view act)
{
    return "letters " + std::string{act} + " " + adapter;
}

response show_question(const visit& by, const adapter_state& way, std::string_view act)
{
    filling with;
    auto around = staff_frame(by, "staff.way." + std::string{act});
    around.title += ": " + means_text(by, way.adapter);
    around.back = by.at("/staff/letters");
    with.add("HEADING").set("HEADING_TEXT", around.title);
    with.add("LEAD").set("LEAD_TEXT", text_of_act(by, act, ".follows"));
    with.add("LEAD").set("LEAD_TEXT", text_of_act(by, act, ".not"));
    with.set("ACTION", way_address(by, way.adapter, act)).set("FORM", "way");
    with.set("GO", text_of_act(by, act, ".go"));
    add_token(by, with, action_of(way.adapter, act));
    with.add("LINK").set("LINK_AT", around.back).set("LINK_TEXT", by.text("staff.way.leave"));
    return by.all.look.show(around, "question.html", std::move(with));
}

/// It stands in no journal: the log is what says who did it.
std::string line_of(const visit& by, const std::string& adapter, bool held)
{
    return boost::json::serialize(boost::json::object{
        {"time", tools::format_utc(by.all.jar.now())},
        {"letters", held ? "held" : "released"},
        {"adapter", adapter},
        {"by", by.who->staff.str()}});
}

response change(const visit& by, const adapter_state& way, std::string_view act)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, action_of(way.adapter, act), in->get("csrf"))) {
        return staff_tell(by, in ? problem{403, "foreign_form", ""} : in.error());
    }
    const bool held = act == hold;
    const bool known =
        held ? by.all.desk.hold_letters(way.adapter) : by.all.desk.release_letters(way.adapter);
    if (!known) {
        return staff_tell(by, {404, "not_found", ""});
    }
    by.all.log(line_of(by, way.adapter, held));
    return go_to(by.at("/staff/letters?" + std::string{act} + "=" + way.adapter));
}

using does = response (*)(const visit&, const adapter_state&, std::string_view);

page with_way(std::string_view act, does what)
{
    return only_for(holds_letters, [act, what](const visit& by) {
        const auto way = find_way(by, by.got.parts.front());
        return way ? what(by, *way, act) : staff_tell(by, {404, "not_found", ""});
    });
}

}  // namespace

bool holds_letters(const visit& by)
{
    return verdict_of(by, act_hold_letters, false) == verdict::allowed;
}

sheet ways_of_sending(const visit& by)
{
    const bool holds = holds_letters(by);
    sheet out;
    out.title = by.text("staff.adapters");
    out.note = by.text("staff.adapters.note");
    for (const auto* const one : {"name", "state", "waiting", "oldest", "dead"}) {
        out.columns.push_back(by.text("staff.adapter." + std::string{one}));
    }
    if (holds) {
        out.columns.push_back(by.text("staff.adapter.change"));
    }
    for (const auto& one : by.all.desk.letters()) {
        const std::string_view state = one.held ? "held" : one.down ? "down" : "works";
        const auto name = means_text(by, one.adapter);
        auto& line = out.lines.emplace_back();
        line.name.text = name;
        line.cells = {
            {by.text("staff.adapter.is." + std::string{state})},
            {std::to_string(one.waiting)},
            {one.oldest ? time_text(by.speaks, *one.oldest) : "–"},
            {std::to_string(one.dead)}};
        if (holds) {
            const auto act = one.held ? release : hold;
            line.cells.push_back(
                {text_of_act(by, act) + ": " + name, way_address(by, one.adapter, act)});
        }
    }
    return out;
}

void add_done_to_way(const visit& by, filling& with)
{
    for (const auto act : {hold, release}) {
        const auto name = query_value(by.got.asked.query, act).value_or("");
        if (const auto way = find_way(by, name); way && holds_letters(by)) {
            with.add("DONE").set(
                "DONE_TEXT", text_of_act(by, act, ".done") + ": " + means_text(by, way->adapter));
        }
    }
}

void add_way_pages(router& to, const page_services& all)
{
    for (const auto act : {hold, release}) {
        const auto at = "/letters/{adapter}/" + std::string{act};
        add_staff_page(to, all, "GET", at, with_way(act, show_question));
        add_staff_page(to, all, "POST", at, with_way(act, change));
    }
}

}  // namespace host
