// Somebody applies at the desk: one page with all questions, for who asks them is practised.
#include "host/acts.hpp"
#include "host/members.hpp"
#include "host/pages/contact.hpp"
#include "host/pages/files.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/staff.hpp"

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;
using controls = std::vector<control>;

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t address_bytes_max = 500;

control field(const visit& by, const form& in, shape what, std::string name)
{
    control out;
    out.what = what;
    const auto key = "staff.new." + name;
    out.label = by.text(key);
    if (by.all.look.words().has(key + ".hint")) {
        out.hint = by.text(key + ".hint");
    }
    out.value = in.get(name);
    out.name = std::move(name);
    return out;
}

control identity_field(const visit& by, const form& in, std::string name)
{
    auto out = field(by, in, shape::line, std::move(name));
    out.input_mode = "numeric";
    out.checked_as = "identity";
    return out;
}

control short_field(const visit& by, const form& in, std::string name, std::size_t bytes_max)
{
    auto out = field(by, in, shape::line, std::move(name));
    out.bytes_max = bytes_max;
    return out;
}

controls ask_person(const visit& by, const form& in)
{
    auto mobile = field(by, in, shape::line, "mobile");
    mobile.input_mode = "tel";
    mobile.checked_as = "phone";
    return {
        identity_field(by, in, "identity"),
        short_field(by, in, "full_name", name_bytes_max),
        std::move(mobile),
        field(by, in, shape::line, "e_mail"),
        short_field(by, in, "address", address_bytes_max),
        field(by, in, shape::tick, "anonymous"),
        short_field(by, in, "for_name", name_bytes_max),
        identity_field(by, in, "for_identity")};
}

controls ask_matter(const visit& by, const form& in)
{
    auto category = field(by, in, shape::list, "category");
    for (const auto& one : by.all.where.categories) {
        category.options.push_back({one.code, by.all.where.category_name(by.speaks, one.code)});
    }
    auto district = field(by, in, shape::list, "district");
    for (const auto& one : by.all.where.districts) {
        district.options.push_back({one, one});
    }
    auto subject = field(by, in, shape::line, "subject");
    subject.characters_max = 200;
    auto text = field(by, in, shape::text, "text");
    text.characters_max = 4'000;
    auto speaks = field(by, in, shape::list, "language");
    for (const auto one : languages_of_pages) {
        const std::string code{code_of(one)};
        speaks.options.push_back({code, by.text("staff.speaks." + code)});
    }
    if (speaks.value.empty()) {
        speaks.value = code_of(language::turkish);
    }
    return {category, district, subject, text, speaks};
}

controls ask_new(const visit& by, const form& in)
{
    auto out = ask_person(by, in);
    auto matter = ask_matter(by, in);
    out.insert(
        out.end(), std::make_move_iterator(matter.begin()), std::make_move_iterator(matter.end()));
    out.push_back(ask_files(by, "staff.new.files"));
    return out;
}

response show_new(const visit& by, const controls& questions)
{
    question_page page{
        staff_frame(by, "staff.new"),
        by.at("/staff/desk/new"),
        "staff-new",
        by.text("staff.new.go")};
    page.around.back = by.at("/staff/desk");
    add_hidden(page.with, "step", "send");
    add_token(by, page.with, "desk");
    add_hidden(
        page.with, "account", by.who->staff.str());  // Whose it is if it waits in the browser.
    return show_questions(by, std::move(page), questions);
}

/// As the API has it.
boost::json::object object_of(const visit& by, const form& in)
{
    boost::json::object applicant;
    boost::json::object beneficiary;
    boost::json::object out{
        {"province", by.all.where.where.plate()}, {"anonymous", !in.get("anonymous").empty()}};
    const auto set = [&in](boost::json::object& to, const char* name, const char* from) {
        if (const auto value = in.get(from); !value.empty()) {
            to[name] = value;
        }
    };
    for (const auto* const name : {"identity", "full_name", "mobile", "e_mail", "address"}) {
        set(applicant, name, name);
    }
    for (const auto* const name : {"category", "district", "subject", "text", "language"}) {
        set(out, name, name);
    }
    set(beneficiary, "full_name", "for_name");
    set(beneficiary, "identity", "for_identity");
    out["applicant"] = std::move(applicant);
    if (!beneficiary.empty()) {
        out["beneficiary"] = std::move(beneficiary);
    }
    return out;
}

