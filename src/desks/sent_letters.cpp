#include <acikkapi/sent_letters.hpp>

#include "outbox/letters.hpp"

#include <map>
#include <set>
#include <utility>
#include <variant>

namespace acikkapi {
namespace {

/// What of the journal is about letters.
class letter_book {
public:
    letter_book(restore_epoch life, std::size_t limit) : life_(life), limit_(limit) {}

    void take(const record& row)
    {
        if (!row.caused_by.letter || row.kind != record_kind::fact) {
            return;
        }
        const auto fact = petition::decode_event(view_of(row.payload));
        if (const auto* heard = fact ? std::get_if<events::notice_recorded>(&*fact) : nullptr) {
            take(row, heard->notice);
        }
    }

    [[nodiscard]] std::vector<sent_letter> waited_for(instant since)
    {
        std::vector<sent_letter> out;
        for (auto& [place, one] : waiting_) {
            if (one.at >= since) {
                out.push_back(std::move(one));
            }
        }
        return out;
    }

private:
    void take(const record& row, const commands::record_notice& word)
    {
        const outbox::letter_id id{row.caused_by.cause, row.caused_by.index};
        if (const auto known = places_.find(id); known != places_.end()) {
            waiting_.erase(known->second);
            places_.erase(known);
            return;
        }
        if (word.how != delivery::sent) {
            early_.insert(id);
            return;
        }
        if (early_.erase(id) != 0) {
            return;
        }
        places_.emplace(id, row.at);
        waiting_.emplace(
            row.at,
            sent_letter{
                outbox::str(id, life_), row.stream, row.recorded_at, word.means, word.detail});
        if (waiting_.size() > limit_) {
            drop_first();
        }
    }

    void drop_first()
    {
        const auto first = waiting_.begin();
        places_.erase(*outbox::parse_id(first->second.id, life_));
        waiting_.erase(first);
    }

    restore_epoch life_;
    std::size_t limit_;
    std::map<position, sent_letter> waiting_;
    std::map<outbox::letter_id, position> places_;
    std::set<outbox::letter_id>
        early_;  // A receipt may be faster than the word that the peer has it.
};

/// A place before all that was recorded since then. Only within a stream time never goes back; between two streams
/// a clock that was set may be ten days off.
result<position> place_before(const engine<petition>& at, instant since)
{
    constexpr std::chrono::hours slack{240};
    std::uint64_t first = 0;
    std::uint64_t last = number_of(at.head());
    while (first < last) {
        const auto middle = first + (last - first) / 2;
        const auto row = at.feed(position{middle}).next(1);
        if (!row) {
            return row.error();
        }
        const bool before = !row->empty() && row->front().recorded_at < since - slack;
        (before ? first : last) = before ? middle + 1 : middle;
    }
    return position{first};
}

}  // namespace

result<std::vector<sent_letter>>
letters_sent(const engine<petition>& at, instant since, std::size_t limit)
{
    constexpr std::size_t rows_at_a_time = 1'000;
    const auto from = place_before(at, since);
    if (!from) {
        return from.error();
    }
    letter_book book{at.epoch(), limit};
    auto rows = at.feed(*from);
    for (;;) {
        const auto some = rows.next(rows_at_a_time);
        if (!some) {
            return some.error();
        }
        if (some->empty()) {
            return book.waited_for(since);
        }
        for (const auto& row : *some) {
            book.take(row);
        }
    }
}

std::vector<std::string> message_ids(const std::string& detail)
{
    constexpr std::string_view mark = "id=";
    if (!detail.starts_with(mark)) {
        return {};
    }
    const auto id = detail.substr(mark.size(), detail.find(' ') - mark.size());
    return id.empty() ? std::vector<std::string>{} : std::vector{id};
}

}  // namespace acikkapi
