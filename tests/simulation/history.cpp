#include "simulation/history.hpp"
#include "simulation/peers.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

namespace simulation {
namespace {

std::optional<letter_number> number_of_letter(std::string_view id)
{
    std::uint64_t cause = 0;
    std::uint32_t index = 0;
    const auto* const end = id.data() + id.size();
    const auto first = std::from_chars(id.data(), end, cause);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') {
        return std::nullopt;
    }
    const auto second = std::from_chars(first.ptr + 1, end, index);
    if (second.ec != std::errc{} || second.ptr != end) {
        return std::nullopt;
    }
    return letter_number{position{cause}, index};
}

}  // namespace

void history::begin_life()
{
    next_ = 1;
    for (auto& [number, one] : letters_) {
        one.under_way = false;
        one.attempts = 0;
    }
}

void history::take(const std::vector<record>& records, instant latest)
{
    for (const auto& one : records) {
        const auto at = number_of(one.at);
        found_.expect(at == next_, "G4: positions have no gap and no repeat", at);
        if (at <= records_.size()) {
            found_.expect(
                one == records_[static_cast<std::size_t>(at - 1)],
                "G1: a record that was durable is there after a restart, the same",
                at);
        } else {
            take_new(one, latest);
        }
        if (!found_.ok()) {
            return;
        }
        next_ = at + 1;
    }
}

void history::take_new(const record& one, instant latest)
{
    const auto at = number_of(one.at);
    file_of none;
    file_of& on = one.stream == no_stream ? none : files_[one.stream];
    found_.expect(
        one.recorded_at >= on.last_at, "G10: time does not go back in an application", at);
    found_.expect(one.recorded_at <= latest, "G10: no record is of a time that never was", at);
    add_traces(one, on.at);
    if (one.kind == record_kind::refusal) {
        found_.expect(one.version == on.at, "G4: a refusal is no version of its own", at);
        found_.expect(
            one.refused_with != 0 && one.letters.empty() && one.payload == encoded{},
            "G3: a refusal leaves nothing but its record",
            at);
        note(one, "refusal " + std::to_string(one.refused_with));
        settle(one, nullptr);
    } else {
        found_.expect(one.version == on.at + 1, "G4: versions of an application are dense", at);
        take_fact(one, on);
    }
    records_.push_back(one);
}

void history::take_fact(const record& one, file_of& on)
{
    const auto at = number_of(one.at);
    note(one, petition::type_name(one.payload.type));
    const auto fact = decode_event(view_of(one.payload));
    if (!found_.expect(fact.has_value(), "G11: an event of the journal can be read", at)) {
        return;
    }
    check_clocks(one, *fact, on.state);
    check_timers(one, *fact, on.state);
    auto after = petition::evolve(on.state, *fact);
    if (!found_.expect(after.has_value(), "G11: an event follows from those before it", at)) {
        return;
    }
    found_.expect(
        one.letters == petition::react(on.state, *fact, *after, {}),
        "G3: the letters of an event are in the journal with it",
        at);
    // That the address is another one now is told to that of before.
    const bool moved = std::holds_alternative<events::contact_changed>(*fact);
    const std::string told = moved ? on.state.contact : after->contact;
    for (const auto& letter : one.letters) {
        found_.expect(
            letter.adapter != "sms" || letter.recipient == told,
            "G9: no letter goes to another address than the applicant's",
            at);
    }
    auto known_by = std::move(on.known_by);
    if (!after->subject_key.empty()) {
        known_by.insert(after->subject_key);
    }
    on = {*std::move(after), one.version, one.recorded_at, on.moved || moved, std::move(known_by)};
    add_letters(one);
    settle(one, &*fact);
}

void history::note(const record& one, std::string_view what)
{
    std::string line = "  record " + std::to_string(number_of(one.at)) + " stream ";
    line += std::to_string(number_of(one.stream)) + " version " + std::to_string(one.version) + ' ';
    line.append(what).append(" by ").append(one.by.str()).append(" ").append(one.correlation);
    found_.note(line);
}

void history::add_traces(const record& one, acikkapi::version before)
{
    if (one.correlation.empty()) {
        return;
    }
    auto& on = traces_[one.correlation];
    if (one.kind == record_kind::refusal) {
        ++on.refusals;
        on.refused_with = one.refused_with;
        return;
    }
    if (on.facts++ == 0) {
        on.stream = one.stream;
        on.first = one.at;
        on.before = before;
    } else {
        found_.expect(
            number_of(one.at) == number_of(on.last) + 1 && one.stream == on.stream,
            "G2: a wish is carried out once",
            number_of(one.at));
    }
    on.last = one.at;
}

void history::add_letters(const record& one)
{
    for (std::uint32_t i = 0; i < one.letters.size(); ++i) {
        auto& on = letters_[{one.at, i}];
        on.what = one.letters[i];
        on.stream = one.stream;
        // A try that fails is the last if the next one would come too late.
        on.patience_ends = one.recorded_at + patience_.give_up_after - patience_.longest;
        on.clock_set = clock_set_;
        lanes_[{one.letters[i].adapter, one.stream}].push_back({one.at, i});
        ++unsettled_;
    }
}