/// Where the API's pointers lead to on this page.
std::string name_at(const std::string& pointer)
{
    if (pointer.starts_with("#/beneficiary/")) {
        return pointer.ends_with("identity") ? "for_identity" : "for_name";
    }
    return pointer.substr(pointer.rfind('/') + 1);
}

void mark(const visit& by, controls& questions, const std::string& name, bool missing)
{
    for (auto& one : questions) {
        if (one.name == name) {
            one.error = by.text(missing ? "act.missing" : "staff.wrong");
        }
    }
}

/// @return Nothing if something is wrong, which is marked.
std::optional<commands::submit> read_new(const visit& by, const form& in, controls& questions)
{
    members all{object_of(by, in)};
    auto out = read_submission(all);
    bool good = check_lengths(questions, by.text("act.too_long"));
    if (const auto fault = all.fault()) {
        for (const auto& one : fault->errors) {
            const auto name = name_at(one.pointer);
            mark(by, questions, name, in.get(name).empty());
        }
        good = false;
    }
    if (const auto e_mail = in.get("e_mail"); !e_mail.empty() && !is_e_mail(e_mail)) {
        mark(by, questions, "e_mail", false);
        good = false;
    }
    // Law 3071, art. 4: a petition has a name, unless it is a report without one.
    if (!out.anonymous && out.applicant.full_name.empty()) {
        mark(by, questions, "full_name", true);
        good = false;
    }
    return good ? std::optional{std::move(out)} : std::nullopt;
}

/// The page again, with all that was typed. No browser chooses a file for somebody: he is told that he has to.
response show_wrong(const visit& by, controls& questions, bool had_files)
{
    auto& files = questions.back();
    if (had_files && files.error.empty()) {
        files.error = by.text("staff.new.files.again");
    }
    return show_new(by, questions);
}

/// Lengths have been looked at: of what is left, a letter that no text may have, the text has the most.
response refused_new(const visit& by, const form& in, bool had_files, const error_code& bad)
{
    if (bad != errc::bad_text) {
        return staff_tell(by, problem_of(bad));
    }
    auto questions = ask_new(by, in);
    mark(by, questions, "text", false);
    return show_wrong(by, questions, had_files);
}

/// Who registered it is given its receipt now, also if it is not his from here on: its code is not shown to him again.
response gone_well(const visit& by, const registered& given)
{
    held what;
    what.stream = given.stream;
    what.as = {
        actor::parse("citizen").value(), channels::desk(), by.all.desk.lookup_code(given.stream)};
    auto now = by.all.desk.views(what.as).find(given.stream);
    if (!now) {
        return staff_tell(by, problem_of(now.error()));
    }
    what.number = now->state.number;
    what.now = *std::move(now);
    const bool missing = !given.whole;
    const bool own = petition::is_own(what.now.state, by.who->staff);
    if (verdict_of(by, "reply", own) != verdict::allowed) {
        return show_receipt(by, what, missing, what.now.state.speaks);
    }
    return go_to(case_address(by, what.number, missing ? "/receipt?files=missing" : "/receipt"));
}

void post_new(const visit& by, const answer& done)
{
    auto in = form::read_with_files(by.got.asked);
    if (!in || !csrf_ok(*by.who, "desk", in->get("csrf"))) {
        return done(in ? old_form(by) : staff_tell(by, in.error()));
    }
    auto questions = ask_new(by, *in);
    if (in->get("step") != "send") {
        return done(show_new(by, questions));  // Begun with what is known of him.
    }
    auto files = read_files(by, *in, questions.back());
    const bool had_files = !files.empty();
    auto wish = read_new(by, *in, questions);
    if (!wish || !questions.back().error.empty()) {
        return done(show_wrong(by, questions, had_files));
    }
    acikkapi::request<petition> asked;
    asked.wish = *std::move(wish);
    asked.from = staff_origin(by);
    asked.key = key_of(by, *in);
    register_with_files(
        by,
        std::move(asked),
        std::move(files),
        [given = *std::move(in), had_files](const visit& his, const result<registered>& what) {
            return what ? gone_well(his, *what) : refused_new(his, given, had_files, what.error());
        },
        done);
}

}  // namespace

void add_new_pages(router& to, const page_services& all)
{
    add_staff_page(
        to, all, "GET", "/desk/new", [](const visit& by) { return go_to(by.at("/staff/desk")); });
    add_slow_staff_page(to, all, "POST", "/desk/new", post_new);
}

}  // namespace host
