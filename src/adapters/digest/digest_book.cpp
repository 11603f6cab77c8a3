#include "adapters/digest/digest_book.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace acikkapi::adapters {
namespace {

constexpr std::chrono::days a_day{1};
constexpr std::string_view digest_kind = "digest";
constexpr char between = '\t';

/// Of what a host says nothing may end a line or a column.
std::string plain(std::string text)
{
    constexpr std::size_t bytes_max = 200;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    if (text.size() > bytes_max) {
        text.resize(bytes_max);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
            text.pop_back();
        }
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) {
            text.pop_back();  // The beginning of a character that was cut.
        }
    }
    return text;
}

}  // namespace

std::string line_of(const digest_line& line)
{
    return plain(line.number) + between + plain(line.unit) + between +
           std::to_string(line.days_late) + '\n';
}

hand_result digest_book::come(const hand_over& what, const digest_line& line, instant now)
{
    set_back(now);
    auto again = hand_result::later(now + how_.quiet, "a digest is being gathered");
    if (const auto known = letters_.find(what.id); known != letters_.end()) {
        if (!known->second.came) {
            return again;
        }
        auto came = *std::move(known->second.came);
        letters_.erase(known);
        return came;
    }
    forget(now);
    if (!is_open(what, now) || letters_.size() >= how_.letters_max) {
        return hand_result::later(next_hour(what, now), "waits for the digest");
    }
    auto& of = gathering_[what.what.recipient];
    if (of.ids.empty()) {
        of.first = what;
    }
    of.ids.push_back(what.id);
    of.lines += line_of(line);
    of.last = now;
    letters_.emplace(what.id, under_way{now, std::nullopt});
    return again;
}

std::optional<instant> digest_book::next() const
{
    std::optional<instant> out;
    for (const auto& [whom, one] : gathering_) {
        const auto when = one.last + how_.quiet;
        out = out ? std::min(*out, when) : when;
    }
    return out;
}

std::vector<digest> digest_book::complete(instant now)
{
    set_back(now);
    std::vector<digest> out;
    for (auto at = gathering_.begin(); at != gathering_.end();) {
        auto& [whom, one] = *at;
        if (one.last + how_.quiet > now) {
            ++at;
            continue;
        }
        digest made{whom, std::move(one.first), std::move(one.ids), days_.day_of(one.last)};
        sent_[whom] = made.on;
        // As long as the same letters are in it, it has the same id.
        made.what.id = "digest-" + made.what.id + '-' + std::to_string(made.ids.size());
        made.what.what.kind = digest_kind;
        made.what.what.reference = std::move(one.lines);
        out.push_back(std::move(made));
        at = gathering_.erase(at);
    }
    return out;
}

void digest_book::ended(const digest& what, const hand_result& how, instant now)
{
    const auto last = sent_.find(what.recipient);
    if (!how.settled && last != sent_.end() && last->second == what.on) {
        sent_.erase(last);
    }
    for (const auto& id : what.ids) {
        if (how.settled) {
            letters_[id] = {now, how};
        } else {
            letters_.erase(id);
        }
    }
}

/// In the time of today's digest, which is not on its way yet, nor gone. On a day off only for what cannot wait.
bool digest_book::is_open(const hand_over& what, instant now) const
{
    const day today = days_.day_of(now);
    const auto from = days_.begin_of(today) + how_.hour;
    const auto last = sent_.find(what.what.recipient);
    const bool gone = last != sent_.end() && last->second == today;
    const bool on_duty = days_.is_working_day(today) || !next_working_hour(what, now);
    return now >= from && now < from + how_.open && on_duty && !gone;
}

/// The hour of the next working day, unless the letter would have waited too long by then.
std::optional<instant> digest_book::next_working_hour(const hand_over& what, instant now) const
{
    // If the clock was set back since, as if it had just come.
    const auto latest = std::min(what.recorded_at, now) + how_.wait_max;
    for (day at = days_.day_of(now);; at += a_day) {
        const auto when = days_.begin_of(at) + how_.hour;
        if (when > latest) {
            return std::nullopt;
        }
        if (when > now && days_.is_working_day(at)) {
            return when;
        }
    }
}

instant digest_book::next_hour(const hand_over& what, instant now) const
{
    if (const auto when = next_working_hour(what, now)) {
        return *when;
    }
    const day today = days_.day_of(now);
    const auto hour_of_today = days_.begin_of(today) + how_.hour;
    return hour_of_today > now ? hour_of_today : days_.begin_of(today + a_day) + how_.hour;
}

/// What was gathered before the clock was set back waits once more, not until the clock has caught up, and a day that has
/// not come yet has had no digest.
void digest_book::set_back(instant now)
{
    for (auto& [whom, one] : gathering_) {
        one.last = std::min(one.last, now);
    }
    const day today = days_.day_of(now);
    std::erase_if(sent_, [today](const auto& one) { return one.second > today; });
}

/// What came of a letter that never came again: the engine has closed, or has it from elsewhere.
void digest_book::forget(instant now)
{
    for (auto at = letters_.begin(); at != letters_.end();) {
        at = at->second.came && at->second.since + a_day < now ? letters_.erase(at) : ++at;
    }
}

}  // namespace acikkapi::adapters

namespace acikkapi {

std::vector<digest_line> digest_lines(const letter& what)
{
    std::vector<digest_line> out;
    std::string_view left = what.kind == "digest" ? what.reference : std::string_view{};
    while (!left.empty()) {
        const auto end = left.find('\n');
        const auto line = left.substr(0, end);
        left = end == left.npos ? std::string_view{} : left.substr(end + 1);
        const auto first = line.find('\t');
        const auto second = first == line.npos ? first : line.find('\t', first + 1);
        if (second == line.npos) {
            continue;
        }
        auto& one = out.emplace_back();
        one.number = line.substr(0, first);
        one.unit = line.substr(first + 1, second - first - 1);
        const auto days = line.substr(second + 1);
        std::from_chars(days.data(), days.data() + days.size(), one.days_late);
    }
    return out;
}

}  // namespace acikkapi
