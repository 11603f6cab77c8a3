// One decision about many applications: what is asked and shown before it, and what came of it after it.
#include "host/pages/many.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t refused_max = 200;  ///< That are named on the page.

std::string why_text(const visit& by, const error_code& bad)
{
    const auto key = "staff.why." + problem_of(bad).code;
    return by.text(by.all.look.words().has(key) ? key : "staff.why.other");
}

}  // namespace

bool may_route(const visit& by)
{
    return verdict_of(by, "route", true) == verdict::allowed;
}

bool waits_for_unit(const application& now)
{
    return now.life == status::submitted || now.life == status::returned ||
           now.life == status::objected;
}

response show_check_of_many(const visit& by, const many_check& what)
{
    filling with;
    with.set("HEADING_TEXT", by.text(what.title)).set("ACTION", what.at);
    with.set("GO", by.text(what.go)).set("CANCEL_AT", what.back).set("STEP", what.step);
    if (what.concerned >= 0) {
        with.add("LEAD").set("LEAD_TEXT", counted_text(by, "staff.many.chosen", what.concerned));
    }
    if (!what.rows.empty()) {
        auto& rows = with.add("ROWS");
        for (const auto& [name, value] : what.rows) {
            rows.add("ROW").set("ROW_NAME", name).set("ROW_VALUE", value);
        }
    }
    if (!what.sample.empty()) {
        with.add("SAMPLE").set("SAMPLE_TEXT", what.sample);
    }
    if (!what.shown.empty()) {
        auto& table = with.add("CASES");
        if (!is_of_unit(by.who->staff)) {
            table.add("UNITS");
        }
        for (const auto& one : what.shown) {
            add_case_row(by, one, table);
        }
    }
    add_controls(with, what.questions);
    add_token(by, with, what.action);
    for (const auto& [name, value] : what.hidden) {
        add_hidden(with, name, value);
    }
    auto around = staff_frame(by, what.title);
    around.wide = true;
    around.back = what.back;
    around.status = with.sections["ERRORS"].empty() ? 200 : 422;
    return by.all.look.show(around, "many.html", std::move(with));
}

response show_done_of_many(const visit& by, const many_done& what, std::string back)
{
    filling with;
    with.set("DONE_TEXT", counted_text(by, "staff.many.done", static_cast<long>(what.changed)));
    with.set("BACK_TO", std::move(back));
    const auto views = by.all.desk.views(staff_viewer(by));
    const auto named = std::min(what.refused.size(), refused_max);
    if (named > 0) {
        const auto count = static_cast<long>(what.refused.size());
        auto& box = with.add("REFUSED");
        box.set("REFUSED_TITLE", counted_text(by, "staff.many.refused", count));
        for (std::size_t i = 0; i < named; ++i) {
            const auto& [stream, bad] = what.refused[i];
            auto& line = box.add("REFUSAL").set("WHY", why_text(by, bad));
            if (const auto one = views.find(stream)) {
                line.add("CASE")
                    .set("CASE_NUMBER", one->state.number.str())
                    .set("CASE_AT", case_address(by, one->state.number));
            }
        }
    }
    return by.all.look.show(staff_frame(by, "staff.many.title"), "many_done.html", std::move(with));
}

control unit_question(const visit& by)
{
    control out;
    out.what = control::shape::list;
    out.name = "unit";
    out.label = by.text("staff.field.route.unit");
    for (const auto& one : by.all.where.units) {
        out.options.push_back({one.id.str(), one.name});
    }
    return out;
}

bool check_unit(const visit& by, control& unit)
{
    const auto id = unit_id::parse(unit.value);
    if (!id || by.all.where.find_unit(*id) == nullptr) {
        unit.error = by.text("staff.choose");
    }
    return unit.error.empty();
}

commands::route route_to(const visit& by, const control& unit, std::string note)
{
    const auto& to = *by.all.where.find_unit(unit_id::parse(unit.value).value());
    return {to.id, to.name, std::move(note)};
}

}  // namespace host
