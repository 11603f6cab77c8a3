// The desk, where people come in person: one field, then everything about who stands before it.
#include "host/pages/applicant.hpp"
#include "host/pages/contact.hpp"
#include "host/pages/staff_words.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

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
    with.set("CSRF", csrf_token(*by.who, "desk")).set("ACCOUNT", by.who->staff.str());
    return by.all.look.show(around, "desk.html", std::move(with));
}

response get_desk(const visit& by)
{
    return may_register(by) ? show_desk(by, {}, 200) : staff_tell(by, {403, "not_permitted", ""});
}

// --- who stands before it -------------------------------------------------------------------------

/// What he said of himself the last time; what may not be read of it is empty, and so is a number that a stranger has
/// answered, wherever that was found out.
person last_known(const visit& by, const std::vector<stream_id>& streams)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    const auto is_doubted = [&](const phone& number) {
        return std::any_of(streams.begin(), streams.end(), [&](stream_id stream) {
            const auto one = views.find(stream);
            return one && one->state.phone_suspect &&
                   contact_of(one->state.contact).mobile == number.str();
        });
    };
    for (const auto stream : streams) {
        const auto all = history_of(views, stream);
        auto who = all ? applicant_of(*all) : std::nullopt;
        if (who && !who->full_name.empty()) {
            if (who->mobile && is_doubted(*who->mobile)) {
                who->mobile.reset();
            }
            return *std::move(who);
        }
    }
    return {};
}

struct call_or_visit {
    instant at{};
    std::string number;
    told_to_staff told;
};

using contacts = std::vector<call_or_visit>;

void add_contacts_of(const visit& by, stream_id stream, contacts& to)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    const auto now = views.find(stream);
    const auto all = history_of(views, stream);
    if (!now || !all) {
        return;
    }
    for (const auto& one : *all) {
        if (one.fact && std::holds_alternative<events::contact_recorded>(*one.fact)) {
            to.push_back({one.what.recorded_at, now->state.number.str(), tell_staff(by, one)});
        }
    }
}

/// All that was spoken with him, whatever it was about; the newest first.
contacts contacts_of(const visit& by, const std::vector<stream_id>& streams)
{
    contacts out;
    for (const auto stream : streams) {
        add_contacts_of(by, stream, out);
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

/// Open ones first; of each the newest first, as they are given. Nobody if there are none.
void add_cases(const visit& by, const std::vector<stream_id>& streams, filling& with)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<found<application>> all;
    for (const auto stream : streams) {
        if (auto one = views.find(stream)) {
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
    const auto streams = cases_of(by.all.desk.views(staff_viewer(by)), subject, 50);
    if (!streams) {
        return staff_tell(by, problem_of(streams.error()));
    }
    const auto for_him = cases_for(by.all.desk.views(staff_viewer(by)), subject, 50);
    if (!for_him) {
        return staff_tell(by, problem_of(for_him.error()));
    }
    const auto his = surely_of_one(by.all.desk.views(staff_viewer(by)), subject, *streams);
    auto who = last_known(by, his);
    filling with;
    auto& out = with.add("PERSON");
    out.set("PERSON_NAME", who.full_name.empty() ? subject : who.full_name);
    add_cases(by, *streams, out);
    if (!for_him->empty()) {
        add_cases(by, *for_him, out.add("ON_BEHALF"));
    }
    add_contacts(by, his, out);
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
        return staff_tell(by, in ? problem{403, "not_permitted", ""} : in.error());
    }
    if (!csrf_ok(*by.who, "desk", in->get("csrf"))) {
        return staff_tell(by, {403, "foreign_form", ""});
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

}  // namespace

void add_desk_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/desk", get_desk);
    add_staff_page(to, all, "POST", "/desk", post_desk);
    add_new_pages(to, all);
    add_paper_pages(to, all);
}

}  // namespace host
