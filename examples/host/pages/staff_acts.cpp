// What may be done with an application, as the pages ask for it. How an act's members are read and what is wrong
// with them, the API knows: here they are only asked for.
#include "host/acts.hpp"
#include "host/members.hpp"
#include "host/pages/staff_acts.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;
using controls = std::vector<control>;
using samples = std::vector<command>;

constexpr std::size_t note_max = 1'000;
constexpr std::size_t text_max = 4'000;

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

control text(const visit& by, std::string_view act, std::string name, std::size_t max)
{
    auto out = field(by, shape::text, act, std::move(name));
    out.characters_max = max;
    return out;
}

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

/// Texts to begin with, in the applicant's language: he is to read them.
std::string begun_text(const visit& by, const case_file& what)
{
    const auto key =
        "staff.template." + query_value(by.got.asked.query, "begin").value_or("") + ".text";
    return by.all.look.words().has(key) ? std::string{by.all.look.text(what.now.state.speaks, key)}
                                        : std::string{};
}

controls ask_answer(const visit& by, const case_file& what)
{
    auto decision = field(by, shape::choice, "answer", "decision");
    add_options(by, decision, "staff.outcome.", {"granted", "refused", "partly", "referred"});
    decision.value = query_value(by.got.asked.query, "begin").value_or("");
    auto words = text(by, "answer", "text", text_max);
    words.value = begun_text(by, what);
    auto signed_by = field(by, shape::line, "answer", "signed_by");
    signed_by.autocomplete = "name";
    return {decision, words, signed_by};
}

controls ask_close(const visit& by, const case_file& /*what*/)
{
    auto reason = field(by, shape::choice, "close", "reason");
    add_options(
        by,
        reason,
        "staff.closing.",
        {"no_subject", "court", "no_identity", "duplicate", "abusive"});
    return {reason, text(by, "close", "note", note_max)};
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

/// Other applications of the same person, as far as he may find them.
std::vector<found<application>> same_person(const visit& by, const case_file& what)
{
    std::vector<found<application>> out;
    const auto views = by.all.desk.views(what.as);
    const auto& key = what.now.state.subject_key;
    const auto streams = key.empty() ? std::vector<stream_id>{} : views.find_by("subject", key);
    if (!streams) {
        return out;
    }
    for (const auto stream : *streams) {
        if (stream != what.stream) {
            if (auto one = views.find(stream)) {
                out.push_back(*std::move(one));
            }
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

/// A unit that the workflow does not refuse for who it is.
samples sample_route(const case_file& what)
{
    constexpr std::array candidates{"10000000", "10000001"};
    const auto first = unit_id::parse(candidates[0]);
    const auto second = unit_id::parse(candidates[1]);
    if (!first || !second) {
        return {};
    }
    return {commands::route{*first == what.now.state.answering_unit ? *second : *first, "?", ""}};
}

/// What he knows already needs no other way.
samples sample_told(const case_file& what)
{
    const auto& now = what.now.state;
    samples out;
    const auto add = [&out](bool open, notice which) {
        if (open) {
            out.emplace_back(
                commands::record_notice{which, delivery::delivered, "desk", 1, {}, {}});
        }
    };
    add(now.answers > 0 && now.result != notice_state::delivered, notice::result);
    add(now.acknowledgement != notice_state::delivered, notice::acknowledgement);
    return out;
}

/// Any other number will do: whose it is, is looked at when it is known.
samples sample_link(const case_file& what)
{
    const auto& key = what.now.state.subject_key;
    return {commands::link_to{stream_id{~std::uint64_t{0}}, false, key}};
}

samples sample_unlink(const case_file& what)
{
    const auto& links = what.now.state.links;
    return links.empty() ? samples{} : samples{commands::unlink_from{links.front().other, "?"}};
}

// In the order in which they are offered.
constexpr std::array table{
    staff_act{"route", &ask_route, &sample_route},
    staff_act{
        "answer",
        &ask_answer,
        [](const case_file&) -> samples {
            return {commands::answer{outcome::granted, "?", ""}};
        },
        true},
    staff_act{
        "ask",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "ask", "question", text_max)};
        },
        [](const case_file&) -> samples { return {commands::ask{"?"}}; }},
    staff_act{
        "send_back",
        &ask_send_back,
        [](const case_file&) -> samples { return {commands::send_back{}}; }},
    staff_act{
        "resume",
        [](const visit&, const case_file&) -> controls { return {}; },
        [](const case_file&) -> samples { return {commands::resume{}}; }},
    staff_act{
        "remind",
        [](const visit&, const case_file&) -> controls { return {}; },
        [](const case_file&) -> samples { return {commands::remind{}}; }},
    staff_act{
        "answer_interim",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "answer_interim", "text", text_max)};
        },
        [](const case_file&) -> samples { return {commands::answer_interim{"?"}}; }},
    staff_act{
        "reply",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "reply", "text", text_max)};
        },
        [](const case_file& what) -> samples {
            // A late reply is taken too, but offered only while somebody waits for it.
            return what.now.state.life == status::awaiting_applicant ? samples{commands::reply{"?"}}
                                                                     : samples{};
        }},
    staff_act{"record_notice", &ask_told, &sample_told},
    staff_act{
        "tell_again",
        [](const visit& by, const case_file& what) -> controls {
            return {which_notice(by, what, "tell_again")};
        },
        [](const case_file&) -> samples {
            return {
                commands::tell_again{notice::result},
                commands::tell_again{notice::acknowledgement}};
        }},
    staff_act{
        "record_contact",
        &ask_contact,
        [](const case_file&) -> samples { return {commands::record_contact{}}; }},
    staff_act{
        "object",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "object", "reason", text_max)};
        },
        [](const case_file&) -> samples { return {commands::object{"?"}}; }},
    staff_act{"link_to", &ask_link, &sample_link},
    staff_act{"unlink_from", &ask_unlink, &sample_unlink},
    staff_act{
        "withdraw",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "withdraw", "reason", text_max)};
        },
        [](const case_file&) -> samples { return {commands::withdraw{}}; }},
    staff_act{
        "close",
        &ask_close,
        [](const case_file&) -> samples {
            return {commands::close{closing::not_examined_no_subject, "?"}};
        }},
    staff_act{
        "reopen",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "reopen", "reason", note_max - 100)};
        },
        [](const case_file&) -> samples { return {commands::reopen{"?"}}; }}};

