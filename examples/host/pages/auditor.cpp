// What an auditor takes away to check it elsewhere, and who looked at what is personal.
#include "host/pages/sheet.hpp"
#include "host/pages/staff_words.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t disclosures_shown = 100;  ///< The newest.

bool is_auditor(const visit& by)
{
    return role_of(by.who->staff) == "auditor";
}

response refuse(const visit& by)
{
    return staff_tell(by, {403, "not_permitted", ""});
}

response text_file(std::string body, const std::string& name)
{
    auto out = reply_with(200, "text/plain; charset=utf-8", std::move(body));
    out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return out;
}

/// How many records a checkpoint is over: the second line of its note.
std::string size_in(const std::string& note)
{
    const auto begin = std::min(note.find('\n'), note.size() - 1) + 1;
    return note.substr(begin, std::min(note.find('\n', begin), note.size()) - begin);
}

// --- tables ---------------------------------------------------------------------------------------

sheet titled(const visit& by, std::string_view name, std::initializer_list<const char*> columns)
{
    sheet out;
    out.title = by.text("auditor." + std::string{name});
    for (const auto* const one : columns) {
        out.columns.push_back(by.text("auditor." + std::string{one}));
    }
    return out;
}

sheet letters_of(const visit& by, const figures_of_city& city)
{
    constexpr std::array outcomes{
        delivery::sent,
        delivery::delivered,
        delivery::expired,
        delivery::rejected,
        delivery::unknown,
        delivery::dead};
    auto out = titled(
        by,
        "letters",
        {"means",
         "letters.sent",
         "letters.delivered",
         "letters.expired",
         "letters.rejected",
         "letters.unknown",
         "letters.dead"});
    out.note = by.text("auditor.letters.note");
    for (const auto& [means, counts] : city.letters()) {
        sheet::line line{{means_text(by, means)}};
        for (const auto how : outcomes) {
            const auto at = counts.find(how);
            line.cells.push_back({std::to_string(at == counts.end() ? 0 : at->second)});
        }
        out.lines.push_back(std::move(line));
    }
    return out;
}

sheet adapters_of(const visit& by)
{
    auto out = titled(by, "adapters", {"adapter", "waiting", "oldest", "settled", "dead", "tries"});
    for (const auto& one : by.all.desk.letters()) {
        out.lines.push_back(
            {{one.adapter},
             {{std::to_string(one.waiting)},
              {one.oldest ? time_text(by.speaks, *one.oldest) : "–"},
              {std::to_string(one.settled)},
              {std::to_string(one.dead)},
              {std::to_string(one.failed_tries)}}});
    }
    return out;
}

/// The newest first. Only their places are kept: what they say is read from the journal.
sheet disclosures_of(const visit& by, const figures_of_city& city)
{
    auto out = titled(by, "disclosures", {"when", "who", "number", "why"});
    const auto seen = by.all.desk.views(staff_viewer(by));
    const auto& all = city.disclosures();
    for (auto at = all.rbegin(); at != all.rend() && out.lines.size() < disclosures_shown; ++at) {
        auto from = by.all.desk.feed(position{number_of(*at) - 1});
        const auto some = from.next(1);
        if (!some || some->empty()) {
            continue;
        }
        const auto& what = some->front();
        const auto of = seen.find(what.stream);
        const auto number = of ? of->state.number : application_number{};
        out.lines.push_back(
            {{time_text(by.speaks, what.recorded_at)},
             {{who_text(by, what.by)},
              {number.str(), number.empty() ? std::string{} : case_address(by, number)},
              {what.payload.clear}}});
    }
    return out;
}

// --- pages ----------------------------------------------------------------------------------------

