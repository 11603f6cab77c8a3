#include "host/pages/apply.hpp"
#include "host/pages/draft.hpp"
#include "host/secrets.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;

/// What the questions are made from.
struct asking {
    const visit& by;
    const draft& known;
};

control line(const asking& of, std::string name, std::string_view key)
{
    control out;
    out.name = std::move(name);
    out.label = of.by.text(key);
    if (const auto hint = std::string{key} + ".hint"; of.by.all.look.words().has(hint)) {
        out.hint = of.by.text(hint);
    }
    out.value = of.known.get(out.name);
    return out;
}

control identity_line(const asking& of, std::string name, std::string_view key)
{
    auto out = line(of, std::move(name), key);
    out.input_mode = "numeric";
    out.checked_as = "identity";
    out.characters_max = 11;
    return out;
}

std::vector<control> ask_for_whom(const asking& of)
{
    auto out = line(of, "for", "apply.for");
    out.what = shape::choice;
    for (const auto* const value : {"self", "other", "anonymous"}) {
        const auto key = std::string{"apply.for."} + value;
        out.options.push_back({value, of.by.text(key), of.by.text(key + ".hint")});
    }
    return {out};
}

std::vector<control> ask_identity(const asking& of)
{
    auto name = line(of, "full_name", "apply.full_name");
    name.autocomplete = "name";
    return {name, identity_line(of, "identity", "apply.identity")};
}

std::vector<control> ask_contact(const asking& of)
{
    auto mobile = line(of, "mobile", "apply.mobile");
    mobile.autocomplete = "tel";
    mobile.input_mode = "tel";
    mobile.checked_as = "phone";
    auto mail = line(of, "e_mail", "apply.e_mail");
    mail.autocomplete = "email";
    mail.input_mode = "email";
    auto address = line(of, "address", "apply.address");
    address.autocomplete = "address-line1";
    return {mobile, mail, address};
}

std::vector<control> ask_beneficiary(const asking& of)
{
    return {
        line(of, "for_name", "apply.for_name"),
        identity_line(of, "for_identity", "apply.for_identity")};
}

std::vector<control> ask_matter(const asking& of)
{
    auto out = line(of, "category", "apply.category");
    out.what = shape::choice;
    for (const auto& one : of.by.all.where.categories) {
        out.options.push_back({one.code, of.by.all.where.category_name(of.by.speaks, one.code)});
    }
    return {out};
}

std::vector<control> ask_place(const asking& of)
{
    auto out = line(of, "district", "apply.district");
    out.what = shape::list;
    for (const auto& one : of.by.all.where.districts) {
        out.options.push_back({one, one});
    }
    return {out};
}

std::vector<control> ask_text(const asking& of)
{
    auto subject = line(of, "subject", "apply.subject");
    subject.characters_max = 200;
    auto text = line(of, "text", "apply.text");
    text.what = shape::text;
    text.characters_max = 4'000;
    return {subject, text};
}

bool always(const draft& /*known*/)
{
    return true;
}
bool has_name(const draft& known)
{
    return known.get("for") != "anonymous";
}
bool for_another(const draft& known)
{
    return known.get("for") == "other";
}

struct step {
    std::string_view name;
    std::vector<control> (*ask)(const asking&);
    bool (*needed)(const draft&);
};

constexpr std::array steps{
    step{"for", &ask_for_whom, &always},
    step{"identity", &ask_identity, &has_name},
    step{"contact", &ask_contact, &has_name},
    step{"beneficiary", &ask_beneficiary, &for_another},
    step{"matter", &ask_matter, &always},
    step{"place", &ask_place, &always},
    step{"text", &ask_text, &always}};

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// What may be left out.
bool optional(std::string_view name)
{
    return name == "e_mail" || name == "district";
}

bool is_mail(std::string_view text)
{
    const auto at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && text.find(' ') == text.npos;
}

