// From a list: the chosen ones go to one unit.
#include "host/pages/inbox_lists.hpp"
#include "host/pages/many.hpp"
#include "host/pages/session_over.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view action = "route-many";
constexpr std::size_t chosen_max = 50;  ///< As many as one page of a list has.
constexpr std::size_t note_max = 1'000;

struct chosen_case {
    case_file what;
    version seen = 0;  ///< What he looked at.
};

/// `34-2026-000000001-7`, or with a blank and the version behind it.
reply<chosen_case> read_chosen(const visit& by, const std::string& text)
{
    const auto blank = std::min(text.find(' '), text.size());
    const call asked{by.got.asked, {text.substr(0, blank)}};
    auto what = case_of({by.all, asked, by.speaks, by.who});
    if (!what) {
        return what.error();
    }
    chosen_case out{*std::move(what)};
    out.seen = out.what.now.version;
    if (blank < text.size()) {
        std::from_chars(text.data() + blank + 1, text.data() + text.size(), out.seen);
    }
    return out;
}

std::vector<chosen_case> read_all_chosen(const visit& by, const std::vector<std::string>& texts)
{
    std::vector<chosen_case> out;
    for (const auto& text : texts) {
        auto one = read_chosen(by, text);
        const bool again = one && std::any_of(out.begin(), out.end(), [&](const auto& other) {
                               return other.what.stream == one->what.stream;
                           });
        if (one && !again && out.size() < chosen_max) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

/// What every one of many says when it is done; the last one answers.
struct gathering {
    gathering(const visit& from, std::size_t n, answer to)
        : kept(from), left(n), done(std::move(to))
    {}

    void take(stream_id stream, const error_code& bad)
    {
        const std::lock_guard lock{mutex};
        if (bad) {
            sum.refused.emplace_back(stream, bad);
        } else {
            ++sum.changed;
        }
        if (--left == 0) {
            done(show_done_of_many(kept.by, sum, kept.by.at("/staff")));
        }
    }

    kept_visit kept;
    std::mutex mutex;
    many_done sum;
    std::size_t left;
    answer done;
};

/// Each for itself, with a key of its own: what somebody else has done meanwhile is refused and nothing else, and a
/// form sent twice is done once. Commands that wait together share a commit.
void route_all(
    const visit& by,
    const std::vector<chosen_case>& all,
    const commands::route& wish,
    const std::string& key,
    const answer& done)
{
    const auto sum = std::make_shared<gathering>(by, all.size(), done);
    for (const auto& one : all) {
        acikkapi::request<petition> asked;
        asked.wish = wish;
        asked.from = staff_origin(by);
        asked.stream = one.what.stream;
        const bool fresh = same_to_people(one.what.history, one.seen);
        asked.expected = fresh ? one.what.now.version : one.seen;
        asked.key = key + " " + std::to_string(number_of(asked.stream));
        by.all.desk.async_submit(
            std::move(asked),
            asio::bind_executor(
                by.all.blocking,
                [sum, stream = one.what.stream](error_code bad, const receipt& /*what*/) {
                    sum->take(stream, bad);
                }));
    }
}

many_check check_of(const visit& by, const std::vector<chosen_case>& all)
{
    many_check out;
    out.title = "staff.many.route.title";
    out.concerned = static_cast<long>(all.size());
    out.at = by.at("/staff/route-many");
    out.back = by.at("/staff");
    out.action = action;
    out.go = "staff.act.route.go";
    control note;
    note.what = control::shape::text;
    note.name = "note";
    note.label = by.text("staff.field.route.note");
    note.characters_max = note_max;
    out.questions = {unit_question(by), note};
    for (const auto& one : all) {
        out.shown.push_back(one.what.now);
        out.hidden.emplace_back("number", one.what.number.str() + " " + std::to_string(one.seen));
    }
    return out;
}

/// The unit that usually has it, if that is the same one for all.
std::string usual_unit(const visit& by, const std::vector<chosen_case>& all)
{
    std::string out;
    for (const auto& one : all) {
        const auto* const kind = by.all.where.find_category(one.what.now.state.category);
        const auto unit = kind == nullptr ? std::string{} : kind->unit.str();
        if (unit.empty() || (!out.empty() && unit != out)) {
            return {};
        }
        out = unit;
    }
    return out;
}

void post_route(const visit& by, const answer& done)
{
    const auto in = form::read(by.got.asked);
    if (!in) {
        return done(staff_tell(by, in.error()));
    }
    if (!csrf_ok(*by.who, action, in->get("csrf"))) {
        return done(old_form(by));
    }
    if (!may_route(by)) {
        return done(staff_tell(by, {403, "not_permitted", ""}));
    }
    const auto all = read_all_chosen(by, in->all("number"));
    if (all.empty()) {
        return done(by.all.look.say(staff_frame(by, "staff.many.none"), {"staff.many.none.hint"}));
    }
    auto check = check_of(by, all);
    auto& unit = check.questions.front();
    auto& note = check.questions.back();
    if (in->get("step") != "send") {
        unit.value = usual_unit(by, all);
        return done(show_check_of_many(by, check));
    }
    unit.value = in->get("unit");
    note.value = in->get("note");
    const bool chosen = check_unit(by, unit);
    if (!check_lengths(check.questions, by.text("act.too_long")) || !chosen) {
        return done(show_check_of_many(by, check));
    }
    route_all(by, all, route_to(by, unit, note.value), key_of(by, *in), done);
}

}  // namespace

void add_route_pages(router& to, const page_services& all)
{
    add_staff_page(
        to, all, "GET", "/route-many", [](const visit& by) { return go_to(by.at("/staff")); });
    add_slow_staff_page(to, all, "POST", "/route-many", post_route);
}

}  // namespace host
