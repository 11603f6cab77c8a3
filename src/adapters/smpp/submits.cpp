#include "adapters/smpp/status.hpp"
#include "adapters/smpp/submits.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

namespace acikkapi::adapters::smpp {
namespace {

constexpr std::uint8_t has_header = 0x40;

/// A time from now, as 7.1.1 of the specification has it.
std::string validity_of(std::chrono::hours span)
{
    if (span.count() == 0) {
        return {};
    }
    std::array<char, 32> out{};
    const auto hours = static_cast<unsigned>(span.count());
    static_cast<void>(
        std::snprintf(out.data(), out.size(), "0000%02u%02u0000000R", hours / 24, hours % 24));
    return out.data();
}

std::string printable(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char one) { return one <= ' ' || one > '~'; }, '?');
    return text;
}

std::uint32_t price_of(std::size_t parts, std::uint32_t each)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(most, std::uint64_t{each} * parts));
}

/// The more there is to it, the less another part can change.
int weight(const hand_result& failure)
{
    return failure.settled == delivery::rejected ? 2 : failure.settled ? 1 : 0;
}

settled_letter refused(const outgoing& what, hand_result how)
{
    how.means = "sms";
    return {what.ticket, what.letter_id, std::move(how), {}};
}

}  // namespace

bool submits::letter_state::has(part_state any) const
{
    return std::find(parts.begin(), parts.end(), any) != parts.end();
}

/// The answers come in any order: what one part has decided, trouble with another does not undo.
void submits::letter_state::fail(hand_result how)
{
    if (!failed || weight(*failed) < weight(how)) {
        failed = std::move(how);
    }
}

submits::submits(const smpp_options& options)
    : options_(options), validity_(validity_of(options.validity))
{}

std::optional<settled_letter> submits::add(outgoing what, instant now)
{
    if (stopped_) {
        return refused(what, {std::nullopt, "stopped"});
    }
    if (letters_.size() >= options_.queue_max) {
        const auto when = std::max(now + options_.times.throttle, paused_until_);
        return refused(what, hand_result::later(when, "the queue is full"));
    }
    letter_state letter;
    letter.parts.resize(what.text.parts.size(), part_state::waiting);
    letter.ids.resize(letter.parts.size());
    letter.deadline = now + options_.times.queue;
    letter.what = std::move(what);
    letters_.emplace(letter.what.ticket, std::move(letter));
    return std::nullopt;
}

std::optional<pdu> submits::next(sequence_numbers& numbers, instant now)
{
    if (written_.size() >= options_.window || now < paused_until_) {
        return std::nullopt;
    }
    for (auto& [ticket, letter] : letters_) {
        const auto part = std::find(letter.parts.begin(), letter.parts.end(), part_state::waiting);
        if (letter.failed || part == letter.parts.end()) {
            continue;
        }
        *part = part_state::written;
        const auto index = static_cast<std::size_t>(part - letter.parts.begin());
        const auto sequence = numbers.next();
        written_[sequence] = {ticket, index, now + options_.times.response};
        return pdu{command::submit_sm, 0, sequence, body_of(letter, index)};
    }
    return std::nullopt;
}

message_body submits::body_of(const letter_state& letter, std::size_t part) const
{
    const auto& from = letter.what.text.parts[part];
    message_body out;
    out.service_type = options_.service_type;
    out.from = {options_.source_kind.type, options_.source_kind.plan, options_.source};
    out.to = {options_.destination_kind.type, options_.destination_kind.plan, letter.what.digits};
    out.esm_class = from.has_header ? has_header : 0;
    out.validity_period = validity_;
    out.registered_delivery = options_.registered_delivery;
    out.data_coding = from.data_coding;
    out.octets = from.octets;
    return out;
}

std::optional<settled_letter>
submits::answered(const pdu& answer, const std::optional<std::string>& id, instant now)
{
    const auto found = written_.find(answer.sequence);
    if (found == written_.end()) {
        return std::nullopt;  // Too late, or of something else.
    }
    const auto [ticket, part, deadline] = found->second;
    written_.erase(found);
    const auto letter = letters_.find(ticket);
    letter->second.parts[part] = part_state::waiting;
    if (answer.status == status_ok && !id) {
        letter->second.fail(no_answer("an answer that cannot be read"));
    } else {
        letter->second.ids[part] = id.value_or("");
        judge(letter->second, part, answer, now);
    }
    return settle_if_done(letter);
}

void submits::judge(letter_state& letter, std::size_t part, const pdu& answer, instant now)
{
    switch (verdict_of(answer.status)) {
    case verdict::accepted:
        letter.parts[part] = part_state::taken;
        // The next one has its own turn. Half a letter is worse than a late one, so a pause does not cut it short.
        letter.deadline = now + options_.times.queue + options_.times.throttle_max;
        pause_ = {};
        break;
    case verdict::throttled:
        letter.put_off = true;
        throttle(now);
        break;
    case verdict::rejected: letter.fail({delivery::rejected, status_name(answer.status)}); break;
    case verdict::again: letter.fail({std::nullopt, status_name(answer.status)}); break;
    }
}

/// All of a window may be told the same at once: that is one pause.
void submits::throttle(instant now)
{
    if (now < paused_until_) {
        return;
    }
    pause_ = std::clamp(2 * pause_, options_.times.throttle, options_.times.throttle_max);
    paused_until_ = now + pause_;
}

hand_result submits::no_answer(const std::string& why) const
{
    return {options_.resend_unknown ? std::nullopt : std::optional{delivery::unknown}, why};
}

hand_result submits::only_some_parts(const std::string& why) const
{
    return no_answer("only some parts: " + why);
}

/// @return Nothing as long as an answer is missing or a part can still be written.
std::optional<hand_result> submits::outcome_of(const letter_state& letter) const
{
    if (letter.has(part_state::written)) {
        return std::nullopt;
    }
    if (letter.failed) {
        // Once a part is taken, all of it again would be a part twice.
        const bool again = !letter.failed->settled;
        return again && letter.has(part_state::taken) ? only_some_parts(letter.failed->detail)
                                                      : *letter.failed;
    }
    if (!letter.has(part_state::waiting)) {
        return sent(letter);
    }
    // Nobody has anything of it yet: the queue has its own time for it.
    if (letter.put_off && !letter.has(part_state::taken)) {
        return hand_result::later(paused_until_, no_room);
    }
    return stopped_ ? std::optional{only_some_parts("stopped")} : std::nullopt;
}

hand_result submits::sent(const letter_state& letter) const
{
    const auto parts = letter.parts.size();
    hand_result out{
        delivery::sent,
        "id=" + printable(letter.ids.front()) + " parts=" + std::to_string(parts) +
            " alphabet=" + std::string{name_of(letter.what.text.alphabet)}};
    out.cost = {static_cast<std::uint16_t>(parts), price_of(parts, options_.price_per_part)};
    return out;
}

std::optional<settled_letter> submits::settle_if_done(letters::iterator letter)
{
    auto how = outcome_of(letter->second);
    return how ? std::optional{settle(letter, *std::move(how))} : std::nullopt;
}

settled_letter submits::settle(letters::iterator letter, hand_result how)
{
    how.means = "sms";
    settled_letter out{letter->first, letter->second.what.letter_id, std::move(how), {}};
    if (out.how.settled == delivery::sent) {
        out.message_ids = std::move(letter->second.ids);
    }
    letters_.erase(letter);
    return out;
}

}  // namespace acikkapi::adapters::smpp
