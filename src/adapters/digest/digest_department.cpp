#include <acikkapi/adapters/digest_department.hpp>

#include "adapters/digest/digest_book.hpp"

#include <boost/asio/strand.hpp>

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

namespace acikkapi {
namespace {

using handler = asio::any_completion_handler<void(hand_result)>;

constexpr std::chrono::seconds quiet_min{1};
constexpr std::chrono::seconds quiet_max{60};
constexpr std::chrono::hours wait_min{24};  // There is an hour for digests in it.
constexpr std::chrono::hours wait_max{24 * 30};

digest_options within_bounds(digest_options how)
{
    how.quiet = std::clamp(how.quiet, quiet_min, quiet_max);
    how.hour =
        std::clamp<std::chrono::minutes>(how.hour, std::chrono::minutes{0}, std::chrono::hours{23});
    how.wait_max = std::clamp(how.wait_max, wait_min, wait_max);
    const auto needed = std::chrono::ceil<std::chrono::minutes>(how.quiet * 2);
    how.open = std::max(how.open, needed + std::chrono::minutes{1});
    return how;
}

}  // namespace

struct digest_department::state : std::enable_shared_from_this<state> {
    state(adapter& next, digest_options options, clock& clock_of_host, calendar days)
        : by(next), how(within_bounds(std::move(options))), time(clock_of_host),
          book(how, std::move(days))
    {}

    [[nodiscard]] bool waits(const hand_over& what) const
    {
        return std::find(how.kinds.begin(), how.kinds.end(), what.what.kind) != how.kinds.end();
    }
    [[nodiscard]] hand_over addressed(hand_over what) const
    {
        const auto found = how.addresses.find(what.what.recipient);
        if (found != how.addresses.end()) {
            what.what.recipient = found->second;
        }
        return what;
    }
    [[nodiscard]] digest_line line_of(const hand_over& what) const;
    void gather(const hand_over& what, handler done);
    void send_complete();
    void send(adapters::digest what);

    adapter& by;
    const digest_options how;
    clock& time;
    std::mutex mutex;  // Over the two below.
    adapters::digest_book book;
    std::unique_ptr<alarm> wakes;  // None: the department is gone, and the clock may be.
};

// The host's function may throw, whose text may quote the application.
digest_line digest_department::state::line_of(const hand_over& what) const
{
    digest_line bare{what.what.reference, {}, 0};
    try {
        auto said = how.describe ? how.describe(what) : result<digest_line>{bare};
        return said ? *std::move(said) : bare;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
        return bare;
    }
}

void digest_department::state::gather(const hand_over& what, handler done)
{
    const auto line = line_of(what);
    hand_result came;
    {
        const std::lock_guard lock{mutex};
        came = book.come(what, line, time.now());
        if (const auto when = book.next()) {
            wakes->set(*when);
        }
    }
    std::move(done)(std::move(came));
}

void digest_department::state::send_complete()
{
    std::vector<adapters::digest> all;
    {
        const std::lock_guard lock{mutex};
        if (!wakes) {
            return;
        }
        all = book.complete(time.now());
        if (const auto when = book.next()) {
            wakes->set(*when);
        }
    }
    for (auto& one : all) {
        send(std::move(one));
    }
}

void digest_department::state::send(adapters::digest what)
{
    auto given = addressed(what.what);
    by.async_hand_over(
        std::move(given), [self = shared_from_this(), what = std::move(what)](hand_result came) {
            const std::lock_guard lock{self->mutex};
            if (self->wakes) {
                self->book.ended(what, came, self->time.now());
            }
        });
}

digest_department::digest_department(
    adapter& by, digest_options how, clock& time, asio::any_io_executor where, calendar days)
    : state_(std::make_shared<state>(by, std::move(how), time, std::move(days)))
{
    const std::weak_ptr<state> weak = state_;
    // On a strand: an alarm is set anew on one thread while another may be at it.
    state_->wakes = time.make_alarm(asio::make_strand(where), [weak] {
        if (const auto self = weak.lock()) {
            self->send_complete();
        }
    });
}

digest_department::~digest_department()
{
    // The clock may go before what is under way comes back.
    std::unique_ptr<alarm> gone;
    const std::lock_guard lock{state_->mutex};
    gone = std::move(state_->wakes);
}

void digest_department::do_hand_over(hand_over what, handler done)
{
    if (!state_->waits(what)) {
        state_->by.async_hand_over(state_->addressed(std::move(what)), std::move(done));
        return;
    }
    state_->gather(what, std::move(done));
}

}  // namespace acikkapi
