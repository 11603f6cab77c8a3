// The desk, where people come in person: one field, then everything about who stands before it.
#include "host/acts.hpp"
#include "host/members.hpp"
#include "host/pages/qr.hpp"
#include "host/pages/staff_acts.hpp"
#include "host/pages/staff_words.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;
using controls = std::vector<control>;

bool may_register(const visit& by)
{
    return verdict_of(by, "submit", false) == verdict::allowed;
}

response show_desk(const visit& by, filling with, int status)
{
    auto around = staff_frame(by, "staff.desk");
    around.status = status;
    around.wide = true;
    with.set("ACTION", by.at("/staff/desk")).set("NEW_AT", by.at("/staff/desk/new"));
    with.set("CSRF", csrf_token(*by.who, "desk"));
    return by.all.look.show(around, "desk.html", std::move(with));
}

response get_desk(const visit& by)
{
    return may_register(by) ? show_desk(by, {}, 200) : by.tell({403, "not_permitted", ""});
}

// --- who stands before it -------------------------------------------------------------------------

/// What he said of himself the last time; what may not be read of it is empty.
person last_known(const visit& by, const std::vector<stream_id>& streams)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    for (auto at = streams.rbegin(); at != streams.rend(); ++at) {
        auto records = views.timeline(*at);
        const auto all = records ? history_of(*std::move(records)) : std::vector<happening>{};
        const auto* const first = all ? newest<events::submitted>(*all) : nullptr;
        if (first != nullptr && !first->wish.applicant.full_name.empty()) {
            return first->wish.applicant;
        }
    }
    return {};
}

struct call_or_visit {
    instant at{};
    std::string number;
    told_to_staff told;
};

/// All that was spoken with him, whatever it was about; the newest first.
std::vector<call_or_visit> contacts_of(const visit& by, const std::vector<stream_id>& streams)
{
    std::vector<call_or_visit> out;
    const auto views = by.all.desk.views(staff_viewer(by));
    for (const auto stream : streams) {
        const auto now = views.find(stream);
        auto records = views.timeline(stream);
        const auto all = records ? history_of(*std::move(records)) : std::vector<happening>{};
        if (!now || !all) {
            continue;
        }
        for (const auto& one : *all) {
            if (one.fact && std::holds_alternative<events::contact_recorded>(*one.fact)) {
                out.push_back({one.what.recorded_at, now->state.number.str(), tell_staff(by, one)});
            }
        }
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    return out;
}

void add_contacts(const visit& by, const std::vector<stream_id>& streams, filling& with)
{
    constexpr std::size_t shown_max = 10;
    auto all = contacts_of(by, streams);
    all.resize(std::min(all.size(), shown_max));
    if (all.empty()) {
        return;
    }
    auto& box = with.add("CONTACTS");
    for (const auto& one : all) {
        auto& out = box.add("ENTRY");
        out.set("ENTRY_AT", time_text(by.speaks, one.at)).set("ENTRY_NUMBER", one.number);
        for (const auto& line : one.told.lines) {
            out.add("ENTRY_TEXT").set("ENTRY_TEXT_TEXT", line);
        }
    }
}

/// Open ones first, the newest of each first.
void add_cases(const visit& by, const std::vector<stream_id>& streams, filling& with)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<found<application>> all;
    for (auto at = streams.rbegin(); at != streams.rend(); ++at) {
        if (auto one = views.find(*at)) {
            all.push_back(*std::move(one));
        }
    }
    std::stable_partition(all.begin(), all.end(), [](const auto& one) { return !one.closed; });
    if (all.empty()) {
        with.add("NOBODY");
        return;
    }
    auto& table = with.add("CASES");
    table.add("UNITS");
    for (const auto& one : all) {
        add_case_row(by, one, table);
    }
}

response show_person(const visit& by, const std::string& subject)
{
    const auto streams = by.all.desk.views(staff_viewer(by)).find_by("subject", subject, 50);
    if (!streams) {
        return by.tell(problem_of(streams.error()));
    }
    auto who = last_known(by, *streams);
    filling with;
    auto& out = with.add("PERSON");
    out.set("PERSON_NAME", who.full_name.empty() ? subject : who.full_name);
    add_cases(by, *streams, out);
    add_contacts(by, *streams, out);
    const bool identity = identity_number::parse(subject).has_value();
    add_hidden(out, "identity", identity ? subject : "");
    add_hidden(out, "mobile", who.mobile ? who.mobile->str() : identity ? "" : subject);
    add_hidden(out, "full_name", who.full_name);
    add_hidden(out, "e_mail", who.e_mail);
    add_hidden(out, "address", who.address);
    add_hidden(out, "csrf", csrf_token(*by.who, "desk"));
    return show_desk(by, std::move(with), 200);
}

