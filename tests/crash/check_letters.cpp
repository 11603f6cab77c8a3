// Letters that were handed over, held against the journal.
#include "crash/check.hpp"

#include <charconv>
#include <set>

namespace crash {
namespace {

struct letter_key {
    position cause{};
    std::uint32_t index = 0;
    friend auto operator<=>(const letter_key&, const letter_key&) = default;
    [[nodiscard]] std::string str() const
    {
        return "letter " + std::to_string(number_of(cause)) + "-" + std::to_string(index);
    }
};

letter_key parse(const std::string& id)
{
    letter_key out;
    std::uint64_t cause = 0;
    const auto* const end = id.data() + id.size();
    const auto rest = std::from_chars(id.data(), end, cause);
    if (rest.ptr != end) {
        std::from_chars(rest.ptr + 1, end, out.index);
    }
    out.cause = position{cause};
    return out;
}

/// All that adapters said of each letter.
std::map<letter_key, std::set<delivery>> said_of(const std::vector<handed>& letters)
{
    std::map<letter_key, std::set<delivery>> out;
    for (const auto& one : letters) {
        if (one.how) {
            out[parse(one.id)].insert(*one.how);
        }
    }
    return out;
}

/// @see evened::settle
delivery outcome_of(const record& one)
{
    if (one.kind == record_kind::refusal) {
        return delivery::rejected;
    }
    const auto fact = std::stoll(one.payload.clear) - evened::told_mark;
    return fact == 0 ? delivery::sent : static_cast<delivery>(fact - 1);
}

std::string check_handed(
    const handed& one,
    const std::vector<record>& journal,
    const std::map<letter_key, position>& outcomes,
    bool now,
    position before)
{
    const auto key = parse(one.id);
    const auto place = number_of(key.cause);
    if (place == 0 || place > journal.size()) {
        return "letter " + one.id + ": its event is not in the journal";
    }
    const auto& cause = journal[place - 1];
    if (cause.stream != one.stream || key.index >= cause.letters.size() ||
        !(cause.letters[key.index] == one.what)) {
        return "letter " + one.id + ": not one of its event";
    }
    const auto outcome = outcomes.find(key);
    if (now && outcome != outcomes.end() && outcome->second <= before) {
        return "letter " + one.id + ": handed over again after its outcome was on record";
    }
    return {};
}

}  // namespace

std::string check_letters(const outside& world, const std::vector<record>& journal, position before)
{
    const auto said = said_of(world.letters());
    std::map<letter_key, position> outcomes;
    for (const auto& one : journal) {
        if (!one.caused_by.letter) {
            continue;
        }
        const letter_key key{one.caused_by.cause, one.caused_by.index};
        if (!outcomes.emplace(key, one.at).second) {
            return key.str() + ": a second outcome";
        }
        const auto found = said.find(key);
        if (found == said.end() || !found->second.contains(outcome_of(one))) {
            return key.str() + ": what is on record is not what the adapter said";
        }
    }
    for (const auto& one : world.letters()) {
        const bool now = one.boot == world.boots;
        if (auto wrong = check_handed(one, journal, outcomes, now, before); !wrong.empty()) {
            return wrong;
        }
    }
    return {};
}

}  // namespace crash
