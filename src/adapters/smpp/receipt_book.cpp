#include "adapters/smpp/receipt_book.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace acikkapi::adapters::smpp {
namespace {

constexpr std::size_t early_max = 1'000;

/// A number to this base as it is usually written; any other text as it is.
std::string plain_number(const std::string& text, int base)
{
    std::uint64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value, base);
    return read.ec == std::errc{} && read.ptr == end ? std::to_string(value) : text;
}

/// Between the first and the last answer to a letter: each part has its turn, a pause of the centre's and its answer.
std::chrono::milliseconds longest_of(const smpp_options& options)
{
    const auto& times = options.times;
    return options.text.parts_max * (times.queue + times.throttle_max + times.response);
}

later_outcome outcome(std::string letter_id, delivery how, std::string why)
{
    later_outcome out{std::move(letter_id), {how, std::move(why)}};
    out.how.means = "sms";
    return out;
}

std::string words_of(const receipt& what)
{
    auto out = "id=" + what.id + " stat=" + what.state;
    return what.error.empty() ? out : out + " err=" + what.error;
}

}  // namespace

receipt_book::receipt_book(const smpp_options& options)
    : wait_(options.times.receipt), early_wait_(longest_of(options)),
      letters_max_(options.receipts_max), ids_(options.ids)
{}

std::string receipt_book::key_of_receipt(const std::string& id) const
{
    return ids_ == smpp_ids::same ? id : plain_number(id, 10);
}

std::string receipt_book::key_of_response(const std::string& id) const
{
    return ids_ == smpp_ids::same ? id : plain_number(id, 16);
}

std::vector<later_outcome> receipt_book::expect(
    std::string letter_id, const std::vector<std::string>& message_ids, instant now)
{
    std::vector<later_outcome> out;
    if (letters_.size() >= letters_max_) {
        out.push_back(give_up("too many receipts are waited for"));
    }
    const auto mine = next_serial_++;
    auto& letter = letters_[mine];
    letter.letter_id = std::move(letter_id);
    letter.deadline = now + wait_;
    for (const auto& id : message_ids) {
        letter.open.push_back(key_of_response(id));
        by_id_[letter.open.back()] = mine;
    }
    for (const auto& key : std::vector{letter.open}) {
        const auto early = take_early(key);
        auto decided = early ? take(*early, now) : std::nullopt;
        if (decided) {
            out.push_back(*std::move(decided));
            break;
        }
    }
    return out;
}

std::optional<later_outcome> receipt_book::take(const receipt& what, instant now)
{
    if (!what.how) {
        return std::nullopt;
    }
    const auto found = by_id_.find(key_of_receipt(what.id));
    if (found == by_id_.end()) {
        keep(what, now);
        return std::nullopt;
    }
    const auto letter = letters_.find(found->second);
    std::erase(letter->second.open, found->first);
    by_id_.erase(found);
    if (*what.how == delivery::delivered && !letter->second.open.empty()) {
        return std::nullopt;
    }
    auto out = outcome(letter->second.letter_id, *what.how, words_of(what));
    forget(letter);
    return out;
}

void receipt_book::keep(const receipt& what, instant now)
{
    while (!early_.empty() &&
           (early_.size() >= early_max || early_.front().at + early_wait_ < now)) {
        early_.pop_front();
    }
    early_.push_back({what, now});
}

std::optional<receipt> receipt_book::take_early(const std::string& key)
{
    const auto found = std::find_if(early_.begin(), early_.end(), [&](const auto& one) {
        return key_of_receipt(one.what.id) == key;
    });
    if (found == early_.end()) {
        return std::nullopt;
    }
    auto out = std::move(found->what);
    early_.erase(found);
    return out;
}

std::vector<later_outcome> receipt_book::overdue(instant now)
{
    std::vector<later_outcome> out;
    while (!letters_.empty() && letters_.begin()->second.deadline <= now) {
        out.push_back(give_up("no receipt"));
    }
    return out;
}

std::optional<instant> receipt_book::next() const
{
    return letters_.empty() ? std::nullopt : std::optional{letters_.begin()->second.deadline};
}

later_outcome receipt_book::give_up(const std::string& why)
{
    const auto oldest = letters_.begin();
    auto out = outcome(oldest->second.letter_id, delivery::unknown, why);
    forget(oldest);
    return out;
}

void receipt_book::forget(std::map<serial, waiting_letter>::iterator letter)
{
    for (const auto& key : letter->second.open) {
        const auto found = by_id_.find(key);
        if (found != by_id_.end() && found->second == letter->first) {
            by_id_.erase(found);
        }
    }
    letters_.erase(letter);
}

}  // namespace acikkapi::adapters::smpp
