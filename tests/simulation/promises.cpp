#include "simulation/promises.hpp"

#include <algorithm>
#include <variant>

namespace simulation {
namespace {

bool same(const receipt& a, const receipt& b)
{
    return a.stream == b.stream && a.version == b.version && a.first == b.first && a.last == b.last;
}

/// What is refused before the rules are asked leaves no record.
bool is_recorded(error_code error)
{
    return error != errc::key_reused && error != errc::no_such_application;
}

/// A command that changes nothing leaves no trace. Given twice at once, it may be done, and after
/// somebody else's change be refused; the two answers come in any order.
bool changed(const std::vector<receipt>& receipts)
{
    return std::any_of(receipts.begin(), receipts.end(), [](const receipt& one) {
        return one.first != position{0};
    });
}

}  // namespace

std::string correlation_of(std::size_t number, std::size_t request)
{
    return "act-" + std::to_string(number) + '/' + std::to_string(request);
}

std::size_t promises::add(act one)
{
    for (std::size_t i = 0; i < one.what.requests.size(); ++i) {
        one.what.requests[i].from.correlation = correlation_of(acts_.size(), i);
    }
    acts_.push_back(std::move(one));
    return acts_.size() - 1;
}

void promises::answered(std::size_t number, error_code error, const std::vector<receipt>& receipts)
{
    act& on = at(number);
    --on.under_way;
    found_.note(
        "  told act-" + std::to_string(number) + ' ' +
        (error              ? error.message()
         : receipts.empty() ? "nothing"
                            : "done"));
    found_.expect(error != condition::corrupt, "G6: a sound store is never called corrupt", number);
    if (on.must_be && !on.uncertain) {
        found_.expect(
            error == *on.must_be || error == condition::unavailable ||
                error == errc::outcome_unknown,
            "G2: a key that was used for another wish is refused",
            number);
    }
    if (!error) {
        accepted(number, receipts);
    } else if (error == condition::rejected) {
        refused(number, error);
    } else if (error == errc::outcome_unknown) {
        on.uncertain = true;
    }
}

void promises::accepted(std::size_t number, const std::vector<receipt>& receipts)
{
    act& on = at(number);
    if (!found_.expect(
            receipts.size() == on.what.requests.size(),
            "G3: a receipt for every request",
            number)) {
        return;
    }
    found_.expect(
        !on.refused || !changed(receipts), "G5: nothing becomes done after it was refused", number);
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        check_receipt(number, i, receipts[i]);
        found_.expect(
            !on.done || same(receipts[i], (*on.done)[i]) || receipts[i].first == position{0},
            "G2: the same key gives the same receipt",
            number);
        found_.expect(
            !receipts[i].repeated || on.tries > 1, "G2: what is new is not repeated", number);
        found_.expect(
            receipts[i].repeated || !on.told_new || receipts[i].first == position{0},
            "G2: what was done is not done again",
            number);
    }
    on.told_new = on.told_new || !receipts.front().repeated;
    on.done = receipts;
    on.answered = true;
}

void promises::check_receipt(std::size_t number, std::size_t request, const receipt& said)
{
    const auto* left = past_.find(correlation_of(number, request));
    if (said.first == position{0}) {
        found_.expect(left == nullptr || left->facts == 0, "G3: no event, no trace", number);
        return;
    }
    const auto& wish = at(number).what.requests[request];
    if (!found_.expect(
            left != nullptr && left->facts != 0,
            "G1: what is acknowledged is in the journal",
            number)) {
        return;
    }
    found_.expect(
        left->first == said.first && left->last == said.last && left->stream == said.stream &&
            left->before + left->facts == said.version &&
            (wish.stream == no_stream || wish.stream == said.stream),
        "G1: a receipt names the records of its wish",
        number);
    found_.expect(
        !wish.expected || *wish.expected == left->before,
        "G4: a version conflict is an error",
        number);
    for (const auto& one : at(number).what.unchanged) {
        found_.expect(
            past_.version_before(one.stream, said.first) == one.version,
            "G4: what a batch looked at stood as it says",
            number);
    }
    check_submitted(wish, said);
}

void promises::check_submitted(const request<petition>& wish, const receipt& said)
{
    const auto* submit = std::get_if<commands::submit>(&wish.wish);
    const auto* on = past_.find(said.stream);
    if (submit == nullptr || on == nullptr) {
        return;
    }
    const bool reachable = submit->applicant.mobile && !submit->anonymous;
    found_.expect(
        on->moved ||
            on->state.contact == (reachable ? submit->applicant.mobile->str() : std::string{}),
        "G9: an application has the number that its applicant gave",
        number_of(said.stream));
}

void promises::refused(std::size_t number, error_code error)
{
    act& on = at(number);
    found_.expect(
        !on.done || !changed(*on.done), "G2: what was acknowledged is not refused later", number);
    found_.expect(
        !on.refused || *on.refused == error, "G2: the same key gives the same answer", number);
    found_.expect(facts_of(number) == 0, "G3: what is refused leaves no event", number);
    const bool record = on.what.key && is_recorded(error);
    found_.expect(
        refusals_of(number) == (record ? 1 : 0),
        "G3: a refusal is on record if it has a key and the rules refused, else not",
        number);
    if (record) {
        const auto* left = past_.find(correlation_of(number, 0));
        found_.expect(
            left != nullptr && left->refused_with == error.value(),
            "G2: the refusal on record is the one that was told",
            number);
        on.refused = error;
    }
    on.answered = true;
}

void promises::lose_all()
{
    for (auto& one : acts_) {
        if (one.under_way > 0) {
            one.uncertain = true;
            one.under_way = 0;
        }
    }
}

bool promises::may_ask_again(std::size_t number) const
{
    const act& on = acts_.at(number);
    return on.what.key && !on.answered && on.under_way == 0;
}

void promises::check_all()
{
    for (std::size_t i = 0; i < acts_.size() && found_.ok(); ++i) {
        check_one(i);
    }
}

void promises::check_one(std::size_t number)
{
    const act& on = acts_[number];
    std::size_t parts = 0;
    for (std::size_t i = 0; i < on.what.requests.size(); ++i) {
        const auto* left = past_.find(correlation_of(number, i));
        parts += left != nullptr && left->facts != 0 ? 1 : 0;
        if (on.done) {
            check_receipt(number, i, (*on.done)[i]);
        }
    }
    found_.expect(
        parts == 0 || parts == on.what.requests.size(),
        "G3: a batch happens together or not at all",
        number);
    if (!on.answered && !on.uncertain) {
        found_.expect(
            facts_of(number) == 0, "G5: what was not taken on is not carried out", number);
    }
    found_.expect(on.under_way == 0, "G5: whoever gives a command is answered", number);
    found_.expect(
        !on.what.key || on.answered, "G5: asking again with the key tells what happened", number);
    if (on.answered && !on.done) {
        found_.expect(
            facts_of(number) == 0, "G5: nothing becomes done after it was refused", number);
    }
}

std::uint64_t promises::facts_of(std::size_t number) const
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < acts_[number].what.requests.size(); ++i) {
        const auto* left = past_.find(correlation_of(number, i));
        out += left != nullptr ? left->facts : 0;
    }
    return out;
}

std::uint64_t promises::refusals_of(std::size_t number) const
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < acts_[number].what.requests.size(); ++i) {
        const auto* left = past_.find(correlation_of(number, i));
        out += left != nullptr ? left->refusals : 0;
    }
    return out;
}

}  // namespace simulation
