// What must be kept, and what must not, on the pages of those who decide it: legal holds, erasure, and its certificate.
#include "host/pages/act_forms.hpp"
#include "host/pages/case_parts.hpp"
#include "host/pages/staff_act_questions.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;
using shape = control::shape;
using controls = std::vector<control>;

namespace act_questions {

namespace {

control ground(const visit& by, std::string value)
{
    control out;
    out.name = "on";
    out.label = by.text("staff.field.on");
    out.hint = by.text("staff.field.on.hint");
    out.value = std::move(value);
    return out;
}

}  // namespace

controls ask_hold(const visit& by, const case_file& /*what*/)
{
    return {reason_in_clear(by, "hold"), ground(by, "")};
}

controls ask_release(const visit& by, const case_file& /*what*/)
{
    return {reason_in_clear(by, "release"), ground(by, "")};
}

controls ask_erase(const visit& by, const case_file& what)
{
    controls out{reason_in_clear(by, "erase")};
    const auto left = persons_left(what.now.state, what.history);
    if (left.size() > 1) {
        control whom;
        whom.what = shape::choice;
        whom.name = "person";
        whom.label = by.text("staff.field.erase.person");
        for (const auto& [name, whose] : persons_of_petition) {
            whom.options.push_back(
                {std::string{name}, by.text("staff.erase." + std::string{name})});
        }
        out.push_back(std::move(whom));
    }
    out.push_back(ground(by, "kvkk:7"));
    return out;
}

bool can_be_held(const case_file& what)
{
    return !persons_left(what.now.state, what.history).empty();
}

bool is_held(const case_file& what)
{
    return holds_in(what.history) > 0;
}

bool can_be_erased(const case_file& what)
{
    return can_be_held(what) && !is_held(what);
}

}  // namespace act_questions

std::optional<keeping_wish>
read_keeping(const visit& by, const case_file& what, const staff_act& act, controls& questions)
{
    keeping_wish out{std::string{act.name}};
    const auto left = persons_left(what.now.state, what.history);
    out.whose = left.empty() ? whose_data{0} : left.front();
    bool good = check_lengths(questions, by.text("act.too_long"));
    const auto wrong = [&](control& one, std::string_view key) {
        one.error = by.text(key);
        good = false;
    };
    for (auto& one : questions) {
        if (one.name == "person") {
            const auto* const at = std::find_if(
                persons_of_petition.begin(), persons_of_petition.end(), [&](const auto& each) {
                    return each.first == one.value;
                });
            if (at == persons_of_petition.end()) {
                wrong(one, "staff.choose");
            } else {
                out.whose = at->second;
            }
        } else if (one.value.empty()) {
            wrong(one, "act.missing");
        } else if (one.name == "on" && !authority::parse(one.value)) {
            wrong(one, "staff.wrong");
        } else if (one.name == "reason") {
            out.reason = one.value;
        }
    }
    return good ? std::optional{std::move(out)} : std::nullopt;
}

namespace {

response get_certificate(const visit& by)
{
    const auto what = case_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    if (!may_certify(by.who->staff, what->now.state)) {
        return staff_tell(by, {403, "not_permitted", ""});
    }
    const auto out = certificate_of(by.all.desk, what->number, what->history, by.got.parts.at(1));
    return out ? *out : staff_tell(by, out.error());
}

/// Whether he may do it again: by what another proposed, as long as that is taken.
bool may_finish(const visit& by, const case_file& what, position proposal)
{
    constexpr std::chrono::days lasts{7};
    const auto at =
        std::find_if(what.history.begin(), what.history.end(), [proposal](const happening& one) {
            return one.what.at == proposal && one.what.kind == record_kind::proposal;
        });
    return at != what.history.end() && at->what.by != by.who->staff &&
           by.all.jar.now() - at->what.recorded_at <= lasts &&
           verdict_of(by, acts::erase, what.own) == verdict::by_two;
}

/// It is on record before the key is destroyed: where that is still to be done nobody is told that it is.
bool is_unfinished(const visit& by, const case_file& what, const erasure& one)
{
    const auto note = by.all.desk.certify_erasure(one.at, what.number.str());
    return !note && note.error() == errc::outcome_unknown;
}

void add_unfinished(const visit& by, const case_file& what, const erasure& one, filling& to)
{
    to.set("ERASED_TEXT", by.text("staff.erased.unfinished"));
    const auto at =
        std::find_if(what.history.begin(), what.history.end(), [&one](const happening& each) {
            return each.what.at == one.at;
        });
    if (at == what.history.end() || !may_finish(by, what, at->what.caused_by.cause)) {
        return;
    }
    auto& out = to.add("FINISH").set("FINISH_AT", case_address(by, what.number, "/erase"));
    add_seen(by, what, *find_staff_act("erase"), out);
    add_hidden(out, "confirms", std::to_string(number_of(at->what.caused_by.cause)));
}

}  // namespace

void add_erasures(const visit& by, const case_file& what, filling& with)
{
    const bool certifies = may_certify(by.who->staff, what.now.state);
    for (const auto& one : erasures_in(what.history)) {
        const auto* const key =
            one.whose == 0 ? "staff.erased.applicant" : "staff.erased.beneficiary";
        auto& out = with.add("ERASED").set("ERASED_TEXT", by.text(key));
        if (is_unfinished(by, what, one)) {
            add_unfinished(by, what, one, out);
        } else if (certifies) {
            const auto at = "/erasures/" + std::to_string(number_of(one.at));
            out.add("CERTIFICATE").set("CERTIFICATE_AT", case_address(by, what.number, at));
        }
    }
}

void add_certificate_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/erasures/{erasure}", get_certificate);
}

}  // namespace host
