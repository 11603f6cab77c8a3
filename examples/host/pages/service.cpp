#include "host/pages/contact.hpp"
#include "host/pages/service.hpp"
#include "host/secrets.hpp"

#include <boost/asio/bind_executor.hpp>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view anywhere = "/{language}";

bool changes_something(const request& asked)
{
    return asked.method != "GET" && asked.method != "HEAD";
}

void renew(const visit& by, response& out)
{
    // Not where the page itself has just set or ended one.
    const bool set = std::any_of(out.headers.begin(), out.headers.end(), [](const auto& one) {
        return one.first == "Set-Cookie" && one.second.find("session=") != one.second.npos;
    });
    if (by.who && !set) {
        if (const auto again = by.all.who.renewed(*by.who)) {
            out.headers.emplace_back("Set-Cookie", *again);
        }
    }
}

/// Whether the phone by which he came still stands in it, and no stranger has answered it: what a code has opened is
/// not open for good.
bool is_still_reached(const session& who, const application_number& number, const application& now)
{
    const auto mobile = phone::parse(contact_of(now.contact).mobile);
    return mobile && !now.phone_suspect && came_by(who, number, *mobile);
}

}  // namespace

frame visit::framed(std::string_view title) const
{
    frame out;
    out.speaks = speaks;
    out.path = got.asked.path.substr(std::min<std::size_t>(3, got.asked.path.size()));
    if (!changes_something(got.asked) && !got.asked.query.empty()) {
        out.path += "?" + got.asked.query;  // The same page in another language shows the same.
    }
    out.title = text(title);
    if (who && !who->holds.empty()) {
        // Also a citizen can log out, of each page: his machine may be anybody's.
        out.who = signed_in_as{who->holds.front().number.str(), csrf_token(*who, "log-out")};
    }
    return out;
}

void add_silent_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows)
{
    to.add(method, std::string{anywhere} + path, [&all, shows](call got, const answer& done) {
        const auto speaks = language_of(got.parts.front());
        got.parts.erase(got.parts.begin());
        const visit by{all, got, speaks.value_or(language::turkish), all.who.read(got.asked)};
        if (!speaks) {
            return done(by.tell({404, "not_found", ""}));
        }
        if (changes_something(got.asked) && !is_same_origin(got.asked, all.jar.tls())) {
            return done(by.tell({403, "foreign_form", ""}));
        }
        shows(by, done);
    });
}

void add_slow_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows)
{
    add_silent_page(to, all, method, path, [&all, shows](const visit& by, const answer& done) {
        shows(by, [by_whom = by.who, &all, done](response out) {
            const call none;
            renew({all, none, language::turkish, by_whom}, out);
            done(std::move(out));
        });
    });
}

void add_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const page& shows)
{
    add_slow_page(
        to, all, method, path, [shows](const visit& by, const answer& done) { done(shows(by)); });
}

reply<held> held_application(const visit& by)
{
    const auto number = application_number::parse(by.got.parts.front());
    const auto* const shown = number && by.who ? find_holding(*by.who, *number) : nullptr;
    if (shown == nullptr) {
        return problem{404, "not_shown", "nobody has shown here that it is his"};
    }
    held out{*number, by.all.desk.stream_of(number->serial())};
    out.by_phone = !shown->phone_mark.empty();
    out.as = viewer{
        actor::parse("citizen").value(), channels::web(), by.all.desk.lookup_code(out.stream)};
    auto now = by.all.desk.views(out.as).find(out.stream);
    if (!now) {
        return problem_of(now.error());
    }
    // A number with the right serial and another year or province is none.
    if (now->state.number != *number) {
        return problem{404, "not_shown", "there is no such application"};
    }
    if (out.by_phone && !is_still_reached(*by.who, *number, now->state)) {
        return problem{404, "not_shown", "the phone by which it was shown is another's"};
    }
    out.now = *std::move(now);
    return out;
}

bool possible(const held& what, const command& wish)
{
    context about;
    about.now = std::chrono::time_point_cast<instant::duration>(std::chrono::system_clock::now());
    about.stream = what.stream;
    about.at = what.now.version;
    about.by = what.as.by;
    about.via = what.as.via;
    static const auto rules =
        petition::with(petition_rules::acting()).value();  // As the engine has them.
    const auto events = rules.decide(what.now.state, wish, about);
    return events && !events->empty();
}

void submit_and_go(
    const visit& by,
    acikkapi::request<petition> wish,
    std::function<response(const receipt&)> then,
    const answer& done)
{
    const auto* const all = &by.all;
    by.all.desk.async_submit(
        std::move(wish),
        asio::bind_executor(
            by.all.blocking,
            [all, speaks = by.speaks, then = std::move(then), done](
                error_code bad, const receipt& what) {
                done(bad ? all->look.tell(speaks, problem_of(bad)) : then(what));
            }));
}

void add_token(const visit& by, filling& with, std::string_view action)
{
    add_hidden(with, "csrf", csrf_token(*by.who, action));
    add_hidden(with, "key", base64url(random_bytes(24)));
}

response show_questions(const visit& by, question_page what, const std::vector<control>& questions)
{
    auto& with = what.with;
    add_controls(with, questions);
    if (!with.sections["ERRORS"].empty()) {
        what.around.status = 422;
    }
    with.set("ACTION", what.address).set("FORM", what.name).set("GO", what.go);
    if (!what.caption.empty()) {
        with.add("CAPTION").set("CAPTION_TEXT", what.caption);
    }
    if (questions.size() > 1) {
        with.add("HEADING").set("HEADING_TEXT", what.around.title);
    }
    return by.all.look.show(what.around, "question.html", std::move(with));
}

origin citizen_origin(std::string code)
{
    origin out;
    out.by = actor::parse("citizen").value();
    out.via = channels::web();
    out.on = authority::parse("law-3071").value();
    out.code = std::move(code);
    return out;
}

}  // namespace host
