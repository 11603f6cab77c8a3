#include <acikkapi/adapters/applicant_notifier.hpp>

#include "adapters/applicant/courtesy.hpp"
#include "adapters/applicant/late_letters.hpp"
#include "adapters/errands.hpp"

#include <boost/asio/strand.hpp>

#include <mutex>
#include <utility>

namespace acikkapi {
namespace {

using adapters::is_refused;
using adapters::late_letters;
using handler = asio::any_completion_handler<void(hand_result)>;

bool is_erasing(const hand_over& what)
{
    return what.what.kind == adapters::erased_kind;
}

bool may_have_arrived(const hand_result& how)
{
    return how.settled && !is_refused(how);
}

}  // namespace

struct applicant_notifier::state : std::enable_shared_from_this<state> {
    class place;
    struct late_try;

    state(
        std::vector<applicant_channel> all,
        courtesy_rule rule,
        clock& clock_of_host,
        calendar days,
        applicant_follow_up::reporter told)
        : channels(std::move(all)), time(clock_of_host), report(std::move(told)),
          manners(std::move(rule), std::move(days)), late(channels.size())
    {}

    void begin(hand_over what, handler done);
    void try_channel(std::size_t index, hand_over what, place held, handler done);
    void
    finish(std::size_t index, const hand_over& what, hand_result how, place held, handler done);
    [[nodiscard]] std::optional<std::size_t> hear(std::string_view letter, const hand_result& how);
    void try_late();
    [[nodiscard]] std::vector<late_try> take_late();
    void try_late(late_try one);
    void end_late(const late_letters::attempt& what, hand_result how);
    void wake_for_late(instant now);
    [[nodiscard]] bool is_over();

    const std::vector<applicant_channel> channels;
    clock& time;
    const applicant_follow_up::reporter report;
    std::mutex mutex;  // Over the three below.
    adapters::courtesy manners;
    late_letters late;
    std::unique_ptr<alarm> wakes;  // None: it is over, and the clock and the others may be gone.
};

/// Of a letter that was let go out, among those that its address gets in a day. Who drops the letter gives it back.
class applicant_notifier::state::place {
public:
    place() = default;
    place(std::shared_ptr<state> in, const letter& what)
        : in_(std::move(in)), to_(adapters::courtesy::whom_of(what))
    {}
    place(place&&) noexcept = default;
    place& operator=(place&&) = delete;
    // NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
    ~place() { end(false); }

