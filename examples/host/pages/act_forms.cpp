#include "host/oidc.hpp"
#include "host/pages/act_forms.hpp"
#include "host/pages/problem_words.hpp"
#include "host/pages/staff_words.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

using controls = std::vector<control>;

std::string act_key(const staff_act& act)
{
    return "staff.act." + std::string{act.name};
}

/// One person in two roles is one.
std::string_view person_behind(const actor& who)
{
    const std::string_view text{who.str()};
    return text.substr(std::min(text.find(':'), text.size()));
}

/// What it is about, so that nobody has to go back for it; nothing where it may not be read.
void add_matter(const visit& by, const case_file& what, filling& with)
{
    const auto* const first = newest<events::submitted>(what.history);
    if (first == nullptr || first->wish.text.empty()) {
        return;
    }
    auto& out = with.add("MATTER");
    out.set("MATTER_NAME", by.all.where.category_name(by.speaks, what.now.state.category));
    out.set("MATTER_SUBJECT", first->wish.subject).set("MATTER_TEXT", first->wish.text);
    if (const auto* const reply = newest<events::replied>(what.history);
        reply != nullptr && !reply->text.empty()) {
        out.add("MATTER_REPLY").set("MATTER_REPLY_TEXT", reply->text);
    }
}

void add_templates(const visit& by, const std::string& at, filling& with)
{
    auto& all = with.add("TEMPLATES");
    for (const auto* const name : {"granted", "refused", "partly", "referred"}) {
        all.add("TEMPLATE")
            .set("TEMPLATE_AT", at + "?begin=" + name)
            .set("TEMPLATE_NAME", by.text("staff.template." + std::string{name}));
    }
}

void add_again(const visit& by, const case_file& what, again why, filling& with)
{
    if (why == again::no) {
        return;
    }
    auto& out = with.add("CHANGED");
    out.set(
        "CHANGED_TEXT",
        by.text(why == again::changed ? "staff.changed.look" : "staff.changed.too_late"));
    out.set("CHANGED_AT", case_address(by, what.number));
    if (const auto* const last = newest_for_people(what.history)) {
        out.set("CHANGED_WHAT", tell_staff(by, *last).title);
        out.set("CHANGED_BY", who_text(by, last->what.by));
    }
}

/// Where there are more problems to choose from than one page has, it goes on as lists do; the form is sent to the page
/// that it stands on.
std::string add_pages(const visit& by, const case_file& what, const std::string& at, filling& with)
{
    const auto next = page_of_problems(by, what.now.state.category).next;
    const auto after = query_value(by.got.asked.query, "after");
    filling pages;
    if (after) {
        pages.add("FIRST").set("FIRST_AT", at);
    }
    if (!next.empty()) {
        pages.add("NEXT").set("NEXT_AT", at + "?after=" + percent_encoded(next));
    }
    if (!pages.sections.empty()) {
        with.add("PAGES") = std::move(pages);
    }
    return at + (after ? "?after=" + percent_encoded(*after) : "");
}

std::string go_text(const visit& by, const staff_act& act, const by_two& two)
{
    if (two.needed) {
        return by.text(two.proposed ? "staff.confirm" : "staff.propose");
    }
    return by.text(act.checked ? "staff.check" : act_key(act) + ".go");
}

/// What is to be known before; empty for most acts.
std::string lead_of(const visit& by, const staff_act& act, const by_two& two)
{
    if (two.proposed) {
        return who_text(by, two.proposed->by) + " " + by.text("staff.proposed_by");
    }
    const auto key = act_key(act) + ".lead";
    return two.needed                     ? by.text("staff.needs_two")
           : by.all.look.words().has(key) ? by.text(key)
                                          : std::string{};
}

/// Whom, on what ground and why: who confirms an erasure changes nothing of it.
void add_proposed(const visit& by, const proposal& what, filling& with)
{
    auto& out = with.add("PROPOSED");
    const auto row = [&](std::string_view key, std::string value) {
        out.add("ROW").set("ROW_NAME", by.text(key)).set("ROW_VALUE", std::move(value));
    };
    row("staff.field.erase.person", person_text(by, *what.whose));
    row("staff.field.on", what.on.str());
    row("staff.field.erase.reason", std::string{what.reason});
}

}  // namespace

std::string action_of(const case_file& what, const staff_act& act)
{
    return "staff " + std::string{act.name} + " " + what.number.str();
}

