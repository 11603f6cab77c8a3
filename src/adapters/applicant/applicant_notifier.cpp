#include <acikkapi/adapters/applicant_notifier.hpp>

#include "adapters/applicant/courtesy.hpp"

#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace acikkapi {
namespace {

using handler = asio::any_completion_handler<void(hand_result)>;

constexpr std::size_t remembered_max = 100'000;
constexpr std::string_view erasing = "erased";

/// It will not arrive this way; another may do.
bool is_refused(const hand_result& how)
{
    return how.settled == delivery::rejected || how.settled == delivery::expired ||
           how.settled == delivery::dead;
}

bool may_have_arrived(const hand_result& how)
{
    return how.settled && !is_refused(how);
}

}  // namespace

struct applicant_notifier::state : std::enable_shared_from_this<state> {
    /// A letter that a peer has, which may still say that it did not arrive.
    struct taken {
        hand_over what;
        std::size_t channel = 0;
    };

    state(
        std::vector<applicant_channel> all,
        courtesy_rule rule,
        clock& clock_of_host,
        calendar days,
        reporter told)
        : channels(std::move(all)), time(clock_of_host), report(std::move(told)),
          manners(std::move(rule), std::move(days))
    {}

    void begin(hand_over what, handler done);
    void try_channel(std::size_t index, hand_over what, handler done);
    void finish(std::size_t index, const hand_over& what, hand_result how, handler done);
    void remember(std::size_t index, const hand_over& what);
    [[nodiscard]] std::optional<taken> take_back(std::string_view letter);
    void go_on(std::size_t index, hand_over what);

    std::vector<applicant_channel> channels;
    clock& time;
    reporter report;
    std::mutex mutex;
    adapters::courtesy manners;
    std::unordered_map<std::string, taken> sent;
    std::deque<std::string> order;
};

void applicant_notifier::state::begin(hand_over what, handler done)
{
    std::optional<instant> when;
    if (what.what.kind != erasing) {
        const std::lock_guard lock{mutex};
        when = manners.not_before(what.what, time.now());
    }
    if (when) {
        std::move(done)(hand_result::later(*when, "quiet hours, or enough for a day"));
        return;
    }
    try_channel(0, std::move(what), std::move(done));
}

void applicant_notifier::state::try_channel(std::size_t index, hand_over what, handler done)
{
    auto given = what;
    channels[index].by->async_hand_over(
        std::move(given),
        [self = shared_from_this(), index, what = std::move(what), done = std::move(done)](
            hand_result how) mutable {
            // Everybody may keep something of who was erased.
            const bool all = what.what.kind == erasing && how.settled;
            if ((is_refused(how) || all) && index + 1 < self->channels.size()) {
                self->try_channel(index + 1, std::move(what), std::move(done));
                return;
            }
            self->finish(index, what, std::move(how), std::move(done));
        });
}

void applicant_notifier::state::finish(
    std::size_t index, const hand_over& what, hand_result how, handler done)
{
    how.means = how.means.empty() ? channels[index].name : how.means;
    if (may_have_arrived(how) && what.what.kind != erasing) {
        const std::lock_guard lock{mutex};
        manners.sent(what.what, time.now());
        if (how.settled == delivery::sent) {
            remember(index, what);
        }
    }
    std::move(done)(std::move(how));
}

void applicant_notifier::state::remember(std::size_t index, const hand_over& what)
{
    if (sent.insert_or_assign(what.id, taken{what, index}).second) {
        order.push_back(what.id);
    }
    if (order.size() > remembered_max) {
        sent.erase(order.front());
        order.pop_front();
    }
}

std::optional<applicant_notifier::state::taken>
applicant_notifier::state::take_back(std::string_view letter)
{
    const std::lock_guard lock{mutex};
    const auto found = sent.find(std::string{letter});
    if (found == sent.end()) {
        return std::nullopt;
    }
    auto out = std::move(found->second);
    sent.erase(found);  // Its place in the order goes when its turn comes.
    return out;
}

/// Lets the next one try what has turned out not to have arrived.
void applicant_notifier::state::go_on(std::size_t index, hand_over what)
{
    const auto id = what.id;
    try_channel(index, std::move(what), handler{[self = shared_from_this(), id](hand_result how) {
                    if (how.settled && self->report) {
                        self->report(id, std::move(how));
                    }
                }});
}

applicant_notifier::applicant_notifier(
    std::vector<applicant_channel> channels,
    courtesy_rule rule,
    clock& time,
    calendar days,
    reporter report)
    : state_(std::make_shared<state>(
          std::move(channels), std::move(rule), time, std::move(days), std::move(report)))
{}

applicant_notifier::~applicant_notifier() = default;

void applicant_notifier::do_hand_over(hand_over what, handler done)
{
    state_->begin(std::move(what), std::move(done));
}

void applicant_notifier::heard(std::string_view letter, const hand_result& how)
{
    auto of = state_->take_back(letter);
    auto told = how;
    if (told.means.empty() && of) {
        told.means = state_->channels[of->channel].name;
    }
    if (state_->report) {
        state_->report(letter, std::move(told));
    }
    if (of && is_refused(how) && of->channel + 1 < state_->channels.size()) {
        state_->go_on(of->channel + 1, std::move(of->what));
    }
}

}  // namespace acikkapi
