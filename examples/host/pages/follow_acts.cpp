// What the holder of an application can do with it, each with a page of its own.
#include "host/pages/follow.hpp"
#include "host/pages/session_over.hpp"
#include "host/secrets.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;

constexpr std::string_view form_of_acts = "citizen-act";

/// What a holder may want to do, each with a page of its own.
struct act_page {
    std::string_view name;
    std::vector<control> (*ask)(const visit&);
    std::optional<command> (*read)(const form&);
    command (*sample)();  ///< For asking the workflow whether it is to be offered at all.
};

std::vector<control> one_text(const visit& by, std::string_view name, bool required)
{
    control out;
    out.what = shape::text;
    out.name = required ? "text" : "comment";
    out.label = by.text("act." + std::string{name});
    out.hint = by.text("act." + std::string{name} + ".hint");
    out.characters_max = 4'000;
    return {out};
}

std::vector<control> ask_rating(const visit& by)
{
    control score;
    score.what = shape::choice;
    score.name = "score";
    score.label = by.text("act.rate");
    for (const auto* const value : {"5", "4", "3", "2", "1"}) {
        score.options.push_back({value, by.text("act.rate." + std::string{value})});
    }
    control comment;
    comment.what = shape::text;
    comment.name = "comment";
    comment.label = by.text("act.rate.comment");
    comment.hint = by.text("act.rate.comment.hint");
    comment.characters_max = 1'000;
    control call;
    call.what = shape::tick;
    call.name = "may_call";
    call.label = by.text("act.rate.may_call");
    return {score, comment, call};
}

constexpr std::array act_pages{
    act_page{
        "reply",
        [](const visit& by) { return one_text(by, "reply", true); },
        [](const form& in) -> std::optional<command> {
            return in.get("text").empty() ? std::nullopt
                                          : std::optional<command>{commands::reply{in.get("text")}};
        },
        [] { return command{commands::reply{"?"}}; }},
    act_page{
        "object",
        [](const visit& by) { return one_text(by, "object", true); },
        [](const form& in) -> std::optional<command> {
            return in.get("text").empty()
                       ? std::nullopt
                       : std::optional<command>{commands::object{in.get("text")}};
        },
        [] { return command{commands::object{"?"}}; }},
    act_page{
        "rate",
        &ask_rating,
        [](const form& in) -> std::optional<command> {
            const auto score = in.get("score");
            if (score.size() != 1 || score[0] < '1' || score[0] > '5') {
                return std::nullopt;
            }
            return commands::rate{
                static_cast<std::uint8_t>(score[0] - '0'),
                in.get("comment"),
                !in.get("may_call").empty()};
        },
        [] {
            return command{commands::rate{3, {}, false}};
        }},
    act_page{
        "withdraw",
        [](const visit& by) { return one_text(by, "withdraw", false); },
        [](const form& in) -> std::optional<command> {
            return commands::withdraw{in.get("comment")};
        },
        [] { return command{commands::withdraw{}}; }}};

const act_page* find_act_page(std::string_view name)
{
    const auto* const at = std::find_if(
        act_pages.begin(), act_pages.end(), [name](const auto& one) { return one.name == name; });
    return at == act_pages.end() ? nullptr : at;
}

std::string action_of(const held& what, const act_page& act)
{
    return std::string{form_of_acts} + " " + std::string{act.name} + " " + what.number.str();
}

response show_act(
    const visit& by, const held& what, const act_page& act, const std::vector<control>& questions)
{
    const auto at = by.at("/applications/" + what.number.str());
    const auto key = "act." + std::string{act.name};
    question_page page{
        by.framed(key),
        at + "/" + std::string{act.name},
        "act",
        by.text(key + ".go"),
        what.number.str()};
    page.around.back = at;
    add_token(by, page.with, action_of(what, act));
    return show_questions(by, std::move(page), questions);
}

