// An application, as those see it who work with it: where it stands, and what can be done.
#include "host/pages/act_forms.hpp"
#include "host/pages/case_parts.hpp"
#include "host/pages/staff_acts.hpp"
#include "host/pages/staff_words.hpp"

namespace host {

using namespace acikkapi;

namespace {

// --- where it stands ------------------------------------------------------------------------------

std::string pauses_text(const visit& by, const deadline_clock& clock)
{
    std::string out;
    for (const auto& one : clock.pauses) {
        out += (out.empty() ? "" : "\n") + date_text(by.speaks, one.from) + " – " +
               date_text(by.speaks, one.to);
    }
    if (clock.paused_since) {
        out += (out.empty() ? "" : "\n") + date_text(by.speaks, *clock.paused_since) + " – …";
    }
    return out;
}

/// Of which chronic problem it is a part now.
std::string problem_text(const visit& by, const application& now)
{
    if (!now.member || now.member->left) {
        return {};
    }
    const auto there = by.all.desk.views(staff_viewer(by)).find(now.member->problem);
    return there && there->state.problem ? there->state.problem->title : std::string{};
}

void add_facts(const visit& by, const case_file& what, filling& with)
{
    const auto& now = what.now.state;
    const auto fact = [&](std::string_view key, std::string value) {
        add_row(with, "FACT", by.text("staff.fact." + std::string{key}), std::move(value));
    };
    fact("promised", date_text(by.speaks, now.service.due));
    fact("pauses", pauses_text(by, now.service));
    // After an answer it rules no more, and stands there no more.
    const auto last = legal_limit(now);
    fact(
        "legal",
        last        ? date_text(by.speaks, *last)
        : now.legal ? std::string{}
                    : by.text("staff.legal.none"));
    fact("submitted", time_text(by.speaks, now.submitted_at));
    fact("channel", means_text(by, now.via.str()));
    fact("unit", by.all.where.unit_name(now.unit, now.unit_name));
    fact("returns", now.returns == 0 ? "" : std::to_string(now.returns));
    fact("questions", now.questions == 0 ? "" : std::to_string(now.questions));
    fact("decision", now.decision ? by.text(word_key(*now.decision)) : "");
    fact("closed_for", now.closed_for ? by.text(word_key(*now.closed_for)) : "");
    fact("problem", problem_text(by, now));
    fact("speaks", by.text("staff.speaks." + std::string{code_of(now.speaks)}));
}

bool is_lost(notice_state value)
{
    return value == notice_state::failed || value == notice_state::unknown;
}

void add_warnings(const visit& by, const case_file& what, filling& with)
{
    const auto& now = what.now.state;
    const auto warn = [&](bool there, std::string_view key) {
        if (there) {
            with.add("WARNING").set("WARNING_TEXT", by.text("staff.warning." + std::string{key}));
        }
    };
    warn(now.unrouted, "unrouted");
    warn(now.with_governorate, "bounced");
    warn(now.phone_suspect, "phone_suspect");
    warn(is_lost(now.acknowledgement), "acknowledgement_lost");
    warn(is_lost(now.result), "result_lost");
    warn(now.anonymous, "anonymous");
    warn(holds_in(what.history) > 0, "held");
}

// --- what can be done -----------------------------------------------------------------------------

/// In whose hand it is; to take it and to put it back needs no page, only a button.
void add_hand(const visit& by, const case_file& what, const staff_act& act, filling& out)
{
    const auto at = case_address(by, what.number, "/" + std::string{act.name});
    const auto key = "staff.act." + std::string{act.name};
    if (!act.ask(by, what).empty()) {
        out.add("HAND_LINK").set("HAND_AT", at).set("HAND_NAME", by.text(key));
        return;
    }
    auto& button = out.add("HAND_FORM");
    button.set("HAND_AT", at).set("HAND_NAME", by.text(key + ".go"));
    add_seen(by, what, act, button);
}

void add_acts(const visit& by, const case_file& what, filling& with)
{
    const auto& hand = what.now.state.in_hand_of;
    auto& whose = with.add("HAND");
    whose.set("HAND_OF", hand.empty() ? by.text("staff.hand.nobody") : who_text(by, hand));
    bool first = true;
    for (const auto* const one : offered_acts(by, what)) {
        if (is_of_hand(*one)) {
            add_hand(by, what, *one, whose);
            continue;
        }
        auto& out = with.add("ACT");
        out.set("ACT_NAME", by.text("staff.act." + std::string{one->name}));
        out.set("ACT_AT", case_address(by, what.number, "/" + std::string{one->name}));
        out.set("ACT_COLOUR", first ? "" : " govuk-button--secondary");
        first = false;
    }
    const auto extra = [&](bool there, std::string_view name, std::string_view then) {
        if (there) {
            with.add("EXTRA")
                .set("EXTRA_NAME", by.text(name))
                .set("EXTRA_AT", case_address(by, what.number, then));
        }
    };
    const bool speaks_for_him = verdict_of(by, "reply", what.own) == verdict::allowed;
    const bool answered = what.now.state.answers > 0 && !what.now.withheld;
    extra(may_hand_over(by, what), "staff.receipt", "/receipt");
    extra(speaks_for_him && answered, "staff.read_out", "/read-out");
}

void add_done(const visit& by, filling& with)
{
    const auto done = query_value(by.got.asked.query, "done");
    if (!done) {
        return;
    }
    const auto key = "staff.done." + *done;
    const bool own = by.all.look.words().has(key);
    with.add("DONE").set("DONE_TEXT", by.text(own ? key : "application.done"));
}

}  // namespace

response show_case(const visit& by, const case_file& what, std::string_view notice)
{
    const auto& now = what.now.state;
    filling with;
    with.set("NUMBER", what.number.str());
    with.set("STATE", by.text("staff.status." + std::string{name_of(now.life)}));
    with.set(
        "MATTER",
        by.all.where.category_name(by.speaks, now.category) +
            (now.district.empty() ? "" : " · " + now.district));
    with.set("LIST_AT", by.at("/staff"));
    add_due(by, now, with);
    add_done(by, with);
    if (!notice.empty()) {
        with.add("DONE").set("DONE_TEXT", by.text(notice));
    }
    if (const auto* const last = newest_for_people(what.history)) {
        with.add("NEWS")
            .set("NEWS_AT", case_address(by, what.number, "/news"))
            .set("NEWS_VERSION", std::to_string(last->what.version))
            .set("AGAIN_AT", case_address(by, what.number));
    }
    add_warnings(by, what, with);
    add_acts(by, what, with);
    add_facts(by, what, with);
    add_persons(by, what, with);
    add_case_files(by, what, with);
    add_others(by, what, with);
    add_contacts(by, what, with);
    add_notices(by, what, with);
    add_history(by, what, with);
    auto around = staff_frame(by, "application.title");
    around.title += " " + what.number.str();
    around.wide = true;
    around.back = by.at("/staff");
    return by.all.look.show(around, "case.html", std::move(with));
}

namespace {

response get_case(const visit& by)
{
    const auto what = case_of(by);
    return what ? show_case(by, *what, {}) : staff_tell(by, what.error());
}

}  // namespace

void add_case_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}", get_case);
    add_look_pages(to, all);
    add_case_file_pages(to, all);
    add_certificate_pages(to, all);
}

}  // namespace host