/// Whether what is not empty can be taken as it is. What the library says to it later is said again there.
bool fits(const control& one, std::string_view value)
{
    constexpr std::size_t line_bytes_max = 200;
    if (one.what == shape::choice || one.what == shape::list) {
        return std::any_of(one.options.begin(), one.options.end(), [value](const option& o) {
            return o.value == value;
        });
    }
    if (one.checked_as == "identity") {
        return identity_number::parse(value).has_value();
    }
    if (one.checked_as == "phone") {
        return phone::parse(value).has_value();
    }
    if (one.name == "e_mail") {
        return is_mail(value) && value.size() <= 254;
    }
    if (one.characters_max != 0) {
        return characters_in(value) <= one.characters_max;
    }
    return value.size() <= (one.name == "address" ? 500 : line_bytes_max);
}

/// @return Whether all of it is as it should be; what is not has its error now.
bool check(std::vector<control>& questions, const visit& by)
{
    bool good = true;
    for (auto& one : questions) {
        const bool missing = one.value.empty() && !optional(one.name);
        if (missing || (!one.value.empty() && !fits(one, one.value))) {
            // `apply.identity.missing`, `apply.identity.wrong`
            one.error = by.text("apply." + one.name + (missing ? ".missing" : ".wrong"));
            good = false;
        }
    }
    return good;
}

const step* find_step(std::string_view name)
{
    const auto* const at = std::find_if(
        steps.begin(), steps.end(), [name](const step& one) { return one.name == name; });
    return at == steps.end() ? nullptr : at;
}

/// The address of the first question behind this one that is to be asked; of the answers if there is none.
std::string address_behind(const visit& by, const step& done, const draft& known)
{
    const auto* const next =
        std::find_if(&done + 1, steps.end(), [&](const step& one) { return one.needed(known); });
    return by.at(next == steps.end() ? "/apply/check" : "/apply/" + std::string{next->name});
}

std::string address_before(const visit& by, const step& here, const draft& known)
{
    const step* at = &here;
    while (at != steps.begin()) {
        --at;
        if (at->needed(known)) {
            return by.at("/apply/" + std::string{at->name});
        }
    }
    return by.at("");
}

/// The first question that has no good answer; nothing if all have.
const step* first_open(const visit& by, const draft& known)
{
    for (const auto& one : steps) {
        auto questions = one.ask({by, known});
        if (one.needed(known) && !check(questions, by)) {
            return &one;
        }
    }
    return nullptr;
}

response show_step(
    const visit& by, const step& here, const draft& known, const std::vector<control>& questions)
{
    filling with;
    add_controls(with, questions);
    auto around = by.framed("apply.step." + std::string{here.name});
    around.back = address_before(by, here, known);
    with.set("ACTION", by.at("/apply/" + std::string{here.name})).set("FORM", "apply");
    with.set("GO", by.text("form.next"));
    if (questions.size() > 1) {
        with.add("HEADING").set("HEADING_TEXT", around.title);
    }
    const bool wrong = !with.sections["ERRORS"].empty();
    around.status = wrong ? 422 : 200;
    return by.all.look.show(around, "question.html", std::move(with));
}

response get_step(const visit& by)
{
    const auto* const here = find_step(by.got.parts.front());
    if (here == nullptr) {
        return by.tell({404, "not_found", ""});
    }
    const auto known = draft::read(by.all.jar, by.got.asked);
    if (here != steps.begin() && known.empty()) {
        return go_to(by.at("/apply"));
    }
    return show_step(by, *here, known, here->ask({by, known}));
}

response post_step(const visit& by)
{
    const auto* const here = find_step(by.got.parts.front());
    const auto given = form::read(by.got.asked);
    if (here == nullptr || !given) {
        return by.tell(given ? problem{404, "not_found", ""} : given.error());
    }
    auto known = draft::read(by.all.jar, by.got.asked);
    if (known.get("key").empty()) {
        known.set("key", base64url(random_bytes(24)));  // Sent twice, it is registered once.
    }
    auto questions = here->ask({by, known});
    for (auto& one : questions) {
        one.value = given->get(one.name);
    }
    if (!check(questions, by)) {
        return show_step(by, *here, known, questions);
    }
    for (const auto& one : questions) {
        known.set(one.name, one.value);
    }
    // Who came back from the last page to change something is led back there.
    const bool corrects = first_open(by, known) == nullptr;
    auto out = go_to(corrects ? by.at("/apply/check") : address_behind(by, *here, known));
    if (!known.keep(by.all.jar, out)) {
        questions.back().error = by.text("apply.too_much");
        return show_step(by, *here, known, questions);
    }
    return out;
}

