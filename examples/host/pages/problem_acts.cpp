// A chronic problem is opened, planned anew, ended; all who complained are told.
#include <acikkapi/problem_desk.hpp>

#include "host/pages/act_forms.hpp"
#include "host/pages/problem_openings.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/watched_pages.hpp"

#include <memory>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view action = "problem";

// --- pages ----------------------------------------------------------------------------------------

struct problem_form {
    std::string title;  ///< Key of a text.
    std::string at;
    std::string back;
    std::string go;
};

response show_form(const visit& by, const problem_form& what, const std::vector<control>& questions)
{
    question_page page{staff_frame(by, what.title), what.at, "problem", by.text(what.go)};
    page.around.back = what.back;
    add_token(by, page.with, action);
    return show_questions(by, std::move(page), questions);
}

problem_form form_of_new(const visit& by)
{
    return {
        "staff.problem.act.new",
        by.at("/staff/problems/new"),
        by.at("/staff/problems"),
        "staff.problem.act.new.go"};
}

problem_form form_of(const visit& by, const problem_file& file, const std::string& act)
{
    return {
        "staff.problem.act." + act,
        problem_address(by, file.stream, "/" + act),
        problem_address(by, file.stream),
        "staff.problem.act." + act + ".go"};
}

void fill(std::vector<control>& questions, const form& from)
{
    for (auto& one : questions) {
        one.value = from.get(one.name);
    }
}

bool may_open(const visit& by)
{
    return verdict_of(by, "open_problem", false) == verdict::allowed;
}

response get_new(const visit& by)
{
    return may_open(by) ? show_form(by, form_of_new(by), ask_new_problem(by))
                        : staff_tell(by, {403, "not_permitted", ""});
}

/// The applications of what the watch has found there.
result<std::vector<stream_id>> found_for(const visit& by, const commands::open_problem& how)
{
    auto watch = by.all.watch.read();
    if (!watch) {
        return watch.error();
    }
    std::vector<stream_id> members;
    for (const auto& one : (*watch)->problems(by.all.jar.now())) {
        const bool same = one.key.category == how.category && one.key.district == how.district &&
                          (!how.district.empty() || one.key.unit == how.unit);
        if (same) {
            members = one.streams;
        }
    }
    return members;
}

response gone_well(const visit& by, stream_id problem, const std::string& done)
{
    return go_to(problem_address(by, problem, "?done=" + done));
}

/// With all that was found there until it stands, for what comes later than that joins by itself. Where one is open
/// it leads to that: two of the same would share what comes by chance. It may be of this form, which was sent again.
response open_with(
    const visit& by,
    problem_openings& at,
    const commands::open_problem& wish,
    const std::string& key)
{
    const auto done = at.open(by, wish, key);
    if (!done) {
        return staff_tell(by, problem_of(done.error()));
    }
    if (!done->as_wished) {
        return gone_well(by, done->problem, "there");
    }
    const auto members = found_for(by, wish);
    if (!members) {
        return staff_tell(by, problem_of(members.error()));
    }
    problem_desk board{by.all.desk, staff_origin(by)};
    if (const auto joined = board.join(done->problem, *members); !joined) {
        return staff_tell(by, problem_of(joined.error()));
    }
    return gone_well(by, done->problem, "new");
}

response post_new(const visit& by, problem_openings& at)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, action, in->get("csrf"))) {
        return in ? old_form(by) : staff_tell(by, in.error());
    }
    auto questions = ask_new_problem(by);
    fill(questions, *in);
    const auto wish = read_new_problem(by, questions);
    if (!wish) {
        return show_form(by, form_of_new(by), questions);
    }
    if (const auto watch = watched(by); !watch) {
        return staff_tell(by, watch.error());  // Before anything is opened.
    }
    return open_with(by, at, *wish, key_of(by, *in));
}

/// @param act  `plan` or `close`
reply<problem_file> changeable(const visit& by, const std::string& act)
{
    auto file = problem_file_of(by);
    if (file && verdict_of(by, act + "_problem", file->own) != verdict::allowed) {
        return problem{403, "not_permitted", ""};
    }
    if (file && !file->is_open()) {
        return problem{409, "illegal_transition", ""};
    }
    return file;
}

page get_change(const std::string& act)
{
    return [act](const visit& by) {
        const auto file = changeable(by, act);
        return file ? show_form(by, form_of(by, *file, act), ask_change(by, *file, act))
                    : staff_tell(by, file.error());
    };
}

response change(const visit& by, const problem_file& file, const std::string& act, const form& in)
{
    auto questions = ask_change(by, file, act);
    fill(questions, in);
    const auto wish = read_change(by, act, questions);
    if (!wish) {
        return show_form(by, form_of(by, file, act), questions);
    }
    acikkapi::request<petition> asked;
    asked.wish = *wish;
    asked.from = staff_origin(by);
    asked.stream = file.stream;
    asked.key = key_of(by, in);
    const auto done = by.all.desk.submit(std::move(asked));
    if (!done) {
        return staff_tell(by, problem_of(done.error()));
    }
    if (const auto told = problem_desk{by.all.desk, staff_origin(by)}.announce(file.stream);
        !told) {
        return staff_tell(by, problem_of(told.error()));
    }
    return gone_well(by, file.stream, act);
}

page post_change(const std::string& act)
{
    return [act](const visit& by) {
        const auto in = form::read(by.got.asked);
        const auto file = problem_file_of(by);
        if (!in || !file) {
            return staff_tell(by, in ? file.error() : in.error());
        }
        if (!csrf_ok(*by.who, action, in->get("csrf"))) {
            return old_form(by);
        }
        // One that is over by now may be so because of this form, which was sent twice: its key says.
        return verdict_of(by, act + "_problem", file->own) == verdict::allowed
                   ? change(by, *file, act, *in)
                   : staff_tell(by, {403, "not_permitted", ""});
    };
}

}  // namespace

void add_problem_act_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/problems/new", only_for(sees_problems, get_new));
    const auto openings = std::make_shared<problem_openings>();
    const auto open = [openings](const visit& by) { return post_new(by, *openings); };
    add_staff_page(to, all, "POST", "/problems/new", only_for(may_open, open));
    for (const std::string act : {"plan", "close"}) {
        const auto at = "/problems/{number}/" + act;
        add_staff_page(to, all, "GET", at, only_for(sees_problems, get_change(act)));
        add_staff_page(to, all, "POST", at, only_for(sees_problems, post_change(act)));
    }
}

}  // namespace host
