#include "support/given.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

namespace acikkapi::stories {

std::string names_of(const std::vector<event>& facts)
{
    std::string names;
    for (const event& fact : facts) {
        names += names.empty() ? "" : ", ";
        names += petition::type_name(static_cast<std::uint16_t>(fact.index() + 1));
    }
    return names.empty() ? "nothing" : names;
}

outcome_of_wish::outcome_of_wish(
    result<std::vector<event>> facts, application before, context about)
    : facts_(std::move(facts)), before_(std::move(before)), about_(std::move(about))
{}

void outcome_of_wish::fail(std::string_view why) const
{
    const std::string what = facts_ ? names_of(*facts_) : "a refusal: " + facts_.error().message();
    BOOST_TEST_ERROR("what follows (" << what << ") " << why);
}

outcome_of_wish outcome_of_wish::then(const std::vector<event>& expected) const
{
    if (!facts_ || names_of(*facts_) != names_of(expected)) {
        fail("should be " + names_of(expected));
        return *this;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto type = static_cast<std::uint16_t>(expected[i].index() + 1);
        BOOST_TEST(((*facts_)[i] == expected[i]), petition::type_name(type) << " has other values");
    }
    static_cast<void>(after());
    return *this;
}

void outcome_of_wish::refused(errc expected) const
{
    const std::string what = facts_ ? names_of(*facts_) : "a refusal: " + facts_.error().message();
    BOOST_TEST(
        (!facts_ && facts_.error() == expected),
        "what follows (" << what
                         << ") should be a refusal: " << make_error_code(expected).message());
}

std::vector<event> outcome_of_wish::accepted() const
{
    if (!facts_) {
        fail("should be accepted");
        return {};
    }
    return *facts_;
}

application outcome_of_wish::after() const
{
    application state = before_;
    for (const event& fact : accepted()) {
        const auto next = petition::evolve(state, fact);
        if (!next) {
            fail("cannot be folded");
            return state;
        }
        state = *next;
    }
    return state;
}

std::vector<letter> outcome_of_wish::letters() const
{
    std::vector<letter> all;
    application state = before_;
    for (const event& fact : accepted()) {
        const auto next = petition::evolve(state, fact);
        if (!next) {
            fail("cannot be folded");
            break;
        }
        for (letter& one : petition::react(state, fact, *next, about_)) {
            all.push_back(std::move(one));
        }
        state = *next;
    }
    return all;
}

error_code outcome_of_wish::error() const
{
    return facts_ ? error_code{} : facts_.error();
}

story::story(petition rules) : rules_(std::move(rules))
{
    about_.now = monday;
    about_.stream = this_stream;
    about_.serial = this_serial;
    about_.by = who("officer:1");
    about_.via = channels::desk();
}

story& story::with(const steps& happened)
{
    for (const step& one : happened) {
        std::visit([this](const auto& value) { take(value); }, one);
    }
    return *this;
}

story& story::at(instant now)
{
    about_.now = now;
    return *this;
}

story& story::by(std::string_view name)
{
    about_.by = who(name);
    return *this;
}

story& story::via(const channel& how)
{
    about_.via = how;
    return *this;
}

story& story::after(version events)
{
    about_.at = events;
    return *this;
}

story& story::with_keys(std::size_t count)
{
    about_.keys = count;
    return *this;
}

story& story::historical()
{
    about_.historical = true;
    return *this;
}

story& story::numbered(std::uint64_t serial)
{
    about_.serial = serial;
    return *this;
}

story& story::from(application state)
{
    state_ = std::move(state);
    return *this;
}

outcome_of_wish story::when(const command& wish) const
{
    return {rules_.decide(state_, wish, about_), state_, about_};
}

void story::take(const command& wish)
{
    for (const event& fact : when(wish).accepted()) {
        take(fact);
    }
}

void story::take(const event& fact)
{
    const auto next = petition::evolve(state_, fact);
    BOOST_TEST_REQUIRE(next.has_value(), "the story cannot have happened: " << names_of({fact}));
    state_ = *next;
    ++about_.at;
}

}  // namespace acikkapi::stories
