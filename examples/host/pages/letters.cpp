// What did not arrive: somebody's task until it is told again.
#include "host/pages/inbox_lists.hpp"
#include "host/pages/letter_ways.hpp"
#include "host/pages/many.hpp"
#include "host/pages/staff_words.hpp"
#include "host/pages/watched_pages.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view action = "letters";
constexpr std::size_t rows_max = 50;

bool is_lost(notice_state value)
{
    return value == notice_state::failed || value == notice_state::unknown;
}

struct lost_letter {
    std::string_view name;  ///< As in a form.
    notice which;
    bool (*lost)(const application&);
};
constexpr std::array lost_letters{
    lost_letter{
        "acknowledgement",
        notice::acknowledgement,
        [](const application& now) { return is_lost(now.acknowledgement); }},
    lost_letter{
        "result", notice::result, [](const application& now) { return is_lost(now.result); }},
    lost_letter{"unit", notice::unit, [](const application& now) { return now.unit_not_told; }}};

bool tells_again(const visit& by)
{
    return verdict_of(by, "tell_again", true) == verdict::allowed;
}

// --- what did not arrive --------------------------------------------------------------------------

struct lost_page {
    case_rows rows;
    bool more = false;
};

/// Of both lists, each application once; the most urgent first.
reply<lost_page> lost_of(const visit& by)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<stream_id> all;
    lost_page out;
    for (const auto* const key : {"undelivered", "unit_not_told"}) {
        list_query query;
        query.list = "task";
        query.key = key;
        query.limit = rows_max;
        const auto page = views.list(query);
        if (!page) {
            return problem_of(page.error());
        }
        for (const auto stream : page->streams) {
            if (std::find(all.begin(), all.end(), stream) == all.end()) {
                all.push_back(stream);
            }
        }
        out.more = out.more || !page->next.empty();
    }
    out.more = out.more || all.size() > rows_max;
    all.resize(std::min(all.size(), rows_max));
    out.rows = read_cases(by, all);
    return out;
}

void add_lost(const visit& by, const found<application>& one, filling& table)
{
    auto& row = add_case_row(by, one, table);
    auto& cell = row.add("LOST");
    auto& choice = row.add("CHOICE");
    std::string value = one.state.number.str();
    const bool may = petition::is_own(one.state, by.who->staff);
    for (const auto& letter : lost_letters) {
        if (letter.lost(one.state)) {
            value += " " + std::string{letter.name};
            cell.add("LOST_ONE").set("LOST_TEXT", by.text(word_key(letter.which)));
        }
    }
    if (may) {
        choice.add("CHOOSE")
            .set("CHOOSE_NUMBER", one.state.number.str())
            .set("CHOOSE_VALUE", value)
            .set("CHOOSE_FORM", "tell-again");
    }
}

response show_letters(const visit& by)
{
    filling with;
    if (tells_again(by)) {
        const auto lost = lost_of(by);
        if (!lost) {
            return staff_tell(by, lost.error());
        }
        auto& tasks = with.add("TASKS");
        auto& table = tasks.add(lost->rows.empty() ? "EMPTY" : "CASES");
        for (const auto* const part : {"CHOICES", "LOSTS", "UNITS"}) {
            table.add(part);
        }
        for (const auto& one : lost->rows) {
            add_lost(by, one, table);
        }
        if (!lost->rows.empty()) {
            add_token(by, tasks.add("SEND").set("ACTION", by.at("/staff/letters")), action);
        }
        if (lost->more) {
            tasks.add("MORE");
        }
    }
    add_done_to_way(by, with);
    add_sheet(with, "SHEET", ways_of_sending(by));
    auto around = staff_frame(by, "staff.letters");
    around.wide = true;
    return by.all.look.show(around, "letters.html", std::move(with));
}

// --- telling again --------------------------------------------------------------------------------

/// `34-2026-000000001-7 result unit`: what had not arrived when he looked.
std::vector<stream_id>
chosen_for(const visit& by, const std::vector<std::string>& chosen, std::string_view letter)
{
    std::vector<stream_id> out;
    for (const auto& text : chosen) {
        const auto blank = std::min(text.find(' '), text.size());
        const auto number = application_number::parse(text.substr(0, blank));
        const auto named = (text + " ").find(" " + std::string{letter} + " ", blank);
        if (!number || named == std::string::npos) {
            continue;
        }
        const auto stream = by.all.desk.stream_of(number->serial());
        if (std::find(out.begin(), out.end(), stream) == out.end()) {
            out.push_back(stream);
        }
    }
    return out;
}

response post_letters(const visit& by)
{
    const auto in = form::read(by.got.asked);
    if (!in) {
        return staff_tell(by, in.error());
    }
    if (!csrf_ok(*by.who, action, in->get("csrf"))) {
        return staff_tell(by, {403, "foreign_form", ""});
    }
    if (!tells_again(by)) {
        return staff_tell(by, {403, "not_permitted", ""});
    }
    const auto key = key_of(by, *in);
    const auto chosen = in->all("number");
    many_done sum;
    for (const auto& letter : lost_letters) {
        auto done = by.all.desk.submit_to_streams(
            chosen_for(by, chosen, letter.name),
            commands::tell_again{letter.which},
            staff_origin(by),
            key + " " + std::string{letter.name});
        if (!done) {
            return staff_tell(by, problem_of(done.error()));
        }
        sum.changed += done->changed;
        sum.refused.insert(sum.refused.end(), done->refused.begin(), done->refused.end());
    }
    if (sum.changed == 0 && sum.refused.empty()) {
        return by.all.look.say(staff_frame(by, "staff.many.none"), {"staff.many.none.hint"});
    }
    return show_done_of_many(by, sum, by.at("/staff/letters"));
}

}  // namespace

bool sees_letters(const visit& by)
{
    return tells_again(by) || holds_letters(by);
}

void add_letter_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/letters", only_for(sees_letters, show_letters));
    add_staff_page(to, all, "POST", "/letters", only_for(sees_letters, post_letters));
    add_way_pages(to, all);
}

}  // namespace host
