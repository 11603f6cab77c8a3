// The part of the hands that has checkpoints cosigned.
#include "engine/hands.hpp"
#include "journal/proving.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <iterator>
#include <new>
#include <utility>

namespace acikkapi::engine_room {

void hands::look_at_witnesses()
{
    if (world_.options->witnesses.empty()) {
        return;
    }
    if (world_.signs->covered() != witnesses_.newest()) {
        const auto newest = world_.signs->newest();
        if (!newest) {
            fail(newest.error());
            return;
        }
        if (*newest) {
            witnesses_.know(**newest);
        }
    }
    for (auto& one : witnesses_.due(world_.options->clock->now())) {
        ask_witness(std::move(one));
    }
    keep_cosigned();
    if (const auto next = witnesses_.next()) {
        next_ = std::min(next_.value_or(*next), *next);
    }
}

void hands::ask_witness(cosigners::question what)
{
    const auto whom = what.whom;
    const auto take = [whom](hands& to, const witness_answer& how) { to.witnessed(whom, how); };
    auto done = asio::bind_executor(strand_, reply{shared_from_this(), witness_answer{}, take});
    const auto asked = journal::prove_growth(*world_.store, what.from, std::move(what.about));
    if (!asked) {
        fail(asked.error());
        return;  // What was to be answered with is dropped, which is an answer.
    }
    auto* const peer =
        std::next(world_.options->witnesses.begin(), static_cast<std::ptrdiff_t>(whom))->second;
    // A port must not throw; one that does has given no answer.
    try {
        peer->async_add_checkpoint(asked->str(), std::move(done));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
    }
}

void hands::witnessed(std::size_t whom, const witness_answer& how)
{
    const auto inside = world_.open->enter();
    const instant now = inside ? world_.options->clock->now() : instant{};
    const auto cosigned = witnesses_.take(whom, how, now);
    if (!inside || stopping_) {
        end_if_quiet();
        return;
    }
    // With all cosignatures of its size so far; what is older than one that waits need not be kept.
    if (cosigned && (!cosigned_ || cosigned->size >= cosigned_->size)) {
        cosigned_ = *cosigned;
    }
    pump();
}

/// A committer that takes nothing now is asked again: there may be no other cosignature that takes this one with it.
void hands::keep_cosigned()
{
    constexpr std::chrono::seconds pause{1};
    if (!cosigned_) {
        return;
    }
    if (world_.signs->keep(*cosigned_)) {
        cosigned_.reset();
        world_.commits->commit_soon();
        return;
    }
    const auto again = world_.options->clock->now() + pause;
    next_ = std::min(next_.value_or(again), again);
}

}  // namespace acikkapi::engine_room