response get_act(const visit& by)
{
    const auto what = held_application(by);
    const auto* const act = find_act_page(by.got.parts.at(1));
    if (!what || act == nullptr) {
        return what ? by.tell({404, "not_found", ""}) : go_to(by.at("/follow"));
    }
    if (!possible(*what, act->sample())) {
        return by.tell({409, "illegal_transition", ""});
    }
    return show_act(by, *what, *act, act->ask(by));
}

/// A form that was sent, until the engine has answered.
struct sent {
    sent(const visit& by, held of, const act_page& which)
        : kept(by), what(std::move(of)), act(which), questions(which.ask(by))
    {}

    kept_visit kept;
    held what;
    const act_page& act;
    std::vector<control> questions;
};

/// Said beside it, and nothing that was typed is lost. A text that is too long is all that the engine finds in it.
response show_wrong(sent& given, const error_code& bad)
{
    const auto& by = given.kept.by;
    const auto text =
        std::find_if(given.questions.begin(), given.questions.end(), [](const control& one) {
            return one.what == shape::text;
        });
    if (bad != errc::bad_text || text == given.questions.end()) {
        return by.tell(problem_of(bad));
    }
    text->error = by.text("act.too_long");
    return show_act(by, given.what, given.act, given.questions);
}

/// Of this application alone: nobody else is given its receipt.
std::string key_of(const held& what, const form& given)
{
    constexpr std::size_t bytes_max = 100;
    auto key = given.get("key");
    if (key.empty() || key.size() > bytes_max) {
        key = base64url(random_bytes(24));
    }
    return "citizen page " + what.number.str() + " " + key;
}

void submit(const std::shared_ptr<sent>& given, acikkapi::request<petition> asked, answer done)
{
    const auto& by = given->kept.by;
    by.all.desk.async_submit(
        std::move(asked),
        asio::bind_executor(
            by.all.blocking,
            [given, done = std::move(done)](error_code bad, const receipt& /*what*/) {
                const auto at = "/applications/" + given->what.number.str() + "?done=1";
                done(bad ? show_wrong(*given, bad) : go_to(given->kept.by.at(at)));
            }));
}

void post_act(const visit& by, const answer& done)
{
    auto what = held_application(by);
    const auto* const act = find_act_page(by.got.parts.at(1));
    const auto in = form::read(by.got.asked);
    if (!what) {
        return done(not_his(by, what.error()));
    }
    if (act == nullptr || !in) {
        return done(by.tell(in ? problem{404, "not_found", ""} : in.error()));
    }
    if (!csrf_ok(*by.who, action_of(*what, *act), in->get("csrf"))) {
        return done(old_form(by));
    }
    const auto given = std::make_shared<sent>(by, *std::move(what), *act);
    for (auto& one : given->questions) {
        one.value = in->get(one.name);
    }
    auto wish = act->read(*in);
    if (!wish) {
        given->questions.front().error = by.text("act.missing");
        return done(show_act(by, given->what, *act, given->questions));
    }
    acikkapi::request<petition> asked;
    asked.wish = *std::move(wish);
    asked.from = citizen_origin(given->what.as.code);
    asked.stream = given->what.stream;
    asked.key = key_of(given->what, *in);  // Sent twice, it is done once, and told of as done.
    submit(given, std::move(asked), done);
}

}  // namespace

void add_citizen_acts(const visit& by, const held& what, filling& with)
{
    for (const auto& one : act_pages) {
        if (possible(what, one.sample())) {
            auto& out = with.add("ACT");
            out.set("ACT_NAME", by.text("act." + std::string{one.name} + ".go"));
            // What is waited for stands out; who looks on a phone sees little else at once.
            out.set("ACT_COLOUR", one.name == "reply" ? "" : " govuk-button--secondary");
            out.set(
                "ACT_AT",
                by.at("/applications/" + what.number.str() + "/" + std::string{one.name}));
        }
    }
}

void add_citizen_act_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/applications/{number}/{act}", get_act);
    add_slow_page(to, all, "POST", "/applications/{number}/{act}", post_act);
}

}  // namespace host
