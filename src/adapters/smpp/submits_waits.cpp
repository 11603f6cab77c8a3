// How long letters wait: for their turn, for an answer, for the end of a pause.
#include "adapters/smpp/submits.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters::smpp {

void submits::fail_written(const written_part& which, const std::string& why)
{
    auto& letter = letters_.at(which.ticket);
    letter.parts[which.part] = part_state::waiting;
    letter.fail(no_answer(why));
}

std::vector<settled_letter> submits::lost(instant now)
{
    for (const auto& [sequence, part] : written_) {
        fail_written(part, "the connection broke before the answer");
    }
    written_.clear();
    return overdue(now, "no connection");
}

std::vector<settled_letter> submits::overdue(instant now, const std::string& trouble)
{
    for (auto at = written_.begin(); at != written_.end();) {
        const auto part = *at;
        const bool late = part.second.deadline <= now;
        at = late ? written_.erase(at) : std::next(at);
        if (late) {
            fail_written(part.second, "no answer in time");
        }
    }
    std::vector<settled_letter> out;
    for (auto at = letters_.begin(); at != letters_.end();) {
        const auto letter = at++;
        const bool waits = !letter->second.has(part_state::written);
        if (auto done = settle_if_done(letter)) {
            out.push_back(*std::move(done));
        } else if (waits && letter->second.deadline <= now) {
            out.push_back(settle(letter, too_long(letter->second, now, trouble)));
        }
    }
    return out;
}

hand_result
submits::too_long(const letter_state& letter, instant now, const std::string& trouble) const
{
    const bool pauses = now < paused_until_;
    const std::string bound_trouble{pauses ? no_room : "its turn did not come"};
    const auto& why = trouble.empty() ? bound_trouble : trouble;
    if (letter.has(part_state::taken)) {
        return only_some_parts(why);
    }
    return pauses ? hand_result::later(paused_until_, no_room) : hand_result{std::nullopt, why};
}

std::vector<settled_letter> submits::stop(instant now)
{
    stopped_ = true;
    for (auto& [ticket, letter] : letters_) {
        if (letter.has(part_state::waiting)) {
            letter.fail({std::nullopt, "stopped"});
        }
    }
    return overdue(now, "stopped");
}

std::optional<instant> submits::next_time(instant now) const
{
    std::optional<instant> out;
    const auto sooner = [&out](instant when) { out = std::min(out.value_or(when), when); };
    for (const auto& [sequence, part] : written_) {
        sooner(part.deadline);
    }
    bool waits = false;
    for (const auto& [ticket, letter] : letters_) {
        if (!letter.has(part_state::written)) {
            waits = true;
            sooner(letter.deadline);
        }
    }
    if (waits && now < paused_until_) {
        sooner(paused_until_);
    }
    return out;
}

}  // namespace acikkapi::adapters::smpp
