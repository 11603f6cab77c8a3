// What the answers to an act's questions wish for. How members are read and what is wrong with them, the API knows.
#include "host/acts.hpp"
#include "host/members.hpp"
#include "host/pages/contact.hpp"
#include "host/pages/staff_acts.hpp"

#include <algorithm>
#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;
using controls = std::vector<control>;

const control& named(const controls& all, std::string_view name)
{
    return *std::find_if(
        all.begin(), all.end(), [name](const control& one) { return one.name == name; });
}

/// An answer to a question with few answers is one of them.
bool check_choices(const visit& by, controls& questions)
{
    bool good = true;
    for (auto& one : questions) {
        const bool any = std::any_of(one.options.begin(), one.options.end(), [&](const option& o) {
            return o.value == one.value;
        });
        const bool listed = one.what == shape::list && one.name == "to";
        const bool needed = one.what == shape::choice || one.name == "unit" || listed;
        if (needed && !any) {
            one.error = by.text("staff.choose");
            good = false;
        }
    }
    return good;
}

/// As the API has it.
boost::json::object object_of(const visit& by, const controls& questions)
{
    boost::json::object out;
    for (const auto& one : questions) {
        if (one.what == shape::tick) {
            out[one.name] = !one.value.empty();
        } else if (!one.value.empty()) {
            out[one.name] = one.value;
        }
        if (one.name == "unit") {
            const auto id = unit_id::parse(one.value);
            const auto* const unit = id ? by.all.where.find_unit(*id) : nullptr;
            out["unit_name"] = unit == nullptr ? std::string{} : unit->name;
        }
    }
    return out;
}

void mark(const visit& by, controls& questions, const std::vector<member_fault>& faults)
{
    for (const auto& fault : faults) {
        const auto one = std::find_if(questions.begin(), questions.end(), [&](const control& c) {
            return fault.pointer == "#/" + c.name;
        });
        if (one != questions.end()) {
            one->error = by.text(one->value.empty() ? "act.missing" : "staff.wrong");
        }
    }
}

wishes read_link(const visit& by, const case_file& what, const controls& questions)
{
    const auto number = application_number::parse(named(questions, "other").value);
    const auto other = number ? by.all.desk.stream_of(number->serial()) : no_stream;
    const auto there = by.all.desk.views(what.as).find(other);
    if (!there) {
        return {};
    }
    const bool other_goes_on = named(questions, "survivor").value == "other";
    return {
        {what.stream, commands::link_to{other, other_goes_on, there->state.subject_key}},
        {other, commands::link_to{what.stream, !other_goes_on, what.now.state.subject_key}}};
}

wishes read_unlink(const visit& by, const case_file& what, controls& questions)
{
    const auto number = application_number::parse(named(questions, "other").value);
    const auto other = number ? by.all.desk.stream_of(number->serial()) : no_stream;
    auto& reason = questions.back();
    if (reason.value.empty()) {
        reason.error = by.text("act.missing");
        return {};
    }
    return {
        {what.stream, commands::unlink_from{other, reason.value}},
        {other, commands::unlink_from{what.stream, reason.value}}};
}

wishes read_told(const case_file& what, const controls& questions)
{
    const auto which =
        named(questions, "which").value == "result" ? notice::result : notice::acknowledgement;
    commands::record_notice out{which, delivery::delivered, {}, 1, {}, {}};
    out.means = named(questions, "means").value;
    return {{what.stream, std::move(out)}};
}

wishes read_change_contact(const visit& by, const case_file& what, controls& questions)
{
    auto& mobile = questions.at(0);
    auto& e_mail = questions.at(1);
    auto& seen = questions.at(2);
    commands::change_contact out{std::nullopt, e_mail.value};
    if (const auto to = phone::parse(mobile.value)) {
        out.mobile = *to;
        out.confirmed =
            true;  // Who showed who he is gave it: a number in doubt does not stand in the form.
    } else if (!mobile.value.empty() || e_mail.value.empty()) {
        mobile.error = by.text(mobile.value.empty() ? "act.missing" : "staff.wrong");
    }
    if (!e_mail.value.empty() && !is_e_mail(e_mail.value)) {
        e_mail.error = by.text("staff.wrong");
    }
    if (seen.value.empty()) {
        seen.error = by.text("staff.field.change_contact.seen.missing");
    }
    const bool good = mobile.error.empty() && e_mail.error.empty() && seen.error.empty();
    return good ? wishes{{what.stream, std::move(out)}} : wishes{};
}

wishes read_join(const visit& by, const case_file& what, const controls& questions)
{
    const auto& text = named(questions, "problem").value;
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    const auto there = by.all.desk.views(what.as).find(stream_id{number});
    if (!there || !there->state.problem) {
        return {};
    }
    return {{what.stream, commands::join_problem{there->stream, there->state.problem->target}}};
}

wishes read_leave(const visit& by, const case_file& what, controls& questions)
{
    auto& reason = questions.front();
    if (reason.value.empty() || !what.now.state.member) {
        reason.error = by.text("act.missing");
        return {};
    }
    return {{what.stream, commands::leave_problem{what.now.state.member->problem, reason.value}}};
}

/// Who has it from now on. `mehmet` is of the same office as who gives it to him.
wishes
read_assign(const visit& by, const case_file& what, const staff_act& act, controls& questions)
{
    if (act.name == "take") {
        return {{what.stream, commands::assign{by.who->staff}}};
    }
    if (act.name == "put_back") {
        return {{what.stream, commands::assign{}}};
    }
    auto& to = questions.front();
    const auto& own = by.who->staff.str();
    const bool whole = to.value.find_first_of(":/") != std::string::npos;
    const auto who = actor::parse(whole ? to.value : own.substr(0, own.find('/')) + '/' + to.value);
    if (to.value.empty() || !who || !is_hand_for(what.now.state, *who)) {
        to.error = by.text(to.value.empty() ? "act.missing" : "staff.hand.wrong");
        return {};
    }
    return {{what.stream, commands::assign{*who}}};
}

}  // namespace

wishes read_wishes(
    const visit& by, const case_file& what, const staff_act& act, std::vector<control>& questions)
{
    const bool chosen = check_choices(by, questions);
    if (!check_lengths(questions, by.text("act.too_long")) || !chosen) {
        return {};
    }
    if (act.name == "link_to") {
        return read_link(by, what, questions);
    }
    if (act.name == "unlink_from") {
        return read_unlink(by, what, questions);
    }
    if (act.name == "change_contact") {
        return read_change_contact(by, what, questions);
    }
    if (act.name == "record_notice") {
        return read_told(what, questions);
    }
    if (act.name == "join_problem") {
        return read_join(by, what, questions);
    }
    if (act.name == "leave_problem") {
        return read_leave(by, what, questions);
    }
    if (is_of_hand(act)) {
        return read_assign(by, what, act, questions);
    }
    members in{object_of(by, questions)};
    auto wish = read_act(act.name, in);
    if (const auto fault = in.fault()) {
        mark(by, questions, fault->errors);
        return {};
    }
    return {{what.stream, std::move(wish)}};
}

}  // namespace host