/// How an answer is read out.
std::string shown(const visit& by, const control& one)
{
    if (one.what != shape::choice && one.what != shape::list) {
        return one.value;
    }
    const auto at = std::find_if(one.options.begin(), one.options.end(), [&](const option& o) {
        return o.value == one.value;
    });
    return at == one.options.end() ? by.text("apply.not_said") : at->label;
}

response get_check(const visit& by)
{
    const auto known = draft::read(by.all.jar, by.got.asked);
    if (const auto* const open = first_open(by, known)) {
        return go_to(by.at("/apply/" + std::string{open->name}));
    }
    filling with;
    for (const auto& here : steps) {
        if (!here.needed(known)) {
            continue;
        }
        for (const auto& one : here.ask({by, known})) {
            auto& row = with.add("ROW");
            row.set("ROW_NAME", one.label);
            row.set("ROW_VALUE", one.value.empty() ? by.text("apply.not_said") : shown(by, one));
            row.set("ROW_CHANGE", by.at("/apply/" + std::string{here.name}));
        }
    }
    auto around = by.framed("apply.check");
    around.back = by.at("/apply/" + std::string{steps.back().name});
    with.set("ACTION", by.at("/apply/check"));
    return by.all.look.show(around, "check.html", std::move(with));
}

commands::submit wish_of(const visit& by, const draft& known)
{
    commands::submit out;
    out.where = by.all.where.where;
    out.category = known.get("category");
    out.district = known.get("district");
    out.subject = known.get("subject");
    out.text = known.get("text");
    out.speaks = by.speaks;
    out.anonymous = !has_name(known);
    if (out.anonymous) {
        return out;
    }
    out.applicant.full_name = known.get("full_name");
    out.applicant.identity = identity_number::parse(known.get("identity")).value();
    out.applicant.mobile = phone::parse(known.get("mobile")).value();
    out.applicant.e_mail = known.get("e_mail");
    out.applicant.address = known.get("address");
    if (for_another(known)) {
        person other;
        other.full_name = known.get("for_name");
        other.identity = identity_number::parse(known.get("for_identity")).value();
        out.beneficiary = std::move(other);
    }
    return out;
}

/// He is the holder of what he has applied for, and of what he had shown before.
response receipt_page(
    const page_services& all,
    language speaks,
    std::vector<application_number> holds,
    const receipt& what)
{
    const viewer holder{
        actor::parse("citizen").value(), channels::web(), all.desk.lookup_code(what.stream)};
    const auto now = all.desk.views(holder).find(what.stream);
    if (!now) {
        return all.look.tell(speaks, problem_of(now.error()));
    }
    const auto number = now->state.number;
    holds.insert(holds.begin(), number);
    auto out =
        go_to("/" + std::string{code_of(speaks)} + "/applications/" + number.str() + "/receipt");
    out.headers.emplace_back(
        "Set-Cookie", all.who.set_cookie(all.who.of_citizen(std::move(holds))));
    draft::end(all.jar, out);
    return out;
}

void post_check(const visit& by, const answer& done)
{
    const auto known = draft::read(by.all.jar, by.got.asked);
    if (const auto* const open = first_open(by, known)) {
        return done(go_to(by.at("/apply/" + std::string{open->name})));
    }
    acikkapi::request<petition> wish;
    wish.wish = wish_of(by, known);
    wish.from = citizen_origin();
    wish.key = "citizen page " + known.get("key");
    const auto* const all = &by.all;
    auto holds = by.who ? by.who->holds : std::vector<application_number>{};
    submit_and_go(
        by,
        std::move(wish),
        [all, speaks = by.speaks, holds](const receipt& what) {
            return receipt_page(*all, speaks, holds, what);
        },
        done);
}

}  // namespace

void add_apply_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/apply", [](const visit& by) {
        return go_to(by.at("/apply/" + std::string{steps.front().name}));
    });
    add_page(to, all, "GET", "/apply/check", get_check);
    add_slow_page(to, all, "POST", "/apply/check", post_check);
    add_page(to, all, "GET", "/apply/{step}", get_step);
    add_page(to, all, "POST", "/apply/{step}", post_step);
}

}  // namespace host