/// What is typed here is personal: it is never part of an address.
response post_desk(const visit& by)
{
    const auto in = form::read(by.got.asked);
    if (!in || !may_register(by)) {
        return by.tell(in ? problem{403, "not_permitted", ""} : in.error());
    }
    if (!csrf_ok(*by.who, "desk", in->get("csrf"))) {
        return by.tell({403, "foreign_form", ""});
    }
    const auto wanted = read_search(in->get("what"));
    if (wanted.number) {
        return go_to(case_address(by, *wanted.number));
    }
    if (!wanted.subject.empty()) {
        return show_person(by, wanted.subject);
    }
    filling with;
    with.add("WRONG");
    return show_desk(by, std::move(with), 422);
}

// --- he applies -----------------------------------------------------------------------------------

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

controls ask_person(const visit& by, const form& in)
{
    auto mobile = field(by, in, shape::line, "mobile");
    mobile.input_mode = "tel";
    mobile.checked_as = "phone";
    return {
        identity_field(by, in, "identity"),
        field(by, in, shape::line, "full_name"),
        std::move(mobile),
        field(by, in, shape::line, "e_mail"),
        field(by, in, shape::line, "address"),
        field(by, in, shape::tick, "anonymous"),
        field(by, in, shape::line, "for_name"),
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
    return out;
}

response show_new(const visit& by, const controls& questions)
{
    filling with;
    add_controls(with, questions);
    auto around = staff_frame(by, "staff.new");
    around.back = by.at("/staff/desk");
    around.status = with.sections["ERRORS"].empty() ? 200 : 422;
    with.set("ACTION", by.at("/staff/desk/new")).set("FORM", "staff-new");
    with.set("GO", by.text("staff.new.go"));
    with.add("HEADING").set("HEADING_TEXT", around.title);
    add_hidden(with, "step", "send");
    add_token(by, with, "desk");
    return by.all.look.show(around, "question.html", std::move(with));
}

/// As the API has it.
boost::json::object object_of(const visit& by, const form& in)
{
    boost::json::object applicant;
    boost::json::object beneficiary;
    boost::json::object out{
        {"province", by.all.where.where.plate()}, {"anonymous", !in.get("anonymous").empty()}};
    const auto set = [&in](boost::json::object& to, const char* name, const char* from) {
        if (auto value = in.get(from); !value.empty()) {
            to[name] = std::move(value);
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
    bool good = true;
    if (const auto fault = all.fault()) {
        for (const auto& one : fault->errors) {
            const auto name = name_at(one.pointer);
            mark(by, questions, name, in.get(name).empty());
        }
        good = false;
    }
    // Law 3071, art. 4: a petition has a name, unless it is a report without one.
    if (!out.anonymous && out.applicant.full_name.empty()) {
        mark(by, questions, "full_name", true);
        good = false;
    }
    return good ? std::optional{std::move(out)} : std::nullopt;
}

response after_new(const visit& by, const form& in, const error_code& bad, const receipt& what)
{
    if (bad == errc::bad_text) {
        auto questions = ask_new(by, in);
        mark(by, questions, "text", false);
        return show_new(by, questions);
    }
    if (bad) {
        return by.tell(problem_of(bad));
    }
    const auto now = by.all.desk.views(staff_viewer(by)).find(what.stream);
    return now ? go_to(case_address(by, now->state.number, "/receipt"))
               : by.tell(problem_of(now.error()));
}

void post_new(const visit& by, const answer& done)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, "desk", in->get("csrf"))) {
        return done(by.tell(in ? problem{403, "foreign_form", ""} : in.error()));
    }
    auto questions = ask_new(by, *in);
    if (in->get("step") != "send") {
        return done(show_new(by, questions));  // Begun with what is known of him.
    }
    auto wish = read_new(by, *in, questions);
    if (!wish) {
        return done(show_new(by, questions));
    }
    acikkapi::request<petition> asked;
    asked.wish = *std::move(wish);
    asked.from = staff_origin(by);
    asked.key = key_of(by, *in);
    const auto kept = std::make_shared<kept_visit>(by);
    by.all.desk.async_submit(
        std::move(asked),
        asio::bind_executor(
            by.all.blocking, [kept, in = *in, done](error_code bad, const receipt& what) {
                done(after_new(kept->by, in, bad, what));
            }));
}

