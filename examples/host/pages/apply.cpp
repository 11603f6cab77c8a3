#include "host/pages/apply.hpp"
#include "host/pages/apply_questions.hpp"
#include "host/secrets.hpp"

#include <algorithm>

namespace host {
namespace {

/// The address of the first question behind this one that is to be asked; of the answers if there is none.
std::string address_behind(const visit& by, const apply_step& done, const draft& known)
{
    const auto all = apply_steps();
    const auto behind = static_cast<std::size_t>(&done - all.data()) + 1;
    for (const auto& one : all.subspan(behind)) {
        if (one.needed(known)) {
            return by.at("/apply/" + std::string{one.name});
        }
    }
    return by.at("/apply/check");
}

std::string address_before(const visit& by, const apply_step& here, const draft& known)
{
    const apply_step* at = &here;
    while (at != apply_steps().data()) {
        --at;
        if (at->needed(known)) {
            return by.at("/apply/" + std::string{at->name});
        }
    }
    return by.at("");
}

response show_step(
    const visit& by,
    const apply_step& here,
    const draft& known,
    const std::vector<control>& questions)
{
    const std::string name{here.name};
    question_page page{
        by.framed("apply.step." + name), by.at("/apply/" + name), "apply", by.text("form.next")};
    page.around.back = address_before(by, here, known);
    if (const auto lead = "apply.step." + name + ".lead"; by.all.look.words().has(lead)) {
        page.with.add("LEAD").set("LEAD_TEXT", by.text(lead));
    }
    if (!known.empty()) {
        page.with.add("LINK")
            .set("LINK_AT", by.at("/apply/drop"))
            .set("LINK_TEXT", by.text("apply.drop"));
    }
    return show_questions(by, std::move(page), questions);
}

response get_step(const visit& by)
{
    const auto* const here = find_apply_step(by.got.parts.front());
    if (here == nullptr) {
        return by.tell({404, "not_found", ""});
    }
    const auto known = draft::read(by.all.jar, by.got.asked);
    if (here != apply_steps().data() && known.empty()) {
        return go_to(by.at("/apply"));
    }
    return show_step(by, *here, known, here->ask({by, known}));
}

/// Sent twice, it is registered once; but what says something else than what was sent is sent anew. The engine
/// remembers what it refused, and what it took though its answer was lost. The language of our letters is part of
/// what is sent, so it goes with the key: who reads the last page in another one sends the same.
void keep_answers(const visit& by, draft& known, const std::vector<control>& answers)
{
    const std::string speaks{code_of(by.speaks)};
    const bool differs = std::any_of(answers.begin(), answers.end(), [&](const control& one) {
        return known.get(one.name) != one.value;
    });
    if (differs || known.get("speaks") != speaks || known.get("key").empty()) {
        known.set("key", base64url(random_bytes(24)));
        known.set("speaks", speaks);
    }
    for (const auto& one : answers) {
        known.set(one.name, one.value);
    }
}

response post_step(const visit& by)
{
    const auto* const here = find_apply_step(by.got.parts.front());
    const auto given = form::read(by.got.asked);
    if (here == nullptr || !given) {
        return by.tell(given ? problem{404, "not_found", ""} : given.error());
    }
    auto known = draft::read(by.all.jar, by.got.asked);
    auto questions = here->ask({by, known});
    for (auto& one : questions) {
        one.value = given->get(one.name);
    }
    if (!check_answers(questions, by)) {
        return show_step(by, *here, known, questions);
    }
    keep_answers(by, known, questions);
    // Who came back from the last page to change something is led back there.
    const bool corrects = first_open_step(by, known) == nullptr;
    auto out = go_to(corrects ? by.at("/apply/check") : address_behind(by, *here, known));
    if (!known.keep(by.all.jar, out)) {
        questions.back().error = by.text("apply.too_much");
        return show_step(by, *here, known, questions);
    }
    return out;
}

}  // namespace

void add_apply_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/apply", [](const visit& by) {
        return go_to(by.at("/apply/" + std::string{apply_steps().front().name}));
    });
    add_send_pages(to, all);
    add_drop_pages(to, all);
    add_page(to, all, "GET", "/apply/{step}", get_step);
    add_page(to, all, "POST", "/apply/{step}", post_step);
}

}  // namespace host