void add_seen(const visit& by, const case_file& what, const staff_act& act, filling& with)
{
    add_token(by, with, action_of(what, act));
    add_hidden(with, "version", std::to_string(what.now.version));
}

by_two two_of(const visit& by, const case_file& what, const staff_act& act)
{
    by_two out;
    out.needed = verdict_of(by, act.asks_for(), what.own) == verdict::by_two;
    if (out.needed) {
        const auto all = open_proposals(what.history, act.asks_for(), by.all.jar.now());
        const auto at = std::find_if(all.begin(), all.end(), [&by](const proposal& one) {
            return person_behind(one.by) != person_behind(by.who->staff);
        });
        if (at != all.end() && !query_value(by.got.asked.query, "propose")) {
            out.proposed = *at;
        }
    }
    return out;
}

response show_form(
    const visit& by, const case_file& what, const staff_act& act, controls questions, again why)
{
    const auto two = two_of(by, what, act);
    const bool erases = two.needed && act.asks_for() == acts::erase;
    const bool settled = two.proposed && two.proposed->whose;  // Nothing is left to be asked.
    filling with;
    if (settled) {
        questions.clear();
        add_proposed(by, *two.proposed, with);
    } else if (two.proposed && questions.front().value.empty()) {
        questions.front().value = two.proposed->reason;
    }
    const auto lead = lead_of(by, act, two);
    const bool single = questions.size() == 1;  // Then it is the heading, and stands above all.
    if (single && !lead.empty()) {
        auto& hint = questions.front().hint;
        hint = lead + (hint.empty() ? "" : " ") + hint;
    }
    add_controls(with, questions);
    auto around = staff_frame(by, act_key(act));
    around.back = case_address(by, what.number);
    around.status = why != again::no ? 412 : with.sections["ERRORS"].empty() ? 200 : 422;
    const auto at = case_address(by, what.number, "/" + std::string{act.name});
    const auto anew = at + "?propose=1";  // Also if somebody else proposes something meanwhile.
    with.set(
        "ACTION",
        act.name == "join_problem" ? add_pages(by, what, at, with)
        : erases && !settled       ? anew
                                   : at);
    with.set("CAPTION_TEXT", what.number.str());
    if (!single) {
        with.add("HEADING").set("HEADING_TEXT", around.title);
    }
    if (!single && !lead.empty()) {
        with.add("LEAD").set("LEAD_TEXT", lead);
    }
    add_again(by, what, why, with);
    add_matter(by, what, with.add(single ? "BELOW" : "ABOVE"));
    if (act.name == "answer") {
        add_templates(by, at, with);
    }
    add_seen(by, what, act, with);
    if (two.proposed) {
        add_hidden(with, "confirms", std::to_string(number_of(two.proposed->at)));
    }
    if (why != again::too_late) {
        with.add("SEND").set("GO", go_text(by, act, two));
        if (settled) {
            with.add("INSTEAD").set("INSTEAD_AT", anew);
        }
    }
    return by.all.look.show(around, "staff_act.html", std::move(with));
}

response
show_check(const visit& by, const case_file& what, const staff_act& act, const controls& questions)
{
    const auto speaks = what.now.state.speaks;
    filling with;
    auto around = staff_frame(by, "staff.check.title");
    around.back = case_address(by, what.number);
    with.set("ACTION", case_address(by, what.number, "/" + std::string{act.name}));
    with.set("CAPTION_TEXT", what.number.str()).set("GO", by.text(act_key(act) + ".go"));
    with.set("LETTER_LANGUAGE", std::string{code_of(speaks)});
    with.set("LETTER_DIRECTION", speaks == language::arabic ? "rtl" : "ltr");
    with.set("LETTER_TITLE", std::string{by.all.look.text(speaks, "event.answered")});
    with.set("LETTER_DAY", date_text(speaks, day_in_turkey(by.all.jar.now())));
    for (const auto& one : questions) {
        add_hidden(with, one.name, one.value);
        if (one.name == "text") {
            with.set("LETTER_TEXT", one.value);
        } else if (!one.value.empty()) {
            const auto label =
                one.name == "decision" ? by.text("staff.outcome." + one.value) : one.value;
            with.add("ROW").set("ROW_NAME", one.label).set("ROW_VALUE", label);
        }
    }
    add_seen(by, what, act, with);
    return by.all.look.show(around, "staff_check.html", std::move(with));
}

}  // namespace host