/// @param fact  Nothing for a refusal.
void history::settle(const record& one, const event* fact)
{
    if (!one.caused_by.letter) {
        return;
    }
    const auto at = number_of(one.at);
    const auto found = letters_.find({one.caused_by.cause, one.caused_by.index});
    if (!found_.expect(
            found != letters_.end() && found->second.stream == one.stream,
            "G9: an outcome belongs to a letter of its application",
            at)) {
        return;
    }
    letter_file& on = found->second;
    if (on.settled) {
        hear(one, fact, on);
        return;
    }
    on.settled = one.at;
    --unsettled_;
    const auto* outcome = fact != nullptr ? std::get_if<events::notice_recorded>(fact) : nullptr;
    dead_ += outcome != nullptr && outcome->notice.how == delivery::dead ? 1 : 0;
    if (outcome != nullptr && outcome->notice.detail == word_of_receipt) {
        on.heard.insert(outcome->notice.how);  // The report settled it, not an answer.
    }
    found_.expect(
        outcome != nullptr && has_ground(one, outcome->notice, on),
        "G9: what is on record of a letter is what its peer said, or that it was given up",
        at);
}

bool history::has_ground(
    const record& one, const commands::record_notice& outcome, const letter_file& on) const
{
    if (on.said.contains(outcome.how)) {
        return true;
    }
    if (outcome.how == delivery::dead) {
        const auto doubt = clock_set_ - on.clock_set;
        return on.tried && one.recorded_at + doubt >= on.patience_ends;
    }
    // Its peer's answers were lost, and then it told of it by itself: the letter has arrived there.
    return outcome.how == delivery::sent && outcome.detail == "reported" && !on.reported.empty();
}

/// After a letter is settled: what its peer reports, once each.
void history::hear(const record& one, const event* fact, letter_file& on)
{
    const auto at = number_of(one.at);
    const auto& before = records_.back();
    // One outcome may be two events: what became of the letter, and that the applicant knows or whose task it is.
    if (fact != nullptr && (std::holds_alternative<events::notified>(*fact) ||
                            std::holds_alternative<events::assigned>(*fact))) {
        found_.expect(
            before.caused_by == one.caused_by && before.stream == one.stream,
            "G9: that the applicant knows, or whose task it is, follows from what became of his "
            "letter",
            at);
        return;
    }
    const auto* outcome = fact != nullptr ? std::get_if<events::notice_recorded>(fact) : nullptr;
    const bool refused = fact == nullptr && !on.reported.empty();
    found_.expect(
        refused || (outcome != nullptr && on.reported.contains(outcome->notice.how) &&
                    on.heard.insert(outcome->notice.how).second),
        "G9: a letter is settled once, and what is heard of it later is what was reported, once",
        at);
}

void history::handed_over(const hand_over& what, std::string_view adapter)
{
    const auto number = number_of_letter(what.id);
    const auto found = number ? letters_.find(*number) : letters_.end();
    if (!found_.expect(
            found != letters_.end(), "G9: no letter goes out before its event is committed")) {
        return;
    }
    letter_file& on = found->second;
    const auto at = number_of(number->first);
    found_.expect(
        on.what == what.what && on.what.adapter == adapter && on.stream == what.stream,
        "G9: the letter that goes out is the one in the journal",
        at);
    const application& about = files_.at(on.stream).state;
    found_.expect(
        on.what.reference == about.number.str(),
        "G9: no letter goes to another application's number",
        at);
    found_.expect(!on.settled, "G9: a letter that was settled does not go out again", at);
    found_.expect(!on.under_way, "G9: a letter is with its peer once at a time", at);
    found_.expect(
        what.attempt == on.attempts + 1, "G9: tries are numbered from 1 without a gap", at);
    for (const auto& before : lanes_.at({on.what.adapter, on.stream})) {
        if (before == *number) {
            break;
        }
        found_.expect(
            letters_.at(before).settled.has_value(),
            "G9: letters of an application to one hand keep their order",
            at);
    }
    on.under_way = true;
    on.tried = true;
    on.attempts = what.attempt;
}

void history::answered(const std::string& id, const hand_result& how)
{
    const auto number = number_of_letter(id);
    if (!number || !letters_.contains(*number)) {
        return;
    }
    letter_file& on = letters_.at(*number);
    on.under_way = false;
    if (how.settled) {
        on.said.insert(*how.settled);
    }
}

void history::reported(const std::string& id, const hand_result& how)
{
    if (const auto number = number_of_letter(id); number && letters_.contains(*number)) {
        letter_file& on = letters_.at(*number);
        on.reported.insert(*how.settled);
        // What this life of the engine has not handed over yet is settled by a report, and not sent again.
        if (on.attempts == 0) {
            on.said.insert(*how.settled);
        }
    }
}

void history::report_taken(const std::string& id, const hand_result& how, const receipt& said)
{
    const auto number = number_of_letter(id);
    const auto found = number ? letters_.find(*number) : letters_.end();
    found_.expect(
        found != letters_.end() && found->second.stream == said.stream &&
            (said.first == position{0} || found->second.settled == said.first ||
             found->second.heard.contains(*how.settled)),
        "G1: a report that was acknowledged is in the journal",
        number_of(said.first));
}

const traces* history::find(const std::string& correlation) const
{
    const auto found = traces_.find(correlation);
    return found == traces_.end() ? nullptr : &found->second;
}

const file_of* history::find(stream_id stream) const
{
    const auto found = files_.find(stream);
    return found == files_.end() ? nullptr : &found->second;
}

instant history::latest() const
{
    constexpr instant first = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    return records_.empty() ? first : records_.back().recorded_at;
}

acikkapi::version history::version_before(stream_id stream, position at) const
{
    acikkapi::version out = 0;
    for (std::size_t i = 0; i + 1 < number_of(at) && i < records_.size(); ++i) {
        const auto& one = records_[i];
        out += one.stream == stream && one.kind == record_kind::fact ? 1 : 0;
    }
    return out;
}

}  // namespace simulation
