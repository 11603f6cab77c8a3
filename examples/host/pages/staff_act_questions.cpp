#include "host/pages/contact.hpp"
#include "host/pages/problem_words.hpp"
#include "host/pages/staff_act_questions.hpp"

#include <algorithm>

namespace host::act_questions {

using namespace acikkapi;
using shape = control::shape;

namespace {

/// A question whose words are `staff.field.ACT.NAME`, and `.hint` for more.
control field(const visit& by, shape what, std::string_view act, std::string name)
{
    control out;
    out.what = what;
    const auto key = "staff.field." + std::string{act} + "." + name;
    out.label = by.text(key);
    if (by.all.look.words().has(key + ".hint")) {
        out.hint = by.text(key + ".hint");
    }
    out.name = std::move(name);
    return out;
}

}  // namespace

control text(const visit& by, std::string_view act, std::string name, std::size_t max)
{
    auto out = field(by, shape::text, act, std::move(name));
    out.characters_max = max;
    return out;
}

control reason_in_clear(const visit& by, std::string_view act)
{
    auto out = text(by, act, "reason", reason_max);
    out.bytes_max = 2 * reason_max;
    return out;
}

namespace {

void add_options(
    const visit& by,
    control& to,
    const std::string& prefix,
    std::initializer_list<std::string_view> words)
{
    for (const auto word : words) {
        to.options.push_back({std::string{word}, by.text(prefix + std::string{word})});
    }
}

control unit_list(const visit& by, std::string_view act, std::string name)
{
    auto out = field(by, shape::list, act, std::move(name));
    for (const auto& one : by.all.where.units) {
        out.options.push_back({one.id.str(), one.name});
    }
    return out;
}

/// What the unit said that sent it back; else who usually has this kind of matter.
std::string suggested_unit(const visit& by, const case_file& what)
{
    const auto& now = what.now.state;
    const auto* const back = newest<events::returned>(what.history);
    if (now.life == status::returned && back != nullptr && !back->suggested.empty()) {
        return back->suggested.str();
    }
    const auto* const kind = by.all.where.find_category(now.category);
    const bool fits = kind != nullptr && !kind->unit.empty() &&
                      (now.life != status::objected || kind->unit != now.answering_unit) &&
                      (now.life != status::returned || kind->unit != now.unit);
    return fits ? kind->unit.str() : std::string{};
}

}  // namespace

controls ask_route(const visit& by, const case_file& what)
{
    auto unit = unit_list(by, "route", "unit");
    unit.value = suggested_unit(by, what);
    return {unit, text(by, "route", "note", note_max)};
}

controls ask_send_back(const visit& by, const case_file& /*what*/)
{
    auto reason = field(by, shape::choice, "send_back", "reason");
    add_options(
        by,
        reason,
        "staff.return_reason.",
        {"not_our_duty", "other_district", "other_authority", "more_than_one_unit", "incomplete"});
    return {
        reason, unit_list(by, "send_back", "suggested"), text(by, "send_back", "note", note_max)};
}

controls ask_contact(const visit& by, const case_file& /*what*/)
{
    auto means = field(by, shape::choice, "record_contact", "means");
    add_options(by, means, "staff.means.", {"phone", "visit", "message"});
    means.value = "phone";
    auto result = field(by, shape::choice, "record_contact", "result");
    add_options(by, result, "staff.result.", {"reached", "no_answer", "wrong_person"});
    return {
        means,
        result,
        field(by, shape::tick, "record_contact", "by_applicant"),
        text(by, "record_contact", "note", note_max)};
}

/// He stands before the desk and has shown who he is: that is asked for, and nothing else can vouch for him.
controls ask_change_contact(const visit& by, const case_file& what)
{
    const auto now = contact_of(what.now.state.contact);
    auto mobile = field(by, shape::line, "change_contact", "mobile");
    mobile.input_mode = "tel";
    mobile.checked_as = "phone";
    // Who leaves it empty takes it away.
    mobile.value = now.mobile;
    auto e_mail = field(by, shape::line, "change_contact", "e_mail");
    e_mail.value = now.e_mail;
    controls out{mobile, e_mail, field(by, shape::tick, "change_contact", "seen")};
    leave_out_doubted(what, out);
    return out;
}

void leave_out_doubted(const case_file& what, controls& questions)
{
    auto& mobile = questions.at(0).value;
    const auto typed = phone::parse(mobile);
    if (typed && what.now.state.phone_suspect &&
        typed->str() == contact_of(what.now.state.contact).mobile) {
        mobile.clear();
    }
}

namespace {

/// Texts to begin with, in the applicant's language: he is to read them.
std::string begun_text(const visit& by, const case_file& what)
{
    const auto key =
        "staff.template." + query_value(by.got.asked.query, "begin").value_or("") + ".text";
    return by.all.look.words().has(key) ? std::string{by.all.look.text(what.now.state.speaks, key)}
                                        : std::string{};
}

}  // namespace

controls ask_answer(const visit& by, const case_file& what)
{
    auto decision = field(by, shape::choice, "answer", "decision");
    add_options(by, decision, "staff.outcome.", {"granted", "refused", "partly", "referred"});
    decision.value = query_value(by.got.asked.query, "begin").value_or("");
    auto words = text(by, "answer", "text", text_max);
    words.value = begun_text(by, what);
    auto signed_by = field(by, shape::line, "answer", "signed_by");
    signed_by.autocomplete = "name";
    signed_by.bytes_max = name_bytes_max;
    return {decision, words, signed_by};
}

controls ask_close(const visit& by, const case_file& /*what*/)
{
    auto reason = field(by, shape::choice, "close", "reason");
    add_options(
        by,
        reason,
        "staff.closing.",
        {"no_subject", "court", "no_identity", "duplicate", "abusive", "other_authority"});
    auto authority = field(by, shape::line, "close", "authority");
    authority.bytes_max = name_bytes_max;
    return {reason, authority, text(by, "close", "note", note_max)};
}

/// Only what the workflow would take of the two.
control which_notice(const visit& by, const case_file& what, std::string_view act)
{
    auto out = field(by, shape::choice, act, "which");
    for (const auto& sample : find_staff_act(act)->samples(what)) {
        if (possible(what, sample)) {
            const auto* const again = std::get_if<commands::tell_again>(&sample);
            const auto which =
                again != nullptr ? again->which : std::get<commands::record_notice>(sample).which;
            const std::string word = which == notice::result ? "result" : "acknowledgement";
            out.options.push_back({word, by.text("staff.notice." + word)});
        }
    }
    if (!out.options.empty()) {
        out.value = out.options.front().value;
    }
    return out;
}

controls ask_told(const visit& by, const case_file& what)
{
    auto means = field(by, shape::choice, "record_notice", "means");
    add_options(by, means, "staff.told.", {"desk", "phone", "post"});
    means.value = "desk";
    return {which_notice(by, what, "record_notice"), means};
}

namespace {

/// Other applications of the same person, as far as he may find them.
std::vector<found<application>> same_person(const visit& by, const case_file& what)
{
    std::vector<found<application>> out;
    const auto views = by.all.desk.views(what.as);
    const auto& key = what.now.state.subject_key;
    const auto streams = key.empty() ? std::vector<stream_id>{} : cases_of(views, key, 100);
    if (!streams) {
        return out;
    }
    for (const auto stream : surely_of_one(views, key, *streams)) {
        auto one = views.find(stream);
        if (one && stream != what.stream) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

bool is_linked(const case_file& what, stream_id other)
{
    const auto& links = what.now.state.links;
    return std::any_of(links.begin(), links.end(), [other](const acikkapi::link& one) {
        return one.other == other;
    });
}

option option_of(const visit& by, const application& one)
{
    return {
        one.number.str(),
        one.number.str(),
        by.all.where.category_name(by.speaks, one.category) + ", " +
            by.text("staff.status." + std::string{name_of(one.life)})};
}

}  // namespace

controls ask_link(const visit& by, const case_file& what)
{
    auto other = field(by, shape::choice, "link_to", "other");
    for (const auto& one : same_person(by, what)) {
        if (!is_linked(what, one.stream)) {
            other.options.push_back(option_of(by, one.state));
        }
    }
    auto survivor = field(by, shape::choice, "link_to", "survivor");
    add_options(by, survivor, "staff.survivor.", {"this", "other"});
    survivor.value = "this";
    return {other, survivor};
}

controls ask_unlink(const visit& by, const case_file& what)
{
    auto other = field(by, shape::choice, "unlink_from", "other");
    const auto views = by.all.desk.views(what.as);
    for (const auto& one : what.now.state.links) {
        if (const auto there = views.find(one.other)) {
            other.options.push_back(option_of(by, there->state));
        }
    }
    if (other.options.size() == 1) {
        other.value = other.options.front().value;
    }
    return {other, text(by, "unlink_from", "reason", text_max)};
}

controls ask_join(const visit& by, const case_file& what)
{
    const auto& now = what.now.state;
    auto which = field(by, shape::choice, "join_problem", "problem");
    const auto page = page_of_problems(by, now.category);
    if (page.count > page.some.size()) {
        which.hint =
            counted_text(by, "staff.field.join_problem.count", static_cast<long>(page.count));
    }
    for (const auto& one : page.some) {
        const auto number = std::to_string(number_of(one.stream));
        if (petition::is_own(one.state, by.who->staff)) {
            which.options.push_back(
                {number,
                 one.state.problem->title,
                 place_text(by, one.state.district, one.state.unit)});
        }
        if (which.value.empty() && is_part_of(one.state, now)) {
            which.value = number;
        }
    }
    return {which};
}

controls ask_assign(const visit& by, const case_file& what)
{
    const auto& now = what.now.state;
    auto to = field(by, shape::line, "assign", "to");
    for (const auto& one : by.all.where.accounts) {
        if (is_hand_for(now, one) && one != now.in_hand_of) {
            to.options.push_back({one.str(), who_text(by, one)});
        }
    }
    if (!to.options.empty()) {
        to.what = shape::list;
        to.hint.clear();  // About how an account is typed.
    }
    return {to};
}

}  // namespace host::act_questions