// --- reading --------------------------------------------------------------------------------------

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
        const bool needed = one.what == shape::choice || one.name == "unit";
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
        for (auto& one : questions) {
            if (fault.pointer == "#/" + one.name) {
                one.error = by.text(one.value.empty() ? "act.missing" : "staff.wrong");
            }
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

}  // namespace

const staff_act* find_staff_act(std::string_view name)
{
    const auto* const at = std::find_if(
        table.begin(), table.end(), [name](const staff_act& one) { return one.name == name; });
    return at == table.end() ? nullptr : at;
}

bool is_offered(const visit& by, const case_file& what, const staff_act& act)
{
    if (verdict_of(by, act.name, what.own) == verdict::refused) {
        return false;
    }
    const auto all = act.samples(what);
    const bool takes = std::any_of(
        all.begin(), all.end(), [&](const command& one) { return possible(what, one); });
    return takes && (act.name != "link_to" || !act.ask(by, what).front().options.empty());
}

std::vector<const staff_act*> offered_acts(const visit& by, const case_file& what)
{
    std::vector<const staff_act*> out;
    for (const auto& one : table) {
        if (is_offered(by, what, one)) {
            out.push_back(&one);
        }
    }
    return out;
}

wishes read_wishes(
    const visit& by, const case_file& what, const staff_act& act, std::vector<control>& questions)
{
    if (!check_choices(by, questions)) {
        return {};
    }
    if (act.name == "link_to") {
        return read_link(by, what, questions);
    }
    if (act.name == "unlink_from") {
        return read_unlink(by, what, questions);
    }
    if (act.name == "record_notice") {
        return read_told(what, questions);
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