    /// @param arrived  The letter, or it may have.
    void end(bool arrived)
    {
        const auto in = std::exchange(in_, nullptr);
        if (!in) {
            return;
        }
        const std::lock_guard lock{in->mutex};
        if (arrived && in->wakes) {
            in->manners.sent(to_, in->time.now());
        } else {
            in->manners.give_back(to_);
        }
    }

private:
    std::shared_ptr<state> in_;
    adapters::courtesy::whom to_ = 0;
};

struct applicant_notifier::state::late_try {
    late_letters::attempt what;
    place held;
};

void applicant_notifier::state::begin(hand_over what, handler done)
{
    if (is_erasing(what)) {
        {
            const std::lock_guard lock{mutex};
            late.forget(what.stream);
        }
        try_channel(0, std::move(what), {}, std::move(done));
        return;
    }
    std::optional<instant> when;
    {
        const std::lock_guard lock{mutex};
        when = manners.let_go(what.what, time.now());
    }
    if (when) {
        std::move(done)(hand_result::later(*when, "quiet hours, or enough for a day"));
        return;
    }
    place held{shared_from_this(), what.what};
    try_channel(0, std::move(what), std::move(held), std::move(done));
}

void applicant_notifier::state::try_channel(
    std::size_t index, hand_over what, place held, handler done)
{
    auto given = what;
    channels[index].by->async_hand_over(
        std::move(given),
        [self = shared_from_this(),
         index,
         what = std::move(what),
         held = std::move(held),
         done = std::move(done)](hand_result how) mutable {
            // Everybody may keep something of who was erased.
            const bool all = is_erasing(what) && how.settled;
            const bool another = (is_refused(how) || all) && index + 1 < self->channels.size();
            if (!another) {
                self->finish(index, what, std::move(how), std::move(held), std::move(done));
            } else if (self->is_over()) {
                std::move(done)(hand_result{std::nullopt, "the others are gone"});
            } else {
                self->try_channel(index + 1, std::move(what), std::move(held), std::move(done));
            }
        });
}

void applicant_notifier::state::finish(
    std::size_t index, const hand_over& what, hand_result how, place held, handler done)
{
    how.means = how.means.empty() ? channels[index].name : how.means;
    held.end(may_have_arrived(how));
    if (how.settled == delivery::sent && !is_erasing(what)) {
        const std::lock_guard lock{mutex};
        late.taken(index, what);
    }
    std::move(done)(std::move(how));
}

std::optional<std::size_t>
applicant_notifier::state::hear(std::string_view letter, const hand_result& how)
{
    const std::lock_guard lock{mutex};
    const instant now = time.now();
    const auto way = late.heard(std::string{letter}, how, now);
    wake_for_late(now);
    return way;
}

/// Lets the next ones try what has turned out not to have arrived.
void applicant_notifier::state::try_late()
{
    for (auto& one : take_late()) {
        try_late(std::move(one));
    }
}

std::vector<applicant_notifier::state::late_try> applicant_notifier::state::take_late()
{
    std::vector<late_try> out;
    const std::lock_guard lock{mutex};
    if (!wakes) {
        return out;
    }
    const instant now = time.now();
    while (auto one = late.take_due(now)) {
        if (const auto when = manners.let_go(one->what.what, now)) {
            late.put_off(one->what.id, *when, now);
        } else {
            place held{shared_from_this(), one->what.what};
            out.push_back({*std::move(one), std::move(held)});
        }
    }
    wake_for_late(now);
    return out;
}

void applicant_notifier::state::try_late(late_try one)
{
    auto& by = *channels[one.what.way].by;
    auto given = one.what.what;
    by.async_hand_over(
        std::move(given),
        [self = shared_from_this(), one = std::move(one)](hand_result how) mutable {
            one.held.end(may_have_arrived(how));
            self->end_late(one.what, std::move(how));
        });
}

void applicant_notifier::state::end_late(const late_letters::attempt& what, hand_result how)
{
    std::optional<hand_result> last;
    how.means = how.means.empty() ? channels[what.way].name : how.means;
    {
        const std::lock_guard lock{mutex};
        if (!wakes) {
            return;
        }
        const instant now = time.now();
        last = late.ended(what, how, now);
        wake_for_late(now);
    }
    if (last && report) {
        report(what.what.id, *std::move(last));
    }
}

/// @pre The mutex is held.
void applicant_notifier::state::wake_for_late(instant now)
{
    if (const auto when = late.next(now); when && wakes) {
        wakes->set(*when);
    }
}

bool applicant_notifier::state::is_over()
{
    const std::lock_guard lock{mutex};
    return !wakes;
}

applicant_notifier::applicant_notifier(
    std::vector<applicant_channel> channels,
    courtesy_rule rule,
    clock& time,
    calendar days,
    applicant_follow_up after)
    : state_(std::make_shared<state>(
          std::move(channels), std::move(rule), time, std::move(days), std::move(after.report)))
{
    const std::weak_ptr<state> weak = state_;
    // On a strand: an alarm is set anew on one thread while another may be at it.
    state_->wakes = time.make_alarm(asio::make_strand(after.where), [weak] {
        if (const auto self = weak.lock()) {
            self->try_late();
        }
    });
}

applicant_notifier::~applicant_notifier()
{
    stop();
}

void applicant_notifier::stop()
{
    std::unique_ptr<alarm> gone;
    const std::lock_guard lock{state_->mutex};
    gone = std::move(state_->wakes);
}

void applicant_notifier::do_hand_over(hand_over what, handler done)
{
    state_->begin(std::move(what), std::move(done));
}

void applicant_notifier::heard(std::string_view letter, const hand_result& how)
{
    const auto way = state_->hear(letter, how);
    auto told = how;
    if (told.means.empty() && way) {
        told.means = state_->channels[*way].name;
    }
    if (state_->report) {
        state_->report(letter, std::move(told));
    }
}

}  // namespace acikkapi
