#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/code_log_in.hpp"
#include "host/cookies.hpp"
#include "host/directory.hpp"
#include "host/limits.hpp"
#include "host/pages/feed_fold.hpp"
#include "host/pages/figures_of_city.hpp"
#include "host/pages/form.hpp"
#include "host/pages/site.hpp"
#include "host/registration_limits.hpp"
#include "host/router.hpp"
#include "host/session.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace host {

struct news_desk;
class watched_cases;
using city_watch = feed_fold<figures_of_city>;
using case_watch = feed_fold<watched_cases>;

/// All that pages are served with. @par Lifetime  Of all references: outlives the router's last request.
struct page_services {
    acikkapi::engine<acikkapi::petition>& desk;
    const site& look;
    const cookies& jar;
    const sessions& who;
    const directory& where;
    code_guard& guard;
    code_log_in& codes;
    acikkapi::asio::any_io_executor blocking;
    std::function<moment()> now;
    city_watch& city;
    news_desk& news;
    case_watch& watch;
    registration_limits& registering;
    std::function<void(const std::string&)> log;  ///< Is given a line of it; from any thread.
};

/// Somebody asks for a page, in a language, and has perhaps shown who he is.
struct visit {
    const page_services& all;
    const call& got;
    language speaks = language::turkish;
    std::optional<session> who{};

    [[nodiscard]] std::string text(std::string_view key) const
    {
        return std::string{all.look.text(speaks, key)};
    }
    /// An address of ours in his language: `/tr` and what is given.
    [[nodiscard]] std::string at(std::string_view path) const
    {
        return "/" + std::string{code_of(speaks)} + std::string{path};
    }
    /// The frame of a page at this address.
    /// @param title  Key of a text.
    [[nodiscard]] frame framed(std::string_view title) const;
    [[nodiscard]] response tell(const problem& what) const { return all.look.tell(speaks, what); }
};

/// A visit that outlives the call, for what waits for the engine. The body, which may be large, has been read.
struct kept_visit {
    explicit kept_visit(const visit& from)
        : got{{from.got.asked.method,
               from.got.asked.path,
               from.got.asked.query,
               from.got.asked.headers,
               {},
               from.got.asked.peer},
              from.got.parts},
          by{from.all, got, from.speaks, from.who}
    {}
    kept_visit(const kept_visit&) = delete;
    kept_visit& operator=(const kept_visit&) = delete;

    call got;
    visit by;
};

using page = std::function<response(const visit&)>;
/// One that waits for the engine: answers later.
using slow_page = std::function<void(const visit&, const answer&)>;

/// Adds a page below each language: `/follow` is `/tr/follow`, `/en/follow`, `/ar/follow`. `got.parts` begins
/// behind the language. What changes something and does not come from a page of ours is refused; a session
/// goes on as long as its browser asks.
void add_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const page& shows);
void add_slow_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows);

/// One that a page asks for by itself: no session goes on because of it.
void add_silent_page(
    router& to,
    const page_services& all,
    const std::string& method,
    const std::string& path,
    const slow_page& shows);

/// An application of which somebody is the holder.
struct held {
    acikkapi::application_number number;
    acikkapi::stream_id stream = acikkapi::no_stream;
    acikkapi::viewer as{};
    acikkapi::found<acikkapi::application> now{};
    bool by_phone = false;  ///< He came by a code to its phone, and is not shown the lookup code.
};

/// The application whose number is the first part of the address.
/// @return The problem of who is not its holder, the same whether there is such an application or not; also of who
///     came by a phone that does not stand in it any more, or that a stranger has answered.
[[nodiscard]] reply<held> held_application(const visit& by);

/// Whether the workflow would take it now: nothing is offered that would be refused.
[[nodiscard]] bool possible(const held& what, const acikkapi::command& wish);

/// Adds what every form of a session has that changes something: its token, and a key by which it is done once.
/// @param action  As of `csrf_token`.
void add_token(const visit& by, filling& with, std::string_view action);

/// A page with one form.
struct question_page {
    frame around;              ///< Its status is 422 where an answer is wrong.
    std::string address;       ///< Where the form is sent.
    std::string name;          ///< Of the form, for scripts and tests.
    std::string go;            ///< On its button.
    std::string caption = {};  ///< What it is about: a number. Empty: nothing.
    filling with = {};         ///< What else is in it: `add_hidden`.
};
/// Several questions have the page's title above them; one question is it.
[[nodiscard]] response
show_questions(const visit& by, question_page what, const std::vector<control>& questions);

/// Gives a command to the engine and answers with the page of `then`, or with what is wrong.
void submit_and_go(
    const visit& by,
    acikkapi::request<acikkapi::petition> wish,
    std::function<response(const acikkapi::receipt&)> then,
    const answer& done);

/// Origin of what a citizen does by these pages.
[[nodiscard]] acikkapi::origin citizen_origin(std::string code = {});

}  // namespace host
