#include "engine/cosigners.hpp"
#include "proof/lines.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr int success = 200;
constexpr int conflict = 409;
constexpr std::chrono::milliseconds first_pause{60'000};
constexpr std::chrono::milliseconds longest_pause{3'600'000};

/// Of a `409`: what the witness has seen, if it says so.
std::optional<std::uint64_t> size_in(std::string_view body)
{
    const bool whole = body.ends_with('\n');
    const auto line = proof::take_line(body);
    return whole && body.empty() ? proof::parse_number(line) : std::nullopt;
}

bool has_signed(const signed_note& note, const verifier_key& by)
{
    return check_signature(note, by).has_value();
}

}  // namespace

cosigners::cosigners(
    verifier_key own, std::vector<verifier_key> keys, std::function<void(std::string_view)> log)
    : own_(std::move(own)), log_(std::move(log))
{
    for (auto& key : keys) {
        all_.push_back({std::move(key), 0, 0, {}, false, {}, {}});
    }
}

void cosigners::know(const journal::kept_checkpoint& newest)
{
    const auto note = signed_note::parse(newest.note);
    if (!note || newest.size <= newest_) {
        return;
    }
    newest_ = newest.size;
    // The original's, of a restored store, is not ours to have cosigned.
    const bool is_own = has_signed(*note, own_);
    for (auto& one : all_) {
        if (!is_own) {
            one.cosigned = newest_;
        } else if (has_signed(*note, one.key)) {
            one.seen = one.cosigned = newest_;
        }
    }
    notes_.emplace(newest_, *note);
    forget_old();
}

std::vector<cosigners::question> cosigners::due(instant now)
{
    std::vector<question> out;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        auto& one = all_[i];
        // One that rests longer than anybody does began to before the clock was set back.
        const bool rests = one.asked || (one.not_before && now < *one.not_before &&
                                         *one.not_before <= now + longest_pause);
        if (rests || one.cosigned >= newest_) {
            continue;
        }
        one.asked = newest_;
        one.not_before.reset();
        out.push_back({i, one.seen, {newest_, notes_.at(newest_).str()}});
    }
    return out;
}

std::optional<journal::kept_checkpoint>
cosigners::take(std::size_t whom, const witness_answer& answer, instant now)
{
    auto& one = all_.at(whom);
    const auto size = std::exchange(one.asked, std::nullopt);
    if (!size) {
        return std::nullopt;
    }
    std::optional<journal::kept_checkpoint> out;
    auto& note = notes_.at(*size);
    const auto line =
        answer.status == success ? signature_in(answer.body, note.text, one.key) : std::nullopt;
    const auto seen = answer.status == conflict ? size_in(answer.body) : std::nullopt;
    if (line) {
        one.seen = one.cosigned = *size;
        one.pause = {};
        one.corrected = false;
        note.signatures.push_back(*line);
        out = {*size, note.str()};
    } else if (seen && *seen != one.seen && *seen <= *size && !one.corrected) {
        // Not what we thought, as after a restart: it is asked again at once.
        one.seen = *seen;
        one.corrected = true;
    } else {
        put_off(one, answer, now);
    }
    forget_old();
    return out;
}

std::optional<note_signature>
cosigners::signature_in(std::string_view body, const std::string& text, const verifier_key& by)
{
    const auto note = signed_note::parse(text + "\n" + std::string{body});
    if (!note || !has_signed(*note, by)) {
        return std::nullopt;
    }
    const auto found = std::find_if(
        note->signatures.begin(), note->signatures.end(), [&](const note_signature& one) {
            return one.name == by.name && one.key_id == by.id();
        });
    return *found;
}

void cosigners::put_off(witness_state& whom, const witness_answer& answer, instant now)
{
    whom.pause = std::clamp(2 * whom.pause, first_pause, longest_pause);
    whom.not_before = now + whom.pause;
    whom.corrected = false;
    if (!log_) {
        return;
    }
    const auto seen = answer.status == conflict ? size_in(answer.body) : std::nullopt;
    if (seen.value_or(0) > newest_) {
        log_(
            "witness " + whom.key.name + " has seen " + std::to_string(*seen) +
            " records: this journal was set back or is another");
        return;
    }
    if (seen &&
        *seen == whom.seen) {  // It was asked from there: it is not the size that is another.
        log_(
            "witness " + whom.key.name + " has seen another history of " + std::to_string(*seen) +
            " records");
        return;
    }
    log_(
        "witness " + whom.key.name + " gave no cosignature" +
        (answer.status == 0 ? std::string{} : ": status " + std::to_string(answer.status)));
}

std::optional<instant> cosigners::next() const
{
    std::optional<instant> out;
    for (const auto& one : all_) {
        if (!one.asked && one.not_before && one.cosigned < newest_) {
            out = std::min(out.value_or(*one.not_before), *one.not_before);
        }
    }
    return out;
}

std::size_t cosigners::under_way() const
{
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(), [](const auto& one) { return one.asked.has_value(); }));
}

void cosigners::forget_old()
{
    std::erase_if(notes_, [this](const auto& entry) {
        return entry.first != newest_ &&
               std::none_of(all_.begin(), all_.end(), [&](const witness_state& one) {
                   return one.asked == entry.first;
               });
    });
}

}  // namespace acikkapi::engine_room