// --- what he takes with him -----------------------------------------------------------------------

/// Who may answer in the applicant's name may also hand him his code. Who gave no name cannot show that it is
/// his: he is given it when he applies, and not later.
bool may_hand_over(const visit& by, const case_file& what)
{
    constexpr std::chrono::hours at_once{1};
    const auto& now = what.now.state;
    const bool late = by.all.jar.now() - now.submitted_at > at_once;
    return verdict_of(by, "reply", what.own) == verdict::allowed && !what.now.withheld &&
           !(now.anonymous && late);
}

response get_receipt(const visit& by)
{
    const auto what = case_of(by);
    if (!what || !may_hand_over(by, *what)) {
        return by.tell(what ? problem{403, "not_permitted", ""} : what.error());
    }
    const auto& now = what->now.state;
    filling with;
    with.set("NUMBER", what->number.str());
    with.set("CODE", by.all.desk.lookup_code(what->stream));
    with.set("SUBMITTED", time_text(by.speaks, now.submitted_at));
    with.set("PROMISED", date_text(by.speaks, now.service.due));
    with.set("QR", case_address(by, what->number, "/qr.svg"));
    with.set("FOLLOW", case_address(by, what->number)).add("AT_DESK");
    if (now.anonymous || !now.contact.empty()) {
        with.add(now.anonymous ? "ANONYMOUS" : "BY_SMS");
    }
    auto around = staff_frame(by, "receipt.title");
    around.back = by.at("/staff/desk");
    return by.all.look.show(around, "receipt.html", std::move(with));
}

response get_qr(const visit& by)
{
    const auto what = case_of(by);
    const auto host = by.got.asked.header("Host");
    if (!what || host.empty() || host.size() > 200) {
        return by.tell({404, "not_found", ""});
    }
    const std::string scheme = by.all.jar.tls() ? "https://" : "http://";
    return reply_with(
        200,
        "image/svg+xml",
        qr_svg(scheme + std::string{host} + by.at("/follow?number=" + what->number.str())));
}

/// The result in big letters, to be read out or to be shown over the desk.
response get_read_out(const visit& by)
{
    const auto what = case_of(by);
    const auto* const said = what ? newest<events::answered>(what->history) : nullptr;
    if (said == nullptr || what->now.withheld) {
        return by.tell(what ? problem{404, "not_found", ""} : what.error());
    }
    const auto speaks = what->now.state.speaks;
    filling with;
    with.set("NUMBER", what->number.str()).set("ANSWER", said->text);
    with.set("ANSWER_LANGUAGE", std::string{code_of(speaks)});
    with.set("DECISION", by.text(word_key(said->decision)));
    if (is_offered(by, *what, *find_staff_act("record_notice"))) {
        with.add("TELL").set("TELL_AT", case_address(by, what->number, "/record_notice"));
    }
    auto around = staff_frame(by, "staff.read_out");
    around.back = case_address(by, what->number);
    return by.all.look.show(around, "read_out.html", std::move(with));
}

}  // namespace

void add_desk_pages(router& to, const page_services& all)
{
    const auto to_desk = [](const visit& by) { return go_to(by.at("/staff/desk")); };
    add_staff_page(to, all, "GET", "/desk", get_desk);
    add_staff_page(to, all, "POST", "/desk", post_desk);
    add_staff_page(to, all, "GET", "/desk/new", to_desk);
    add_slow_staff_page(to, all, "POST", "/desk/new", post_new);
    add_staff_page(to, all, "GET", "/applications/{number}/receipt", get_receipt);
    add_staff_page(to, all, "GET", "/applications/{number}/qr.svg", get_qr);
    add_staff_page(to, all, "GET", "/applications/{number}/read-out", get_read_out);
}

}  // namespace host
