#pragma once

#include <acikkapi/petition.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// Rules are tested as stories: given what has happened, when somebody wishes something, then these
// events follow or the wish is refused.
namespace acikkapi::stories {

using namespace std::chrono_literals;

/// 2 March 2026, a Monday, 09:00 in Istanbul, far from every holiday.
inline constexpr instant monday =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{6};

inline constexpr stream_id this_stream{7};
inline constexpr stream_id other_stream{8};
inline constexpr std::uint64_t this_serial = 48'213'975;

/// A step of what has happened: a command that must be accepted, an event taken as it is, the
/// instant from which or the actor by whom the next steps happen.
using step = std::variant<command, event, instant, actor>;
using steps = std::vector<step>;

/// What came of a wish.
class outcome_of_wish {
public:
    outcome_of_wish(result<std::vector<event>> facts, application before, context about);

    /// Exactly these events follow, and they can be folded.
    outcome_of_wish then(const std::vector<event>& expected) const;
    /// The wish is accepted and changes nothing.
    void then_nothing() const { static_cast<void>(then({})); }
    void refused(errc expected) const;

    /// The only event that follows, which must be a `Fact`.
    template <class Fact>
    [[nodiscard]] Fact only() const
    {
        const std::vector<event> facts = accepted();
        const Fact* fact = facts.size() == 1 ? std::get_if<Fact>(&facts.front()) : nullptr;
        return fact != nullptr ? *fact : (fail("is not the one event expected"), Fact{});
    }

    [[nodiscard]] std::vector<event> accepted() const;
    /// The state after the events.
    [[nodiscard]] application after() const;
    /// The letters of all the events, in their order.
    [[nodiscard]] std::vector<letter> letters() const;
    [[nodiscard]] error_code error() const;

private:
    void fail(std::string_view why) const;

    result<std::vector<event>> facts_;
    application before_;
    context about_;
};

class story {
public:
    explicit story(petition rules = petition{});

    story& with(const steps& happened);
    story& at(instant now);
    story& by(std::string_view who);
    story& via(const channel& how);
    story& historical();
    story& numbered(std::uint64_t serial);
    /// So many events have happened, whatever they were.
    story& after(version events);
    /// So many of them were commands with a key, or are refusals of such.
    story& with_keys(std::size_t count);
    /// Goes on from a state that no story reaches.
    story& from(application state);

    [[nodiscard]] outcome_of_wish when(const command& wish) const;
    [[nodiscard]] const application& state() const { return state_; }
    [[nodiscard]] const context& about() const { return about_; }
    [[nodiscard]] const petition& rules() const { return rules_; }

private:
    void take(const command& wish);
    void take(const event& fact);
    void take(instant now) { about_.now = now; }
    void take(const actor& who) { about_.by = who; }

    petition rules_;
    application state_;
    context about_;
};

[[nodiscard]] inline story given(const steps& happened)
{
    story told;
    told.with(happened);
    return told;
}

[[nodiscard]] inline story given(application state)
{
    story told;
    told.from(std::move(state));
    return told;
}

[[nodiscard]] inline story given(const petition& rules, const steps& happened)
{
    story told{rules};
    told.with(happened);
    return told;
}

/// Names of events, for messages: an event may hold personal data and is never printed.
[[nodiscard]] std::string names_of(const std::vector<event>& facts);

[[nodiscard]] inline actor who(std::string_view name)
{
    return actor::parse(name).value();
}

[[nodiscard]] inline unit_id unit(std::string_view digits)
{
    return unit_id::parse(digits).value();
}

}  // namespace acikkapi::stories