response show_auditor(const visit& by, const std::string& typed, std::string_view wrong)
{
    filling with;
    if (const auto note = by.all.desk.newest_checkpoint()) {
        auto& out = with.add("CHECKPOINT").set("NOTE", *note);
        out.set("NOTE_SIZE", size_in(*note));
        out.set("CHECKPOINT_AT", by.at("/staff/auditor/checkpoint"));
    } else {
        with.add("NO_CHECKPOINT");
    }
    with.set("HEAD", std::to_string(number_of(by.all.desk.head())));
    with.set("LOG_KEY", by.all.desk.log_key().str()).set("KEY_AT", by.at("/staff/auditor/key"));
    with.set("SIGN_AT", by.at("/staff/auditor/checkpoint"));
    with.set("SIGN_CSRF", csrf_token(*by.who, "sign"));
    with.set("PROVE_AT", by.at("/staff/auditor/proof"));
    with.set("PROVE_CSRF", csrf_token(*by.who, "prove")).set("TYPED", typed);
    if (!wrong.empty()) {
        with.add("NUMBER_WRONG").set("NUMBER_WRONG_TEXT", by.text(wrong));
        with.add("NUMBER_MARKED");
    }
    if (const auto city = by.all.city.read()) {
        add_sheet(with, "DISCLOSURES", disclosures_of(by, **city));
        add_sheet(with, "LETTERS", letters_of(by, **city));
    } else {
        with.add("NOT_READY");
    }
    add_sheet(with, "ADAPTERS", adapters_of(by));
    auto around = staff_frame(by, "auditor.title");
    around.wide = true;
    around.status = wrong.empty() ? 200 : 422;
    return by.all.look.show(around, "auditor.html", std::move(with));
}

response get_checkpoint(const visit& by)
{
    const auto note = by.all.desk.newest_checkpoint();
    return note ? text_file(*note, "checkpoint.txt") : staff_tell(by, problem_of(note.error()));
}

/// All that has happened until now is signed, not only what the engine's own clock would have come to.
response post_checkpoint(const visit& by)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, "sign", in->get("csrf"))) {
        return staff_tell(by, in ? problem{403, "foreign_form", ""} : in.error());
    }
    const auto note = by.all.desk.sign_checkpoint();
    return note ? go_to(by.at("/staff/auditor")) : staff_tell(by, problem_of(note.error()));
}

/// What is newer than the newest checkpoint is signed first: who asks for a proof wants it now. What became of a
/// letter may be put on record in between, and is to be signed too.
result<bundle> proof_of(const visit& by, stream_id stream, const std::string& number)
{
    constexpr int tries_max = 5;
    auto out = by.all.desk.prove_all(stream, number);
    for (int i = 0; i < tries_max && !out && out.error() == errc::not_covered; ++i) {
        if (const auto note = by.all.desk.sign_checkpoint(); !note) {
            return note.error();
        }
        out = by.all.desk.prove_all(stream, number);
    }
    return out;
}

response post_proof(const visit& by)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, "prove", in->get("csrf"))) {
        return staff_tell(by, in ? problem{403, "foreign_form", ""} : in.error());
    }
    const auto typed = in->get("number");
    const auto number = application_number::parse(typed);
    if (!number) {
        return show_auditor(by, typed, "auditor.number_wrong");
    }
    const auto stream = by.all.desk.stream_of(number->serial());
    const auto there = by.all.desk.views(staff_viewer(by)).find(stream);
    if (!there || there->state.number != *number) {
        return show_auditor(by, typed, "auditor.number_unknown");
    }
    const auto proof = proof_of(by, stream, number->str());
    return proof ? text_file(proof->str(), number->str() + ".proof")
                 : staff_tell(by, problem_of(proof.error()));
}

page for_auditors(response (*shows)(const visit&))
{
    return [shows](const visit& by) { return is_auditor(by) ? shows(by) : refuse(by); };
}

}  // namespace

bool sees_proofs(const visit& by)
{
    return is_auditor(by);
}

void add_auditor_pages(router& to, const page_services& all)
{
    const auto home = for_auditors([](const visit& by) { return show_auditor(by, "", ""); });
    add_staff_page(to, all, "GET", "/auditor", home);
    add_staff_page(to, all, "GET", "/auditor/checkpoint", for_auditors(get_checkpoint));
    add_staff_page(to, all, "POST", "/auditor/checkpoint", for_auditors(post_checkpoint));
    add_staff_page(to, all, "GET", "/auditor/key", for_auditors([](const visit& by) {
                       return text_file(by.all.desk.log_key().str() + "\n", "journal.key");
                   }));
    add_staff_page(to, all, "GET", "/auditor/proof", for_auditors([](const visit& by) {
                       return go_to(by.at("/staff/auditor"));
                   }));
    add_staff_page(to, all, "POST", "/auditor/proof", for_auditors(post_proof));
}

}  // namespace host
