#pragma once

#include "information_request/information_request.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Rules are tested as stories: given what has happened, when somebody wishes something, then these
// events follow or the wish is refused.
namespace information::test {

using namespace acikkapi;
using namespace std::chrono_literals;
using commands::period;

/// 2 March 2026, a Monday, 09:00 in Istanbul. The feast of 20 March is the only day off near it.
inline constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 6h;

/// 09:00 in Istanbul on a day of 2026.
inline constexpr instant morning(unsigned month, unsigned date)
{
    return std::chrono::sys_days{std::chrono::year{2026} / month / date} + 6h;
}

inline constexpr day date(unsigned month, unsigned number)
{
    return day{std::chrono::year{2026} / month / number};
}

inline const commands::request asking{
    province::from_plate(34).value(),
    "Ayşe Yılmaz",
    "Çınar Sokak 4, Beyoğlu",
    phone::parse("+905321234567").value(),
    "The minutes of the parks committee of 2025."};
inline const commands::extend extending{
    unit_id::parse("24301265").value(), "The archive has the minutes."};
inline const commands::ask_fee fee{12'500, 0, ""};
inline const commands::record_payment payment{};
inline const commands::answer giving{access::granted, ground::none, "Here they are."};
inline const commands::answer giving_part{access::partly, ground::privacy, "Without names."};
inline const commands::answer refusing{access::refused, ground::inquiry, "Not while it runs."};
inline const commands::object objecting{"The inquiry is over."};
inline const commands::rule board_agrees{true, "Access must be given."};
inline const commands::rule board_refuses{false, "The office is right."};
inline const commands::withdraw withdrawing{};
inline const commands::record_notice fee_told{notice::fee, delivery::delivered};
inline const commands::record_notice answer_told{notice::answer, delivery::delivered};
inline const commands::let_pass silence{period::office, 1};
inline const commands::let_pass unpaid{period::payment, 1};
inline const commands::let_pass objection_over{period::objection, 1};

/// A step of what has happened: a command that must be accepted, or the time of what follows.
using step = std::variant<command, instant>;

class story {
public:
    explicit story(const std::vector<step>& happened)
    {
        about_.now = monday;
        about_.stream = stream_id{7};
        about_.serial = 48'213'975;
        about_.by = actor::parse("board:3").value();
        about_.via = channels::web();
        for (const auto& one : happened) {
            std::visit([this](const auto& what) { take(what); }, one);
        }
    }

    story& at(instant now)
    {
        about_.now = now;
        return *this;
    }
    story& by(std::string_view who)
    {
        about_.by = actor::parse(who).value();
        return *this;
    }
    story& historical()
    {
        about_.historical = true;
        return *this;
    }

    [[nodiscard]] result<std::vector<event>> when(const command& wish) const
    {
        return rules_.decide(state_, wish, about_);
    }
    [[nodiscard]] error_code refused(const command& wish) const
    {
        const auto facts = when(wish);
        return facts ? error_code{} : facts.error();
    }
    /// The event of type `Fact` that must be all that follows.
    template <class Fact>
    [[nodiscard]] Fact fact(const command& wish) const
    {
        const auto facts = when(wish);
        const bool one = facts && facts->size() == 1;
        const auto* found = one ? std::get_if<Fact>(&facts->front()) : nullptr;
        BOOST_TEST_REQUIRE((found != nullptr), "another event or none");
        return *found;
    }
    [[nodiscard]] file after(const command& wish) const
    {
        const auto facts = when(wish);
        BOOST_TEST_REQUIRE(facts.has_value());
        const auto state = information_request::evolve(state_, facts->front());
        BOOST_TEST_REQUIRE(state.has_value());
        return *state;
    }
    [[nodiscard]] std::vector<letter> letters(const command& wish) const
    {
        return information_request::react(state_, when(wish)->front(), after(wish), about_);
    }
    [[nodiscard]] const file& state() const { return state_; }
    [[nodiscard]] std::optional<timer> planned() const { return earliest(rules_.timers(state_)); }

private:
    void take(instant now) { about_.now = now; }
    void take(const command& wish) { state_ = after(wish); }

    information_request rules_;
    file state_;
    context about_;
};

[[nodiscard]] inline story given(const std::vector<step>& happened)
{
    return story{happened};
}

}  // namespace information::test
