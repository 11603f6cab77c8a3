#include "host/late_words.hpp"

#include <boost/asio/strand.hpp>

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::chrono::seconds again_after{1};

struct word {
    std::string letter;
    hand_result how;
    bool again = false;
};

}  // namespace

/// Words go to the engine in rounds: what comes while one is under way is the next one's. So they share its writes,
/// and none overtakes another one about its letter.
struct late_words::state : std::enable_shared_from_this<state> {
    state(acikkapi::clock& by, recorder how, std::function<void(const std::string&)> told)
        : time(by), record(std::move(how)), fault(std::move(told))
    {}

    [[nodiscard]] std::optional<errc> take(std::string_view letter, const hand_result& how);
    [[nodiscard]] std::vector<word> next_round();
    void begin_round();
    void ended(std::size_t index, error_code why);
    void end_round();
    void resume();
    void tell_lost(const std::deque<word>& gone, error_code why) const;

    acikkapi::clock& time;
    const recorder record;
    const std::function<void(const std::string&)> fault;
    std::mutex mutex;  // Over what follows.
    std::deque<word> waiting;
    std::vector<word> round;
    std::size_t open = 0;  // Of the round, without an answer.
    bool pauses = false;
    std::unique_ptr<acikkapi::alarm>
        wakes;  // None: it is over, and the clock and the recorder may be gone.
};

/// @return Why there is no place for it.
std::optional<errc> late_words::state::take(std::string_view letter, const hand_result& how)
{
    const std::lock_guard lock{mutex};
    if (!wakes || waiting.size() + round.size() >= waiting_max) {
        return wakes ? errc::overloaded : errc::stopping;
    }
    waiting.push_back({std::string{letter}, how});
    return std::nullopt;
}

/// All that wait, but only one about each letter.
std::vector<word> late_words::state::next_round()
{
    const std::lock_guard lock{mutex};
    if (!wakes || pauses || open != 0) {
        return {};
    }
    std::set<std::string> letters;
    while (!waiting.empty() && letters.insert(waiting.front().letter).second) {
        round.push_back(std::move(waiting.front()));
        waiting.pop_front();
    }
    open = round.size();
    return round;
}

void late_words::state::begin_round()
{
    const auto words = next_round();
    for (std::size_t i = 0; i < words.size(); ++i) {
        record(words[i].letter, words[i].how, [self = shared_from_this(), i](error_code why) {
            self->ended(i, why);
        });
    }
}

void late_words::state::ended(std::size_t index, error_code why)
{
    std::deque<word> gone;
    bool last = false;
    {
        const std::lock_guard lock{mutex};
        auto& one = round[index];
        one.again = why == condition::unavailable;
        if (why && !one.again && why != condition::rejected) {
            gone.push_back(one);
        }
        last = --open == 0;
        if (last) {
            end_round();
        }
        if (!wakes) {
            gone.insert(gone.end(), waiting.begin(), waiting.end());
            waiting.clear();
        }
    }
    tell_lost(gone, why);
    if (last) {
        begin_round();
    }
}

/// @pre The mutex is held.
void late_words::state::end_round()
{
    for (auto one = round.rbegin(); one != round.rend(); ++one) {
        if (one->again) {
            waiting.push_front(std::move(*one));
            pauses = true;
        }
    }
    round.clear();
    if (pauses && wakes) {
        wakes->set(time.now() + again_after);
    }
}

void late_words::state::resume()
{
    {
        const std::lock_guard lock{mutex};
        pauses = false;
    }
    begin_round();
}

void late_words::state::tell_lost(const std::deque<word>& gone, error_code why) const
{
    if (!gone.empty() && fault) {
        fault(
            "what became of letter " + gone.front().letter + " is not on record, nor of " +
            std::to_string(gone.size() - 1) + " others: " + why.message());
    }
}

late_words::late_words(
    asio::any_io_executor where,
    acikkapi::clock& time,
    recorder record,
    std::function<void(const std::string&)> fault)
    : state_(std::make_shared<state>(time, std::move(record), std::move(fault)))
{
    const std::weak_ptr<state> weak = state_;
    // On a strand: an alarm is set anew on one thread while another may be at it.
    state_->wakes = time.make_alarm(asio::make_strand(where), [weak] {
        if (const auto self = weak.lock()) {
            self->resume();
        }
    });
}

late_words::~late_words()
{
    stop();
}

void late_words::add(std::string_view letter, hand_result how)
{
    const auto refused = state_->take(letter, how);
    if (refused) {
        state_->tell_lost({{std::string{letter}, std::move(how)}}, *refused);
        return;
    }
    state_->begin_round();
}

void late_words::stop()
{
    std::unique_ptr<acikkapi::alarm> gone;
    std::deque<word> lost;
    {
        const std::lock_guard lock{state_->mutex};
        gone = std::move(state_->wakes);
        lost.swap(state_->waiting);
    }
    state_->tell_lost(lost, errc::stopping);
}

}  // namespace host
